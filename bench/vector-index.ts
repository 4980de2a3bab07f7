// Measures the embedded vector index in plain Node over SQLite: recall against exact float32 search, candidates, size and
// time. Run: node bench/vector-index.ts [--data ../shared/data]. Writes docs/measurements/vector-index.md.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { countCandidates } from '../src/adapters/embedded/vector-index/rank-rows.ts'
import { RowBudget } from '../src/adapters/embedded/vector-index/row-budget.ts'
import { rotateVector } from '../src/adapters/embedded/vector-index/rotation.ts'
import { SqliteIndexStorage } from '../src/adapters/embedded/vector-index/sqlite-storage.ts'
import { VectorIndex } from '../src/adapters/embedded/vector-index/vector-index.ts'
import { openNodeDatabase } from '../tests/support/node-index-database.ts'
import { countFound, formatTable, packRows, rankExactly } from './vector-rows.ts'
import { type VectorSet, enlargeSet, learnSet, makeSet } from './vector-sets.ts'

const REPORT = 'docs/measurements/vector-index.md'
const QUERIES = 200
const BATCH = 1_024
const K = [1, 10, 100, 300, 1_000]
const CANDIDATES = [200, 300, 500, 700, 1_000, 1_500]

type Measured = { row: string[]; recalls: string[]; deep: string[] }

const { values: options } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } })
const learnt = ['icecat', 'homedepot'].map((name) => learnSet(options.data, name, QUERIES))
const missing = learnt.includes(null) ? `No data in ${options.data}: vectors learnt from catalogs are left out.` : ''
if (missing) console.log(missing)
const real = learnt.filter((set) => set !== null)
const largest = real.at(-1)
const sets = [
  ...real,
  ...(largest ? [enlargeSet(largest, 100_000)] : []),
  makeSet(256, 100_000, QUERIES),
  makeSet(768, 20_000, QUERIES),
  makeSet(1536, 20_000, QUERIES),
]
const measured: Measured[] = []
for (const set of sets) measured.push(await measureSet(set))

const report = [
  '# The embedded vector index, measured',
  '',
  '`node_modules/.bin/node bench/vector-index.ts --data ../shared/data`',
  '',
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, one thread, SQLite in memory; ${new Date().toISOString().slice(0, 10)}. ${missing}`,
  'Recall is the share of the exact float32 neighbours that the index returns, over at most 200 queries. "Scan" is choosing the',
  'candidates by code, "nearest" adds reading and scoring int8 rows until a batch changes nothing; both with k = 100. Memory is what stays in memory per vector',
  '(code and document key), stored what SQLite holds per vector in all.',
  '',
  ...formatTable(
    [
      'set',
      'vectors',
      'dimensions',
      'queries',
      'recall@10',
      'recall@100',
      'rows p50',
      'rows p95',
      'memory B',
      'stored B',
      'build s',
      'cold load ms',
      'scan p50 ms',
      'scan p95 ms',
      'nearest p50 ms',
      'nearest p95 ms',
    ],
    measured.map(({ row }) => row),
  ),
  '',
  '## recall@100 when a fixed number of candidates is scored',
  '',
  ...formatTable(
    ['set', 'vectors', ...CANDIDATES.map(String)],
    measured.map(({ recalls }) => recalls),
  ),
  '',
  '## Other k, and the mean number of rows read',
  '',
  ...formatTable(
    ['set', 'vectors', ...K.map((k) => `recall@${k}`)],
    measured.map(({ deep }) => deep),
  ),
  '',
].join('\n')
console.log(report)
writeFileSync(REPORT, report)

async function measureSet(set: VectorSet): Promise<Measured> {
  const { dimensions, vectors, queries } = set
  const count = vectors.length / dimensions
  const database = openNodeDatabase()
  const start = performance.now()
  const index = openIndex()
  for (let from = 0; from < count; from += BATCH) await index.upsert(dimensions, 'medium', packRows(set, from, Math.min(count, from + BATCH)))
  const built = performance.now() - start
  const reloading = performance.now()
  const cold = openIndex()
  await cold.count()
  const loaded = performance.now() - reloading
  const pages = [...database.query('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')][0]?.[0]
  const scans: number[] = []
  const searches: number[] = []
  const rows: number[] = []
  const byCandidates = CANDIDATES.map(() => 0)
  const byK = new Map(K.map((k) => [k, { recall: 0, rows: 0 }]))
  const asked = queries.length / dimensions
  for (let at = 0; at < asked; at++) {
    const unrotated = queries.subarray(at * dimensions, (at + 1) * dimensions)
    const exact = rankExactly(vectors, unrotated, 1_000)
    const query = rotateVector(unrotated)
    const scanned = performance.now()
    await cold.list(query, countCandidates(100))
    scans.push(performance.now() - scanned)
    const searched = performance.now()
    rows.push((await cold.nearest(query, 100, 'medium')).rowsRead)
    searches.push(performance.now() - searched)
    for (const [k, sum] of byK) {
      const found = await cold.nearest(query, k, 'medium')
      byK.set(k, { recall: sum.recall + countFound(exact.slice(0, k), found.docs) / k / asked, rows: sum.rows + found.rowsRead / asked })
    }
    for (const [place, candidates] of CANDIDATES.entries()) {
      byCandidates[place] = (byCandidates[place] ?? 0) + countFound(exact.slice(0, 100), await rankAll(cold, query, candidates)) / 100 / asked
    }
  }
  const label = [set.name, count.toLocaleString('en')]
  const recall = (k: number) => (byK.get(k)?.recall ?? 0).toFixed(4)
  const withRows = (k: number) => `${recall(k)} (${Math.round(byK.get(k)?.rows ?? 0)})`
  const row = [
    ...label,
    String(dimensions),
    String(asked),
    recall(10),
    recall(100),
    ...formatTimes(rows).map((value) => String(Math.round(Number(value)))),
    String(dimensions / 8 + 8),
    (Number(pages) / count).toFixed(0),
    (built / 1000).toFixed(1),
    loaded.toFixed(0),
    ...formatTimes(scans),
    ...formatTimes(searches),
  ]
  return { row, recalls: [...label, ...byCandidates.map((value) => value.toFixed(4))], deep: [...label, ...Array.from(byK.keys(), withRows)] }

  function openIndex(): VectorIndex {
    return new VectorIndex(new SqliteIndexStorage(database), () => new Promise(setImmediate), new RowBudget(0))
  }
}

/** The 100 best when exactly `candidates` rows are scored. */
async function rankAll(index: VectorIndex, query: Float32Array, candidates: number): Promise<Float64Array> {
  const { docs } = await index.list(query, candidates)
  return (await index.rank(query, docs, docs.length, 'medium')).docs.subarray(0, 100)
}

function formatTimes(times: number[]): string[] {
  const sorted = times.toSorted((left, right) => left - right)
  return [0.5, 0.95].map((share) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1))
}
