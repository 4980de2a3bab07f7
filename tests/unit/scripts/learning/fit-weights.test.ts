import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crossValidate, decideShipping } from '../../../../scripts/lib/learning/cross-validate.ts'
import { fitWeights } from '../../../../scripts/lib/learning/fit-weights.ts'
import { type Setting, average, judgeQuery, measureNdcg, orderFirst } from '../../../../scripts/lib/learning/judged-query.ts'
import { bootstrapMean } from '../../../../scripts/lib/learning/paired-bootstrap.ts'
import { guess, makeQueries } from './judgments.ts'

const SERVED: Setting = { semantic: 'auto', weights: [0] }
const seed = 1

describe('what is learnt', () => {
  test('is the weights that the judgments were made with', () => {
    const queries = makeQueries(60, ({ keyword, semantic, values }) => 0.4 * keyword + 0.6 * semantic + 0.5 * (values[0] ?? 0))
    const { semantic, weights } = fitWeights(queries, SERVED, { seed })
    expect(semantic).toBeCloseTo(0.6, 1)
    expect(weights[0]).toBeGreaterThanOrEqual(0.4)
    expect(weights[0]).toBeLessThanOrEqual(0.75)
  })

  test('is what is served, where that is already the best', () => {
    const queries = makeQueries(40, ({ keyword, semantic }) => 0.7 * keyword + 0.3 * semantic)
    expect(fitWeights(queries, SERVED, { seed })).toEqual(SERVED)
  })

  test('gives no weight to a feature that says nothing', () => {
    const queries = makeQueries(60, ({ keyword, semantic }) => 0.2 * keyword + 0.8 * semantic, 2)
    expect(fitWeights(queries, { semantic: 'auto', weights: [0, 0.5] }, { seed }).weights).toEqual([0, 0])
  })

  test('stays as served where all orders are equally good', () => {
    const candidate = { keyword: 1, semantic: 0.5, values: [0.2], fixed: 0, matches: true }
    const query = judgeQuery('one hit', new Map([['a', 1]]), { auto: 0.4, candidates: [{ id: 'a', ...candidate }] })
    expect(query && fitWeights([query], { semantic: 0.35, weights: [0.3] }, { seed })).toEqual({ semantic: 0.35, weights: [0.3] })
  })

  test('moves no further than it is worth', () => {
    const queries = makeQueries(20, ({ keyword, semantic }) => 0.4 * keyword + 0.6 * semantic)
    expect(fitWeights(queries, SERVED, { seed, penalty: 0 })).not.toEqual(SERVED)
    expect(fitWeights(queries, SERVED, { seed, penalty: 10 })).toEqual(SERVED)
  })

  test('has nothing of a feature that is not there, and is otherwise learnt as ever', () => {
    const queries = makeQueries(40, ({ keyword, semantic, values }) => 0.4 * keyword + 0.6 * semantic + 0.5 * (values[0] ?? 0))
    const served: Setting = { semantic: 0.3, weights: [0.2] }
    expect(fitWeights(queries, served, { seed, without: 'keyword' }).semantic).toBe(1)
    expect(fitWeights(queries, served, { seed, without: 'semantic' }).semantic).toBe(0)
    const { semantic, weights } = fitWeights(queries, served, { seed, without: 0, starts: [{ semantic: 0.5, weights: [0.5] }] })
    expect(weights).toEqual([0])
    expect(semantic).toBeGreaterThanOrEqual(0.5)
    expect(semantic).toBeLessThanOrEqual(0.7)
  })

  test('is never worse than what is served on what it was learnt from, and the same for the same seed', () => {
    const served = fc.record({
      semantic: fc.oneof(fc.constant('auto' as const), fc.double({ min: 0, max: 1, noNaN: true })),
      weights: fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 1 }),
    })
    fc.assert(
      fc.property(served, fc.nat(1000), (setting, drawn) => {
        const queries = makeQueries(5, guess)
        const measure = (of: Setting): number => average(queries.map((query) => measureNdcg(query, of)))
        const learned = fitWeights(queries, setting, { seed: drawn })
        expect(measure(learned)).toBeGreaterThanOrEqual(measure(setting))
        expect(fitWeights(queries, setting, { seed: drawn })).toEqual(learned)
      }),
      { numRuns: 15 },
    )
  })
})

describe('the order of a setting', () => {
  const of = (id: string, keyword: number, semantic: number, matches = true) => ({ id, keyword, semantic, values: [0], fixed: 0, matches })
  const order = (setting: Setting, candidates: ReturnType<typeof of>[]) => {
    const query = judgeQuery('q', new Map([['a', 1]]), { auto: 0.5, candidates })
    return query && orderFirst(query, setting).map((place) => query.candidates[place]?.id)
  }

  test('is by score, then by id, and ten long', () => {
    const many = Array.from({ length: 12 }, (_unused, at) => of(`t${String(at).padStart(2, '0')}`, 0.5, 0.5)).reverse()
    expect(order({ semantic: 'auto', weights: [0] }, many)?.at(-1)).toBe('t09')
    expect(order({ semantic: 'auto', weights: [0] }, [...many, of('z', 1, 0.2)])).toEqual([
      'z',
      't00',
      't01',
      't02',
      't03',
      't04',
      't05',
      't06',
      't07',
      't08',
    ])
  })

  test('without meaning does not find what has none of the words', () => {
    expect(order({ semantic: 0, weights: [0] }, [of('far', 0, 1, false), of('near', 0.2, 0)])).toEqual(['near'])
    expect(order({ semantic: 0.5, weights: [0] }, [of('far', 0, 1, false), of('near', 0.2, 0)])).toEqual(['far', 'near'])
  })

  test('is by words alone where meaning was not measured, whatever is set', () => {
    const candidates = [of('a', 0.2, 0.9), of('b', 0.8, 0.1)]
    const query = judgeQuery('q', new Map([['a', 1]]), { auto: null, candidates })
    for (const semantic of ['auto', 0, 0.5, 1] as const) expect(query && orderFirst(query, { semantic, weights: [0] })).toEqual([1, 0])
  })

  test('of a judged document that was not found is worth less than the ideal', () => {
    const query = judgeQuery(
      'q',
      new Map([
        ['a', 2],
        ['gone', 2],
      ]),
      { auto: 0, candidates: [of('a', 1, 1)] },
    )
    expect(query && measureNdcg(query, SERVED)).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 10)
    expect(judgeQuery('q', new Map([['a', 0]]), { auto: 0, candidates: [of('a', 1, 1)] })).toBeNull()
  })
})

