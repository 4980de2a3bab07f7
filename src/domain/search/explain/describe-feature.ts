import type { RankTrace } from '../../../contracts/search.ts'
import { writeNumber } from './write-text.ts'

type Feature = RankTrace['features'][number]

/** What a feature adds to the score and what of the document it is for: "freshness 0.12 (30 days old)". */
export function describeFeature({ name, raw, contribution, note }: Feature): string {
  const reason = note === 'notScored' ? 'as unscored documents count' : describeRaw(name, raw)
  return `${name} ${writeNumber(contribution)}${reason === null ? '' : ` (${reason})`}`
}

function describeRaw(name: string, raw: number | null): string | null {
  switch (name) {
    case 'popularity':
      return raw === null ? 'nothing is counted' : writeNumber(raw)
    case 'freshness':
      return raw === null ? 'it has no date' : raw < 0 ? 'still to come' : `${writeNumber(raw)} days old`
    case 'rating':
      return raw === null ? 'as unrated documents count' : `rated ${writeNumber(raw)}`
    case 'availability':
      return raw === null ? 'it does not say' : raw > 0 ? 'available' : 'not available'
    case 'distance':
      return raw === null ? 'it has no place' : raw < 1000 ? `${writeNumber(raw)} m away` : `${writeNumber(raw / 1000)} km away`
    default:
      return null
  }
}
