import type { FieldType } from '../../../contracts/collection.ts'
import type { FeatureName, ProfileFeatures } from '../../../contracts/ranking.ts'
import { measureAge, scoreAvailability, scoreDistance, scoreFreshness, scorePopularity, scoreRating } from '../../ranking/index.ts'

/** Features that read a document's fields. */
export const FIELD_FEATURES = ['popularity', 'freshness', 'rating', 'availability', 'distance'] as const satisfies readonly FeatureName[]
export type FieldFeature = (typeof FIELD_FEATURES)[number]

type Value = number | null
/** What was measured, and the same in [0, 1]. */
export type Scored = { raw: Value; value: number }

export type FeatureReader = {
  /** member of the feature's definition, the field it names, and the types it can read */
  fields: readonly { member: string; name: string; types: readonly FieldType[] }[]
  /** the values of the fields in their order; of a place its distance in metres */
  score(values: readonly Value[]): Scored
}

const NUMBERS: readonly FieldType[] = ['number', 'number[]']

/** How a profile reads a feature; null when it does not say. `now` in epoch milliseconds. */
export function readFeature(name: FieldFeature, features: ProfileFeatures, now: number): FeatureReader | null {
  const { popularity, freshness, rating, availability, distance } = features
  if (name === 'popularity' && popularity)
    return readOne(popularity.field, NUMBERS, (count) => ({ raw: count, value: scorePopularity(count, popularity) }))
  if (name === 'freshness' && freshness)
    return readOne(freshness.field, ['date', 'date[]'], (time) => {
      const age = measureAge(time, now)
      return { raw: age, value: scoreFreshness(age, freshness) }
    })
  if (name === 'availability' && availability)
    return readOne(availability.field, ['boolean', ...NUMBERS], (stock) => ({ raw: stock, value: scoreAvailability(stock) }))
  if (name === 'distance' && distance) return readOne(distance.field, ['geo'], (metres) => ({ raw: metres, value: scoreDistance(metres, distance) }))
  if (name === 'rating' && rating) {
    const { field, count, ...scale } = rating
    return {
      fields: [{ member: 'field', name: field, types: NUMBERS }, ...(count === undefined ? [] : [{ member: 'count', name: count, types: NUMBERS }])],
      // a document that does not say how often it was rated was not, where others say so
      score: ([own = null, ratings = null]) => ({
        raw: own,
        value: scoreRating(own, count === undefined ? null : (ratings ?? 0), scale),
      }),
    }
  }
  return null
}

function readOne(name: string, types: readonly FieldType[], score: (value: Value) => Scored): FeatureReader {
  return { fields: [{ member: 'field', name, types }], score: ([value = null]) => score(value) }
}
