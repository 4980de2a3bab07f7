import { describe, expect, it } from 'vitest'
import { readIntentQueries } from '../../../../evals/intent/queries.ts'

const queries = await readIntentQueries()

describe('the queries of the intent evaluation', () => {
  it('are 75 a collection, each asked once', () => {
    const sets = Object.groupBy(queries, (query) => query.set)
    expect([sets.icecat?.length, sets.movies?.length]).toEqual([75, 75])
    expect(new Set(queries.map((query) => `${query.set} ${query.q}`)).size).toBe(150)
  })

  it('expect chips whose spans lie in the query, in order and apart', () => {
    const broken = queries.filter(({ q, chips }) => {
      const spans = chips.map((chip) => chip.span).toSorted((left, right) => left[0] - right[0])
      return spans.some(([start, end], index) => start < (spans[index - 1]?.[1] ?? 0) || end <= start || end > q.length)
    })
    expect(broken).toEqual([])
  })

  it('expect either a value or a limit of each chip', () => {
    const broken = queries.flatMap(({ chips }) =>
      chips.filter((chip) => (chip.value === null) !== (chip.min !== undefined || chip.max !== undefined)),
    )
    expect(broken).toEqual([])
  })
})
