import { expect, test } from 'vitest'
import { judgeMean, judgeRow, parseBaselines } from '../../../evals/baselines.ts'
import type { Measurement } from '../../../evals/evaluate-set.ts'

const README = `
| folder | documents | queries here | what it is | fields |
|---|---|---|---|---|
| alpha | 1,400 | 112 | things | title |

| set | keyword nDCG@10 | hybrid nDCG@10 | recall@100 keyword -> hybrid |
|---|---|---|---|
| alpha | 0.443 | 0.481 | 0.783 -> 0.806 |
| beta | 0.770 | 0.746 | 0.880 -> 0.866 |
`
const baselines = parseBaselines(README)

function measure(set: string, mode: Measurement['mode'], ndcg10: number, queries = 150): Measurement {
  return { set, mode, understand: true, queries, ndcg10, recall100: 0, mrr: 0, zeroRate: 0, p50Ms: 0, p95Ms: 0 }
}

test('only the table of figures is read', () => {
  expect(baselines).toEqual(
    new Map([
      ['alpha', { keyword: 0.443, hybrid: 0.481, recallKeyword: 0.783, recallHybrid: 0.806 }],
      ['beta', { keyword: 0.77, hybrid: 0.746, recallKeyword: 0.88, recallHybrid: 0.866 }],
    ]),
  )
  expect(parseBaselines('no table')).toEqual(new Map())
})

test('hybrid is held to the better of the two figures', () => {
  expect(judgeRow(measure('alpha', 'hybrid', 0.5), baselines.get('alpha'))?.target).toBe(0.481)
  expect(judgeRow(measure('beta', 'hybrid', 0.5), baselines.get('beta'))?.target).toBe(0.77)
  expect(judgeRow(measure('alpha', 'keyword', 0.5), baselines.get('alpha'))?.target).toBe(0.443)
})

test('0.003 below passes on 100 queries and more, 0.015 on fewer', () => {
  const passes = (ndcg10: number, queries: number) => judgeRow(measure('alpha', 'keyword', ndcg10, queries), baselines.get('alpha'))?.passed
  expect([passes(0.44, 100), passes(0.4398, 100), passes(0.4398, 99), passes(0.428, 99), passes(0.4278, 99)]).toEqual([
    true,
    false,
    true,
    true,
    false,
  ])
})

test('semantic search and unknown sets have no target', () => {
  expect(judgeRow(measure('alpha', 'semantic', 0.1), baselines.get('alpha'))).toBeUndefined()
  expect(judgeRow(measure('gamma', 'keyword', 0.1), baselines.get('gamma'))).toBeUndefined()
})

test('the mean is over the judged sets of one mode and keeps the strict tolerance', () => {
  const rows = [
    measure('alpha', 'keyword', 0.433, 20),
    measure('beta', 'keyword', 0.77, 20),
    measure('gamma', 'keyword', 0, 20),
    measure('alpha', 'hybrid', 0, 20),
  ]
  const mean = judgeMean(rows, baselines, 'keyword')
  expect(mean?.sets).toBe(2)
  expect(mean?.complete).toBe(true)
  expect(judgeMean(rows.slice(1), baselines, 'keyword')?.complete).toBe(false)
  expect(mean?.mean).toBeCloseTo(0.6015, 10)
  expect(mean?.target).toBeCloseTo(0.6065, 10)
  expect(mean?.passed).toBe(false)
  expect(judgeMean([], baselines, 'hybrid')).toBeUndefined()
})