describe('cross-validation', () => {
  const options = { seed, folds: 5 }

  test('ships a real gain, and says which feature it comes from', () => {
    const queries = makeQueries(50, ({ keyword, values }) => 0.5 * keyword + (values[0] ?? 0))
    const validation = crossValidate(queries, SERVED, ['popularity'], options)
    expect(validation.folds.map((fold) => fold.queries)).toEqual([10, 10, 10, 10, 10])
    expect(validation.learned).toBeGreaterThan(validation.served)
    expect(validation.gain.mean).toBeCloseTo(validation.learned - validation.served, 10)
    expect(validation.importance.toSorted((left, right) => right.relearnt.mean - left.relearnt.mean)[0]?.feature).toBe('popularity')
    expect(decideShipping(validation)).toMatchObject({ ships: true })
    expect(crossValidate(queries, SERVED, ['popularity'], options)).toEqual(validation)
  })

  test('a feature that another can stand in for loses little when the weights are learnt anew, and much when they are kept', () => {
    const queries = makeQueries(50, ({ keyword, values }) => 0.5 * keyword + (values[0] ?? 0)).map((query) => ({
      ...query,
      candidates: query.candidates.map((candidate) => ({ ...candidate, values: [...candidate.values, ...candidate.values] })),
    }))
    // all that is served hangs on the first of the twins
    const served: Setting = { semantic: 0, weights: [2, 0] }
    const { importance } = crossValidate(queries, served, ['votes', 'votes again'], options)
    const [keyword, , votes, again] = importance
    expect(importance.map(({ feature }) => feature)).toEqual(['keyword', 'semantic', 'votes', 'votes again'])
    expect(votes?.relearnt.mean).toBeLessThan(0.02)
    expect(votes?.removed).toBeGreaterThan(0.2)
    expect(again).toMatchObject({ removed: 0, relearnt: { mean: 0, low: 0, high: 0 } })
    expect(keyword?.relearnt.low).toBeGreaterThan(0)
  })

  test('refuses what was learnt from chance', () => {
    const validation = crossValidate(makeQueries(40, guess), SERVED, ['popularity'], options)
    expect(decideShipping(validation).ships).toBe(false)
  })

  test('refuses a loser, a draw, and any gain of few queries', () => {
    expect(decideShipping({ queries: 100, gain: { mean: -0.1, low: -0.2, high: -0.01 } }).reason).toMatch(/worse/)
    expect(decideShipping({ queries: 100, gain: { mean: 0, low: 0, high: 0 } }).ships).toBe(false)
    expect(decideShipping({ queries: 100, gain: { mean: 0.1, low: -0.01, high: 0.2 } }).ships).toBe(false)
    expect(decideShipping({ queries: 19, gain: { mean: 0.3, low: 0.2, high: 0.4 } }).ships).toBe(false)
    expect(decideShipping({ queries: 20, gain: { mean: 0.3, low: 0.2, high: 0.4 } }).ships).toBe(true)
  })

  test('no query is ranked by weights that were learnt from it', () => {
    const [words] = makeQueries(1, ({ keyword }) => keyword)
    const [meaning] = makeQueries(1, ({ semantic }) => semantic)
    const pair = [words, meaning].filter((query) => query !== undefined)
    const { folds } = crossValidate(pair, SERVED, ['popularity'], { seed, folds: 2 })
    // each is learnt from the other, which wants the opposite
    const expected = pair.map((query, at) => measureNdcg(query, fitWeights([pair[1 - at] ?? query], SERVED, { seed })))
    expect(folds.map(({ learned }) => learned).toSorted()).toEqual(expected.toSorted())
    expect(Math.max(...expected)).toBeLessThan(0.9)
  })
})

test('the interval of a mean holds the mean, is a point without spread, and narrows with more differences', () => {
  expect(bootstrapMean([0.2, 0.2, 0.2], 1)).toMatchObject({ low: expect.closeTo(0.2, 10), high: expect.closeTo(0.2, 10) })
  const some = Array.from({ length: 20 }, (_unused, at) => (at % 2 === 0 ? 1 : -0.5))
  const few = bootstrapMean(some, 1)
  const many = bootstrapMean(Array.from({ length: 20 }, () => some).flat(), 1)
  expect(few.low).toBeLessThan(few.mean)
  expect(few.high).toBeGreaterThan(few.mean)
  expect(many.high - many.low).toBeLessThan((few.high - few.low) / 3)
})
