import type { CollectionDefinition } from '../../src/contracts/collection.ts'
import type { Rule } from '../../src/contracts/rules.ts'
import { makeLive } from './live-rules.ts'
import { type Harness, type SearchInput, createSearchHarness } from './search-harness.ts'

const FIELDS: CollectionDefinition['fields'] = [
  { name: 'title', type: 'text', search: 'a' },
  { name: 'brand', type: 'string', facet: 'disjunctive' },
  { name: 'price', type: 'number', facet: 'range', sort: true },
  { name: 'margin', type: 'number', hidden: true },
]
export const SHOP: CollectionDefinition = { fields: FIELDS, vectors: [], display: { title: 'title' }, understanding: { off: ['intent'] } }

/** By keyword "desk" finds d1 to d5 in this order, since titles grow; l1 and l2 are lamps. */
const DOCUMENTS = [
  { id: 'd1', title: 'desk', brand: 'acme', price: 500, margin: 1 },
  { id: 'd2', title: 'desk oak', brand: 'birch', price: 400, margin: 5 },
  { id: 'd3', title: 'desk oak large', brand: 'acme', price: 300, margin: 9 },
  { id: 'd4', title: 'desk oak large brown', brand: 'birch', price: 200, margin: 1 },
  { id: 'd5', title: 'desk oak large brown heavy', brand: 'cedar', price: 100, margin: 5 },
  { id: 'l1', title: 'lamp', brand: 'acme', price: 50, margin: 9 },
  { id: 'l2', title: 'lamp brass', brand: 'birch', price: 60, margin: 1 },
]

/** A shop with these rules live. */
export async function openRuleShop(rules: readonly Rule[]): Promise<Harness> {
  const harness = createSearchHarness()
  await harness.create('shop', SHOP)
  await harness.write('shop', DOCUMENTS)
  if (rules.length > 0) await makeLive(harness, 'shop', rules)
  return harness
}

export async function find(harness: Harness, input: SearchInput) {
  const response = await harness.searcher('shop')({ mode: 'keyword', explain: true, ...input })
  return { ...response, ids: response.hits.map(({ id }) => id) }
}
