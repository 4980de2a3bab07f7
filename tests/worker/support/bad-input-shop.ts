/// <reference types="@cloudflare/vitest-plugin/types" />
import { afterEach, beforeAll, expect } from 'vitest'
import { createCollection, createDocuments, fields } from './lamp-shop.ts'
import { SEARCH, send } from './send.ts'

export const SHOP = '/v1/collections/shop'
const more = [
  { name: 'category', type: 'string', search: 'c', facet: 'hierarchical' },
  { name: 'tags', type: 'string[]', search: 'c', facet: 'conjunctive' },
  { name: 'sold', type: 'boolean', facet: 'conjunctive' },
  { name: 'since', type: 'date', sort: true },
  { name: 'description', type: 'text', search: 'd' },
  { name: 'maker.name', type: 'string', facet: 'disjunctive' },
]
/** Words of the shop's own documents: a query that finds them was searched as text. */
export const WORDS: Readonly<Record<string, string>> = {
  and: 'walnut and oak',
  drop: 'drop table select documents',
  near: 'near title a b',
  emoji: 'a 🦊 in the box 日本',
  arabic: 'مصباح كهربائي',
  accents: 'Crème brûlée',
}

/** What nothing in this file may change: a collection beside, and the search in it. */
async function look() {
  const [view, found] = [
    await send('GET', '/v1/collections/witness'),
    await send('POST', '/v1/collections/witness/search', { json: { q: 'lamp', facets: ['brand'] }, key: SEARCH }),
  ]
  return {
    documents: view.body['documents'],
    dataVersion: view.body['dataVersion'],
    configVersion: view.body['configVersion'],
    total: found.body['total'],
    facets: found.body['facets'],
  }
}
let witness: Awaited<ReturnType<typeof look>>

/** A shop to send bad input to, and a collection beside it that nothing may disturb. */
export function openShop(): void {
  beforeAll(async () => {
    await createCollection('witness', 5)
    await createCollection('shop', 0, { vectors: [], fields: [...fields, ...more] })
    const documents = [...createDocuments(3), ...Object.entries(WORDS).map(([id, description]) => ({ id, description }))]
    expect((await send('POST', `${SHOP}/documents`, { json: { documents } })).status).toBe(200)
    witness = await look()
    expect(witness).toMatchObject({ documents: 5, total: 5 })
  })

  afterEach(async () => {
    expect(await look()).toEqual(witness)
  })
}

export async function countDocuments(collection = 'shop'): Promise<unknown> {
  return (await send('GET', `/v1/collections/${collection}`)).body['documents']
}
