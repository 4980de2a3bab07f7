import { expect, test } from 'vitest'
import { formatTable } from '../../../evals/format-table.ts'
import { UsageError, parseOptions } from '../../../evals/options.ts'
import { formatDocument, summarise } from '../../../evals/report.ts'
import { runConcurrently } from '../../../evals/run-concurrently.ts'

test('nothing given means every set and mode of the shared data', () => {
  const options = parseOptions([])
  expect(options).toMatchObject({
    data: '../shared/data',
    dataNamed: false,
    sets: undefined,
    modes: ['keyword', 'semantic', 'hybrid'],
    queries: undefined,
  })
})

test('flags are read behind a lone --, and modes keep one order', () => {
  const options = parseOptions([
    '--',
    '--data',
    'd',
    '--sets',
    'med, npl',
    '--modes',
    'hybrid,keyword',
    '--queries',
    '50',
    '--url',
    'http://h:1/',
    '--admin-key',
    'k',
  ])
  expect(options).toMatchObject({
    data: 'd',
    dataNamed: true,
    sets: ['med', 'npl'],
    modes: ['keyword', 'hybrid'],
    queries: 50,
    url: 'http://h:1',
    adminKey: 'k',
  })
})

test.each([[['--modes', 'psychic']], [['--queries', '0']], [['--queries', 'many']], [['--url', 'http://h']], [['--nonsense']], [['word']]])(
  '%j is refused',
  (argv) => {
    expect(() => parseOptions(argv)).toThrow(UsageError)
  },
)

test('a table sets numbers flush right and words flush left', () => {
  expect(
    formatTable(
      ['set', 'nDCG'],
      [
        ['med', '0.74'],
        ['npl', '10.42'],
      ],
    ),
  ).toBe('| set |  nDCG |\n| --- | ----: |\n| med |  0.74 |\n| npl | 10.42 |')
})

test('work keeps its order and its width', async () => {
  let running = 0
  let most = 0
  const results = await runConcurrently([5, 1, 4, 2, 3], 2, async (value) => {
    running += 1
    most = Math.max(most, running)
    for (let turn = 0; turn < value; turn += 1) await Promise.resolve()
    running -= 1
    return value * 10
  })
  expect(results).toEqual([50, 10, 40, 20, 30])
  expect(most).toBe(2)
})

test('the first failure stops what has not begun', async () => {
  const begun: number[] = []
  const work = runConcurrently([1, 2, 3, 4], 1, (value) => {
    begun.push(value)
    return value === 2 ? Promise.reject(new Error('two')) : Promise.resolve(value)
  })
  await expect(work).rejects.toThrow('two')
  expect(begun).toEqual([1, 2])
})

test('a miss is written as one, and a sample is said to be one', () => {
  const row = {
    set: 'alpha',
    mode: 'keyword',
    understand: true,
    queries: 200,
    ndcg10: 0.4,
    recall100: 0.8,
    mrr: 0.5,
    zeroRate: 0,
    p50Ms: 3,
    p95Ms: 9,
  } as const
  const report = {
    command: 'npm run eval',
    machine: 'm',
    date: '2026-01-01',
    runs: [
      {
        set: 'alpha',
        rows: [row],
        documents: 10,
        importSeconds: 0.5,
        semanticSeconds: null,
        lexiconSeconds: null,
        degraded: { keyword: 2 },
        errors: [],
      },
    ],
    baselines: new Map([['alpha', { keyword: 0.443, hybrid: 0.481, recallKeyword: 0.783, recallHybrid: 0.806 }]]),
    sampled: 200,
    concurrency: 2,
    failures: ['beta: broke'],
  }
  const text = formatDocument(report)
  expect(text).toMatch(/\| alpha\s+\| keyword \|\s+200 \|\s+0\.4000 \|\s+0\.443 \|\s+-0\.0430 \| MISS/)
  expect(text).toContain('Only 200 queries')
  expect(text).toContain('keyword 2')
  expect(text).toContain('beta: broke')
  expect(summarise(report)).toBe('0 of 2 targets reached.')
})
