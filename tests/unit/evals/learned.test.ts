import { expect, test } from 'vitest'
import { parseLearnedOptions } from '../../../evals/learned/options.ts'
import { formatLearned } from '../../../evals/learned/report.ts'
import { UsageError } from '../../../evals/options.ts'

test('four catalogs are asked everything unless told otherwise', () => {
  expect(parseLearnedOptions([])).toMatchObject({ sets: ['icecat', 'crowdflower', 'movies', 'homedepot'], queries: undefined })
  expect(parseLearnedOptions(['--', '--sets', 'movies', '--queries', '150'])).toMatchObject({ sets: ['movies'], queries: 150 })
  expect(() => parseLearnedOptions(['--queries', '0'])).toThrow(UsageError)
  expect(() => parseLearnedOptions(['--modes', 'hybrid'])).toThrow(UsageError)
})

test('the document says what would be written and what would not', () => {
  const result = (mean: number, low: number, ships: boolean) => ({
    collection: 'c',
    served: 'default',
    validation: {
      folds: [{ queries: 30, served: 0.5, learned: 0.5 + mean, setting: { semantic: 'auto' as const, weights: [0.1] } }],
      served: 0.5,
      learned: 0.5 + mean,
      gain: { mean, low, high: 0.2 },
      queries: 30,
      importance: [{ feature: 'keyword', relearnt: { mean: 0.25, low: 0.2, high: 0.3 }, removed: 0.31 }],
      setting: { semantic: 'auto' as const, weights: [0.1] },
    },
    verdict: { ships, reason: 'so' },
    profile: {},
    skipped: new Map([['nothing was found', 2]]),
    agreeing: 30,
  })
  const learned = [
    { what: 'words', result: result(0.1, 0.05, true), seconds: 4 },
    { what: 'and votes', result: result(-0.01, -0.05, false), seconds: 5 },
  ]
  const rows = [{ set: 'catalog', sampled: true, documents: 10, asked: 0.48, learned, errors: [] }]
  const text = formatLearned({ command: 'npm run eval:learned', machine: 'm', date: '2026-01-01', folds: 5, rows, failures: ['other: gone'] })
  expect(text).toMatch(/\| catalog \| words +\| 30 drawn \| 0\.4800 \| 0\.5000 \| +0\.6000 \| +0\.1000 \| 0\.0500 to 0\.2000 +\| yes +\|/)
  expect(text).toMatch(/\| catalog \| and votes .*-0\.0100 \| -0\.0500 to 0\.2000 \| no /)
  expect(text).toMatch(/\| keyword \| +0\.2500 \| 0\.2000 to 0\.3000 \| +0\.3100 \|/)
  expect(text).toContain('Left out (2: nothing was found).')
  expect(text).toContain('Failed: other: gone')
})
