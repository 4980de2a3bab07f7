import { afterEach, describe, expect, test, vi } from 'vitest'
import { collectQuery } from '../../../../scripts/learn-ranking/collect-query.ts'
import { planFormula } from '../../../../scripts/learn-ranking/formula.ts'
import { orderFirst } from '../../../../scripts/lib/learning/judged-query.ts'
import type { ProfileDefinition } from '../../../../src/contracts/ranking.ts'
import { openTaxonomyShop } from '../../../support/taxonomy-shop.ts'

const server = { url: 'http://shop.test', adminKey: 'k' }
const grades = new Map([['oak-desk', 2]])

/** What is learnt from a query of the shop, served by this profile, whose searches are answered in process. */
async function collect(q: string, served: ProfileDefinition) {
  const shop = await openTaxonomyShop()
  if (served.weights) await shop.serve(served)
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: Uint8Array }) =>
    Response.json(await shop.search(JSON.parse(new TextDecoder().decode(body)))),
  )
  const formula = planFormula({ collection: undefined, served, file: undefined })
  const collected = await collectQuery({ server, collection: 'shop', formula, now: 0 }, q, grades)
  if ('skipped' in collected) throw new Error(collected.skipped)
  return { ...collected, formula }
}

afterEach(() => vi.unstubAllGlobals())

describe('wishes are learnt by one weight', () => {
  test('that orders as the search does, for categories, attributes and both, whatever is served', async () => {
    for (const served of [{}, { weights: { intent: 0.05 } }, { weights: { keyword: 2, semantic: 1, intent: 0.4 } }] satisfies ProfileDefinition[]) {
      for (const q of ['desk', 'walnut desk', 'black walnut shelf', 'desk lamp']) {
        const { agrees } = await collect(q, served)
        expect(agrees, `${q} by ${JSON.stringify(served)}`).toBe(true)
      }
    }
  })

  test('of which a category that is looked for counts eight', async () => {
    const { query, formula } = await collect('walnut desk', {})
    const intent = formula.names.indexOf('intent')
    const met = (id: string) => query.candidates.find((candidate) => candidate.id === id)?.values[intent]
    expect(met('walnut-desk')).toBeCloseTo(9, 9)
    expect(met('oak-desk')).toBeCloseTo(8, 9)
    expect(met('walnut-bowl')).toBeCloseTo(1, 9)
    // without it the rarer word would stand first
    const first = (weight: number) => orderFirst(query, { semantic: 0, weights: [weight] }).map((place) => query.candidates[place]?.id)
    expect(first(0).slice(1, 4)).toEqual(['walnut-bowl', 'walnut-shelf', 'walnut-wrist-rest'])
    expect(
      first(0.1)
        .slice(0, 8)
        .every((id) => id?.includes('desk')),
    ).toBe(true)
  })
})
