// Measures the embedded vector index in plain Node over SQLite: recall against exact float32 search, candidates, size and
// time. Run: node bench/vector-index.ts [--data ../shared/data]. Writes docs/measurements/vector-index.md.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { countCandidates } from '../src/adapters/embedded/vector-index/count-candidates.ts'
import { SqliteIndexStorage } from '../src/adapters/embedded/vector-index/sqlite-storage.ts'
import { VectorIndex } from '../src/adapters/embedded/vector-index/vector-index.ts'
import { quantise } from '../src/domain/embedding/quantize.ts'
import { openNodeDatabase } from '../tests/support/node-index-database.ts'
import { type VectorSet, enlargeSet, learnSet, makeSet } from './vector-sets.ts'

const REPORT = 'docs/measurements/vector-index.md'
const QUERIES = 200
const BATCH = 1_024
const CANDIDATES = [200, 300, 500, 700, 1_000, 1_500]

type Measured = { row: string[]; recalls: string[]; deep: string[] }

const { values: options } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } })
const learnt = ['icecat', 'homedepot'].map((name) => learnSet(options.data, name, QUERIES))
const missing = learnt.includes(null) ? `No data in ${options.data}: vectors learnt from catalogs are left out.` : ''
if (missing) console.log(missing)
const real = learnt.filter((set) => set !== null)
const largest = real.at(-1)
const sets = [...real, ...(largest ? [enlargeSet(largest, 100_000)] : []), makeSet(256, 100_000, QUERIES), makeSet(768, 20_000, QUERIES), makeSet(1536, 20_000, QUERIES)]
const measured: Measured[] = []
for (const set of sets) measured.push(await measureSet(set))

const report = [
  '# The embedded vector index, measured',
  '',
  '`node_modules/.bin/node bench/vector-index.ts --data ../shared/data`',
  '',
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, one thread, SQLite in memory; ${new Date().toISOString().slice(0, 10)}. ${missing}`,
  'Recall is the share of the exact float32 neighbours that the index returns, over at most 200 queries. "Scan" is choosing the',
  'candidates by code, "nearest" adds reading and scoring their int8 rows; both with k = 100. Memory is what stays in memory per vector',
  '(code and document key), stored what SQLite holds per vector in all.',
  '',
  ...formatTable(
    ['set', 'vectors', 'dimensions', 'queries', 'recall@10', 'recall@100', 'candidates', 'memory B', 'stored B', 'build s', 'cold load ms', 'scan p50 ms', 'scan p95 ms', 'nearest p50 ms', 'nearest p95 ms'],
    measured.map(({ row }) => row),
  ),
  '',
  '## recall@100 by number of candidates',
  '',
  ...formatTable(['set', 'vectors', ...CANDIDATES.map(String)], measured.map(({ recalls }) => recalls)),
  '',
  '## Other k, with the candidates that the index chooses',
  '',
  ...formatTable(['set', 'vectors', ...[1, 10, 100, 300, 1_000].map((k) => `recall@${k} (${countCandidates(k)})`)], measured.map(({ deep }) => deep)),
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
  for (let from = 0; from < count; from += BATCH) await index.upsert(dimensions, packRows(set, from, Math.min(count, from + BATCH)))
  const built = performance.now() - start
  const reloading = performance.now()
  const cold = openIndex()
  await cold.count()
  const loaded = performance.now() - reloading
  const pages = [...database.query('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')][0]?.[0]
  const scans: number[] = []
  const searches: number[] = []
  const byCandidates = CANDIDATES.map(() => 0)
  const byK = new Map([1, 10, 100, 300, 1_000].map((k) => [k, 0]))
  const asked = queries.length / dimensions
  for (let at = 0; at < asked; at++) {
    const query = queries.subarray(at * dimensions, (at + 1) * dimensions)
    const exact = rankExactly(vectors, query, 1_000)
    const scanned = performance.now()
    await cold.list(query, countCandidates(100))
    scans.push(performance.now() - scanned)
    const searched = performance.now()
    await cold.rescore(query, 0, countCandidates(100))
    searches.push(performance.now() - searched)
    for (const [k, sum] of byK) byK.set(k, sum + (await measureRecall(cold, query, exact.slice(0, k), countCandidates(k))) / asked)
    for (const [place, candidates] of CANDIDATES.entries()) {
      byCandidates[place] = (byCandidates[place] ?? 0) + (await measureRecall(cold, query, exact.slice(0, 100), candidates)) / asked
    }
  }
  const label = [set.name, count.toLocaleString('en')]
  const recall = (k: number) => (byK.get(k) ?? 0).toFixed(4)
  const row = [
    ...label, String(dimensions), String(asked), recall(10), recall(100), String(countCandidates(100)), String(dimensions / 8 + 8),
    (Number(pages) / count).toFixed(0), (built / 1000).toFixed(1), loaded.toFixed(0), ...formatTimes(scans), ...formatTimes(searches),
  ]
  return { row, recalls: [...label, ...byCandidates.map((value) => value.toFixed(4))], deep: [...label, ...Array.from(byK.keys(), recall)] }

  function openIndex(): VectorIndex {
    return new VectorIndex(new SqliteIndexStorage(database), () => new Promise(setImmediate))
  }
}

async function measureRecall(index: VectorIndex, query: Float32Array, exact: readonly number[], candidates: number): Promise<number> {
  const { docs } = await index.rescore(query, 0, candidates)
  const found = new Set(docs.subarray(0, exact.length))
  return exact.filter((doc) => found.has(doc)).length / exact.length
}

function packRows({ dimensions, vectors }: VectorSet, from: number, to: number) {
  const bytes = new Int8Array((to - from) * dimensions)
  const scales = new Float32Array(to - from)
  for (let row = from; row < to; row++) {
    const { values, scale } = quantise(vectors.subarray(row * dimensions, (row + 1) * dimensions))
    bytes.set(values, (row - from) * dimensions)
    scales[row - from] = scale
  }
  return { docs: Float64Array.from(scales, (_, at) => from + at + 1), scales, bytes }
}

/** Document keys (row + 1) by exact cosine, ties by key. */
function rankExactly(vectors: Float32Array, query: Float32Array, most: number): number[] {
  const dimensions = query.length
  const scores = new Float64Array(vectors.length / dimensions)
  for (let row = 0; row < scores.length; row++) {
    let sum = 0
    for (let at = 0, from = row * dimensions; at < dimensions; at++) sum += (query[at] as number) * (vectors[from + at] as number)
    scores[row] = sum
  }
  const floor = scores.toSorted()[Math.max(0, scores.length - most)] ?? -1
  const rows = Array.from(scores.keys()).filter((row) => (scores[row] as number) >= floor)
  return rows.sort((left, right) => (scores[right] as number) - (scores[left] as number) || left - right).slice(0, most).map((row) => row + 1)
}

function formatTimes(times: number[]): string[] {
  const sorted = times.toSorted((left, right) => left - right)
  return [0.5, 0.95].map((share) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1))
}

function formatTable(header: string[], rows: string[][]): string[] {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}
