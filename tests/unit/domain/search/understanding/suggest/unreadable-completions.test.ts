import { expect, test } from 'vitest'
import { suggest } from '../../../../../../src/domain/search/understanding/suggest/suggest.ts'
import type { Context } from '../../../../../../src/shared/context.ts'
import { SHOP, buildCompletions } from './desk-shop.ts'

type Ports = Parameters<typeof suggest>[0]

const ctx = { tenant: 't', timer: () => 0, newId: () => 'id' } as unknown as Context
const ask = (over: object) => {
  const ports = {
    collections: { find: async () => ({ id: 1, name: 'shop', definition: { language: 'en' } }) },
    words: async () => ({ isBlocked: () => false }),
    completions: async () => buildCompletions(SHOP),
    ...over,
  } as unknown as Ports
  return suggest(ports, ctx, { collection: 'shop', q: 'de', limit: 8 })
}

test.each(['completions', 'words'])('%s that can not be read are no suggestions, and no failure', async (part) => {
  expect((await ask({})).suggestions).not.toEqual([])
  expect(await ask({ [part]: () => Promise.reject(new Error('damaged')) })).toMatchObject({ ready: false, suggestions: [] })
})
