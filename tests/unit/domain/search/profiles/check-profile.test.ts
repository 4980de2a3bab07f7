import { describe, expect, test } from 'vitest'
import { type ProfileDefinition, profileDefinition } from '../../../../../src/contracts/ranking.ts'
import { AppError } from '../../../../../src/contracts/errors.ts'
import { checkProfile } from '../../../../../src/domain/search/profiles/check-profile.ts'
import { FEATURES, openShop } from '../../../../support/formula-shop.ts'

const collection = await (await openShop([])).find('shop')

function findings(definition: ProfileDefinition): string[] {
  try {
    checkProfile(collection, definition)
    return []
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'ranking.profile_invalid') throw error
    return error.errors.map(({ path, message }) => `${path}: ${message}`)
  }
}

describe('a profile that fits', () => {
  test.each<[string, ProfileDefinition]>([
    ['nothing at all', {}],
    ['every feature', { features: FEATURES, weights: { popularity: 0.1, freshness: 0.1, rating: 0.1, availability: 0.1, distance: 0.1 } }],
    ['features for requests to weigh', { features: FEATURES }],
    ['words alone', { weights: { semantic: 0 } }],
    ['meaning alone', { weights: { keyword: 0 } }],
    ['sales alone', { features: FEATURES, weights: { keyword: 0, semantic: 0, popularity: 1 } }],
    ['a category by its own', { categories: { field: 'category', weights: { Home: { semantic: 0.2 } } }, vectors: { content: 2 } }],
    ['stock as a number', { features: { availability: { field: 'sales' } }, weights: { availability: 1 } }],
  ])('says %s', (_what, definition) => {
    expect(findings(definition)).toEqual([])
  })
})

describe('a profile that does not fit says where and why', () => {
  test.each<[ProfileDefinition, string[]]>([
    [{ features: { popularity: { field: 'clicks', scale: 10 } } }, ['features.popularity.field: "clicks" is not a declared field']],
    [{ features: { popularity: { field: 'sales*', scale: 10 } } }, ['features.popularity.field: "sales*" is not a declared field']],
    [
      { features: { popularity: { field: 'title', scale: 10 } } },
      ['features.popularity.field: "title" is a text field; this reads number or number[]'],
    ],
    [
      { features: { freshness: { field: 'sales', halfLifeDays: 1 } } },
      ['features.freshness.field: "sales" is a number field; this reads date or date[]'],
    ],
    [{ features: { distance: { field: 'category', halfMetres: 1 } } }, ['features.distance.field: "category" is a string field; this reads geo']],
    [
      { features: { rating: { field: 'stars', count: 'place', largest: 5, prior: 6, priorCount: 0 } } },
      ['features.rating.count: "place" is a geo field; this reads number or number[]', 'features.rating.prior: is above largest'],
    ],
    [{ features: { popularity: { field: 'cost', scale: 10 } } }, ['features.popularity.field: "cost" is hidden: the order of hits would tell of it']],
    [{ weights: { popularity: 1 } }, ['weights.popularity: say in features.popularity which field it reads']],
    [{ weights: { keyword: 0, semantic: 0 } }, ['weights: are all 0: nothing would order the hits']],
    [{ weights: { keyword: 0, semantic: 0, affinity: 1, intent: 1 } }, ['weights: are all 0: nothing would order the hits']],
    [
      { categories: { field: 'category', weights: { Home: { keyword: 0, semantic: 0, distance: 1 } } } },
      ['categories.weights["Home"].distance: say in features.distance which field it reads'],
    ],
    [
      { categories: { field: 'category', weights: { Home: { keyword: 0, semantic: 0 } } } },
      ['categories.weights["Home"]: are all 0: nothing would order the hits'],
    ],
    [{ categories: { field: 'sales', weights: {} } }, ['categories.field: "sales" is a number field; this reads string or string[]']],
    [{ vectors: { image: 1 } }, ['vectors.image: is not a vector of the collection']],
    [{ vectors: { content: 0 } }, ['vectors: are all 0; to do without meaning, give weights.semantic 0']],
  ])('%j', (definition, expected) => {
    expect(findings(definition)).toEqual(expected)
  })
})

describe('a definition on the wire', () => {
  test.each<[unknown]>([
    [{ weights: { keyword: -0.1 } }],
    [{ weights: { keyword: 10.5 } }],
    [{ weights: { keyword: Number.NaN } }],
    [{ weights: { semantic: Number.POSITIVE_INFINITY } }],
    [{ weights: { semantic: 'Infinity' } }],
    [{ weights: { popularity: 'auto' } }],
    [{ weights: { popular: 1 } }],
    [{ fusion: 'borda' }],
    [{ features: { popularity: { field: 'sales', scale: 0 } } }],
    [{ features: { popularity: { field: '', scale: 1 } } }],
    [{ features: { freshness: { field: 'releasedAt', halfLifeDays: -1 } } }],
    [{ features: { distance: { field: 'place', halfMetres: Number.NaN } } }],
    [{ features: { rating: { field: 'stars', largest: 5 } } }],
    [{ features: { margin: { field: 'cost' } } }],
    [{ vectors: { content: -1 } }],
    [{ categories: { field: 'category', weights: Object.fromEntries(Array.from({ length: 101 }, (_unused, at) => [`c${at}`, {}])) } }],
    [[]],
  ])('%j is refused', (given) => {
    expect(profileDefinition.safeParse(given).success).toBe(false)
  })
})
