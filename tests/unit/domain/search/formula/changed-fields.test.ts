import { describe, expect, test } from 'vitest'
import type { FieldDefinition } from '../../../../../src/contracts/collection.ts'
import { putCollection } from '../../../../../src/domain/catalog/index.ts'
import { FEATURES, SHOP, openShop } from '../../../../support/formula-shop.ts'

const documents = [
  { id: 'sold', sales: 1000 },
  { id: 'new', sales: 1, releasedAt: '2026-01-05' },
]
const profile = { features: FEATURES, weights: { popularity: 1, freshness: 0.5 } }
const SKIPPED = { name: 'skipped', value: 'popularity: its field is not there any more, or is of another type' }

/** The shop's own fields, `sales` as a change leaves it. */
const changed = (change: (field: FieldDefinition) => FieldDefinition | null): FieldDefinition[] =>
  (SHOP.fields ?? []).flatMap((field) => (field.name === 'sales' ? (change(field) ?? []) : [field]))

async function searchAfter(change: (field: FieldDefinition) => FieldDefinition | null) {
  const harness = await openShop(documents, profile)
  // the definition alone: what a rebuild puts in place when it is done
  const { configVersion, id } = await harness.find('shop')
  const definition = { ...(await harness.find('shop')).definition, fields: changed(change) }
  await harness.catalog.collections.updateDefinition(id, configVersion, definition, false, harness.clock.now)
  return harness.searcher('shop')({ q: 'desk', mode: 'keyword', explain: true })
}

describe('a profile for a field that has changed since', () => {
  test.each([
    ['dropped', () => null],
    ['of another type', (field: FieldDefinition) => ({ ...field, type: 'string' as const })],
    ['hidden', (field: FieldDefinition) => ({ ...field, hidden: true })],
  ])('and is %s: the feature counts nothing and is named, and the others go on', async (_how, change) => {
    const { hits } = await searchAfter(change)
    expect(hits.map(({ id }) => id)).toEqual(['new', 'sold'])
    expect(hits[0]?.trace?.features.map(({ name, weight }) => [name, Number(weight.toFixed(3))])).toEqual([
      ['keyword', 0.667],
      ['semantic', 0],
      ['popularity', 0],
      ['freshness', 0.333],
    ])
    expect(hits[0]?.trace?.reasons).toContainEqual(SKIPPED)
  })

  test('is searched by what is left after a real change of the definition too', async () => {
    const harness = await openShop([], profile)
    await putCollection(harness.catalog, harness.context(), { name: 'shop', definition: { ...SHOP, fields: changed(() => null) } })
    await harness.write('shop', [{ id: 'a', title: 'Desk' }])
    const { hits, total } = await harness.searcher('shop')({ q: 'desk', mode: 'keyword', explain: true })
    expect(total).toBe(1)
    expect(hits[0]?.trace?.reasons).toContainEqual(SKIPPED)
  })
})
