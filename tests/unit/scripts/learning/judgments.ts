import { type Candidate, type JudgedQuery, judgeQuery } from '../../../../scripts/lib/learning/judged-query.ts'
import { randomBitsAt } from '../../../../src/shared/math/random.ts'

type Value = (seed: number, at: number) => number

/** A number in [0, 1) for each position. */
const draw: Value = (seed, at) => randomBitsAt(seed, at) / 2 ** 32

/**
 * Queries over made-up candidates, of which the three that are best by `relevance` are judged relevant, grades 3 to 1.
 * Values are independent of each other, so only the weights that `relevance` uses order them well.
 */
export function makeQueries(count: number, relevance: (candidate: Candidate) => number, features = 1): JudgedQuery[] {
  return Array.from({ length: count }, (_unused, query) => {
    const candidates = Array.from({ length: 40 }, (_none, at): Candidate => {
      const value = (column: number): number => draw(1000 + query, at * 16 + column)
      const values = Array.from({ length: features }, (_each, feature) => value(2 + feature))
      return { id: `d${at}`, keyword: value(0), semantic: value(1), values, fixed: 0, matches: true }
    })
    const best = candidates.toSorted((left, right) => relevance(right) - relevance(left)).slice(0, 3)
    const grades = new Map(best.map(({ id }, at) => [id, 3 - at]))
    const judged = judgeQuery(`query ${query}`, grades, { auto: 0.3, candidates })
    if (judged === null) throw new Error('every made-up query has relevant documents')
    return judged
  })
}

/** A relevance that no feature knows anything of. */
export function guess({ id, keyword }: Candidate): number {
  return draw(Math.floor(keyword * 2 ** 20), Number(id.slice(1)))
}
