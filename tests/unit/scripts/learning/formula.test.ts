import { describe, expect, test } from 'vitest'
import { listFields, planFormula, writeProfile } from '../../../../scripts/learn-ranking/formula.ts'
import { LearningError } from '../../../../scripts/learn-ranking/options.ts'
import type { ProfileDefinition } from '../../../../src/contracts/ranking.ts'

const popularity = { field: 'votes', scale: 1000 }
const plan = (served: ProfileDefinition, file?: ProfileDefinition, collection?: { semantic: number }) => planFormula({ collection, served, file })

describe('what is served', () => {
  test('without a profile is auto, and a wish counts a tenth', () => {
    const formula = plan({})
    expect(formula).toMatchObject({ names: ['intent'], served: { semantic: 'auto', weights: [0.1] }, fixedSides: false, starts: [] })
    expect(writeProfile(formula, formula.served)).toEqual({ weights: { keyword: 'auto', semantic: 'auto', intent: 0.1 } })
  })

  test('is measured beside what the two sides weigh together, and so is what is kept', () => {
    const served: ProfileDefinition = { weights: { keyword: 3, semantic: 1, popularity: 2, intent: 1, rules: 4 }, features: { popularity } }
    const formula = plan(served)
    expect(formula).toMatchObject({ names: ['intent', 'popularity'], served: { semantic: 0.25, weights: [0.25, 0.5] }, fixedSides: true })
    expect(writeProfile(formula, formula.served)).toEqual({
      weights: { keyword: 0.75, semantic: 0.25, intent: 0.25, popularity: 0.5, rules: 1 },
      features: { popularity },
    })
  })

  test('is what the definition of the collection weighs, until a profile says otherwise', () => {
    expect(plan({}, undefined, { semantic: 1 }).served.semantic).toBe(0.5)
    expect(plan({ weights: { semantic: 'auto' } }, undefined, { semantic: 1 }).served.semantic).toBe('auto')
  })
})

describe('a profile file', () => {
  test('adds features, reads them from documents, and is tried as a beginning', () => {
    const rating = { field: 'stars', count: 'votes', largest: 5, prior: 3, priorCount: 10 }
    const formula = plan({ features: { popularity } }, { features: { rating }, weights: { keyword: 1, semantic: 1, rating: 1 } })
    expect(formula.names).toEqual(['intent', 'popularity', 'rating'])
    expect([...formula.servedFeatures]).toEqual(['popularity'])
    expect(formula.starts).toEqual([{ semantic: 0.5, weights: [0.1, 0, 0.5] }])
    expect(listFields(formula)).toEqual(['votes', 'stars'])
  })

  test('may not read otherwise what is weighed, nor fuse otherwise than what is learnt from', () => {
    const other = { popularity: { field: 'views', scale: 10 } }
    expect(() => plan({ weights: { popularity: 1 }, features: { popularity } }, { features: other })).toThrow(LearningError)
    expect(plan({ features: { popularity } }, { features: other }).servedFeatures.size).toBe(0)
    expect(() => plan({}, { fusion: 'reciprocal-rank' })).toThrow(LearningError)
    expect(() => plan({ fusion: 'max' })).toThrow(LearningError)
    expect(writeProfile(plan({ fusion: 'reciprocal-rank' }), { semantic: 0.3, weights: [0] })).toMatchObject({ fusion: 'reciprocal-rank' })
  })
})

test('distance is kept as it is and not learnt, since no judgment says where', () => {
  const distance = { field: 'place', halfMetres: 100 }
  const formula = plan({ weights: { distance: 0.5 }, features: { distance } })
  expect(formula.names).toEqual(['intent'])
  expect(listFields(formula)).toEqual([])
  expect(writeProfile(formula, formula.served)).toMatchObject({ weights: { distance: 0.5 }, features: { distance } })
})
