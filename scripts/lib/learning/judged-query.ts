import { compareBytes } from '../../../src/shared/compare.ts'

/** What a formula may be changed in: the share that meaning has of the two sides, and the weights of the other features beside the sides' 1. */
export type Setting = { semantic: number | 'auto'; weights: readonly number[] }

/** A candidate as a search explained it; `values` are parallel to the names of the features that are learnt, and in [0, 1] but for intent, which counts a category as 8. */
export type Candidate = {
  id: string
  keyword: number
  semantic: number
  values: readonly number[]
  /** what is added whatever is learnt, in the measure of the two sides' 1 (rules) */
  fixed: number
  /** whether it has words of the query; without meaning the others are not found */
  matches: boolean
}

/** Candidates in the order of their ids, which is what ties are broken by, with the gain that each has for the query. */
export type JudgedQuery = {
  text: string
  /** the share of meaning that the hybrid policy decided; null where meaning was not measured, and words have all whatever is set */
  auto: number | null
  candidates: readonly Candidate[]
  gains: readonly number[]
  /** DCG of the best order of everything judged; above 0 */
  ideal: number
}

const DEPTH = 10

/** Null when nothing judged is relevant: no order of it is better than another. */
export function judgeQuery(text: string, grades: ReadonlyMap<string, number>, found: Pick<JudgedQuery, 'auto' | 'candidates'>): JudgedQuery | null {
  const ideal = discount([...grades.values()].sort((left, right) => right - left).slice(0, DEPTH))
  if (ideal === 0) return null
  const candidates = found.candidates.toSorted((left, right) => compareBytes(left.id, right.id))
  return { text, auto: found.auto, candidates, gains: candidates.map(({ id }) => grades.get(id) ?? 0), ideal }
}

export function shareOf({ semantic }: Setting, { auto }: JudgedQuery): number {
  if (auto === null) return 0
  return semantic === 'auto' ? auto : semantic
}

/** Places of the first ten candidates in the order that a setting gives, best first. */
export function orderFirst(query: JudgedQuery, setting: Setting): number[] {
  const share = shareOf(setting, query)
  const scores: number[] = []
  const places: number[] = []
  for (const [place, { keyword, semantic, values, fixed, matches }] of query.candidates.entries()) {
    if (share === 0 && !matches) continue
    let score = (1 - share) * keyword + share * semantic + fixed
    for (const [at, weight] of setting.weights.entries()) score += weight * (values[at] ?? 0)
    if (places.length === DEPTH && score <= (scores[DEPTH - 1] ?? 0)) continue
    let at = Math.min(places.length, DEPTH - 1)
    for (; at > 0 && score > (scores[at - 1] ?? 0); at--) {
      scores[at] = scores[at - 1] ?? 0
      places[at] = places[at - 1] ?? 0
    }
    scores[at] = score
    places[at] = place
  }
  return places
}

/** nDCG@10 with linear gain (Järvelin and Kekäläinen 2002) of the order that a setting gives, in [0, 1]; what nobody judged counts 0. */
export function measureNdcg(query: JudgedQuery, setting: Setting): number {
  return discount(orderFirst(query, setting).map((place) => query.gains[place] ?? 0)) / query.ideal
}

/** The mean, or 0 of nothing. */
export function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function discount(grades: readonly number[]): number {
  return grades.reduce((sum, grade, at) => sum + Math.max(0, grade) / Math.log2(at + 2), 0)
}
