import { expect, test } from 'vitest'
import { suggest } from '../../../../../../src/domain/search/understanding/suggest/suggest.ts'
import type { Context } from '../../../../../../src/shared/context.ts'

type Ports = Parameters<typeof suggest>[0]

test('completions that can not be read are no suggestions, and no failure', async () => {
  const ports = {
    collections: { find: async () => ({ id: 1, name: 'shop', definition: { language: 'en' } }) },
    words: async () => ({ isBlocked: () => false }),
    completions: () => Promise.reject(new Error('damaged')),
  } as unknown as Ports
  const ctx = { tenant: 't', timer: () => 0, newId: () => 'id' } as unknown as Context
  expect(await suggest(ports, ctx, { collection: 'shop', q: 'de', limit: 8 })).toMatchObject({ ready: false, suggestions: [] })
})
