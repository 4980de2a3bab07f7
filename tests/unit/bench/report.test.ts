import { expect, test } from 'vitest'
import { flattenDocument } from '../../../bench/catalogs.ts'
import { countFacets, cutFacet } from '../../../bench/engines/facets.ts'
import type { Measured } from '../../../bench/measure.ts'
import { ENGINES, parseBenchOptions } from '../../../bench/options.ts'
import { formatBenchDocument, formatRatios } from '../../../bench/report.ts'
import { UsageError } from '../../../evals/options.ts'

function measured(p95: number, ndcg10: number, more: Partial<Measured> = {}): Measured {
  return {
    documents: 1000,
    loadSeconds: 2,
    settleSeconds: 0,
    ndcg10,
    judged: 10,
    p50: p95 / 4,
    p95,
    p99: p95 * 2,
    throughput: { requests: 100, seconds: 1, perSecond: 100, failed: 0 },
    peakAfterLoad: 100,
    peak: 200,
    restartSeconds: 1,
    nothingMs: null,
    parts: {},
    notes: {},
    ...more,
  }
}

test('a ratio is above 1 where the Worker is better, and the aim needs speed and relevance', () => {
  const rows = [
    { engine: 'meridian', measured: measured(10, 0.4, { throughput: { requests: 1, seconds: 1, perSecond: 300, failed: 0 } }) },
    { engine: 'orama', measured: measured(25, 0.402, { peak: null, loadSeconds: 1 }) },
    { engine: 'flexsearch', measured: measured(5, 0.35) },
    { engine: 'minisearch', measured: measured(20, 0.42) },
    { engine: 'sqlite-fts5', measured: measured(2, 0.4) },
  ]
  const lines = formatRatios({ rows })
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    )
  expect(lines).toEqual([
    ['orama', '2.50x', '2.50x', '2.50x', '3.00x', 'n/a', '0.50x', '-0.0020', 'yes'],
    ['flexsearch', '0.50x', '0.50x', '0.50x', '3.00x', '1.00x', '1.00x', '+0.0500', 'no: p95'],
    ['minisearch', '2.00x', '2.00x', '2.00x', '3.00x', '1.00x', '1.00x', '-0.0200', 'no: nDCG'],
    ['sqlite-fts5', '0.20x', '0.20x', '0.20x', '3.00x', '1.00x', '1.00x', '+0.0000', ''],
  ])
})

test('what was out of the ordinary and what failed is written down', () => {
  const rows = [
    {
      engine: 'meridian',
      measured: measured(10, 0.4, {
        notes: { 'from cache: kv': 3 },
        parts: { totalMs: { p50: 5, p95: 8 }, d1Ms: { p50: 4, p95: 6 } },
        nothingMs: 0.5,
      }),
    },
  ]
  const text = formatBenchDocument({
    command: 'npm run bench',
    machine: 'm',
    date: '2026-01-01',
    connections: 16,
    quick: false,
    results: [{ name: 'desks', documents: 1000, faceted: true, rows, failures: ['orama: broke'] }],
  })
  expect(text).toContain('meridian: from cache: kv, 3 answers')
  expect(text).toContain('orama: broke')
  expect(text).toContain('5.0 / 8.0')
})

test('facets are counted over all matches and cut to the commonest', () => {
  const matches = [{ supplier: 'HP', colour: 'Black' }, { supplier: 'Dell', colour: '' }, { supplier: 'HP' }]
  expect(countFacets(matches)).toEqual({
    supplier: [
      { value: 'HP', count: 2 },
      { value: 'Dell', count: 1 },
    ],
    colour: [{ value: 'Black', count: 1 }],
  })
  const many = Array.from({ length: 30 }, (_, index): [string, number] => [`v${String(index).padStart(2, '0')}`, 1])
  expect(cutFacet(many).map(({ value }) => value)).toEqual(many.slice(0, 20).map(([value]) => value))
})

test('a product becomes one string a field', () => {
  const line = JSON.stringify({
    id: 7,
    title: 'Cable',
    supplier: 'C2G',
    short_description: 'short',
    attr_t_product_colour: 'Grey',
    attr_t_type: 'USB',
    attr_n_length: 3,
  })
  expect(flattenDocument(line)).toEqual({ id: '7', title: 'Cable', supplier: 'C2G', description: 'short', attributes: 'Grey USB', colour: 'Grey' })
})

test('flags are read, and strangers refused', () => {
  expect(parseBenchOptions(['--', '--quick', '--sets', 'icecat', '--engines', 'orama,meridian'])).toMatchObject({
    quick: true,
    sets: ['icecat'],
    engines: ['orama', 'meridian'],
    connections: 16,
  })
  expect(parseBenchOptions([]).engines).toEqual([...ENGINES])
  for (const argv of [['--sets', 'moon'], ['--engines', 'grep'], ['--connections', '0'], ['--fast']])
    expect(() => parseBenchOptions(argv)).toThrow(UsageError)
})
