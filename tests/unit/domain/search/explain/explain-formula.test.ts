import { describe, expect, test } from 'vitest'
import { createExplainer, stepOf } from '../../../../support/explainer.ts'
import { FEATURES, openShop } from '../../../../support/formula-shop.ts'

const near = { lat: 52.52, lng: 13.405 }
const weights = { popularity: 0.5, freshness: 0.5, rating: 0.5, availability: 0.5, distance: 0.5 }
const full = {
  id: 'full',
  sales: 100,
  releasedAt: '2025-12-06T12:00:00Z',
  stars: 4.5,
  votes: 90,
  inStock: true,
  place: { lat: 52.54, lng: 13.405 },
}

async function explainRank(id: string, input: Parameters<ReturnType<typeof createExplainer>>[1] = {}): Promise<string> {
  const harness = await openShop([full, { id: 'empty' }], { features: FEATURES, weights })
  return stepOf(await createExplainer(harness, 'shop')(id, { q: 'desk', mode: 'keyword', ...input }), 'rank').text
}

describe('the rank of a document under a profile', () => {
  test('says what each feature adds, and what of the document it is for', async () => {
    expect(await explainRank('full', { near })).toBe(
      'It has rank 1 of 2 by its score of 0.787; the score is 0.787 = keyword 0.286 + popularity 0.095 (100) + freshness 0.071 (30 days old)' +
        ' + rating 0.126 (rated 4.5) + availability 0.143 (available) + distance 0.066 (2.224 km away).',
    )
  })

  test('says what the document has nothing of', async () => {
    expect(await explainRank('empty', { near })).toBe(
      'It has rank 2 of 2 by its score of 0.457; the score is 0.457 = keyword 0.286 + popularity 0 (nothing is counted) + freshness 0 (it has no date)' +
        ' + rating 0.1 (as unrated documents count) + availability 0.071 (it does not say) + distance 0 (it has no place).',
    )
  })

  test('says what was left out and why, and by which profile it is', async () => {
    expect(await explainRank('empty')).toMatch(/ Left out: distance: the request names no place \(near\)\.$/)
    const harness = await openShop([full], { features: FEATURES, weights })
    const answer = await createExplainer(harness, 'shop')('full', { q: 'desk', mode: 'keyword' })
    expect(stepOf(answer, 'rank').details).toMatchObject({ profile: 'own@1' })
    expect(answer.trace?.features.map(({ name }) => name)).toEqual(['keyword', 'semantic', ...Object.keys(weights)])
  })
})
