// Measures what each priority of a vector costs and finds, over vectors learnt from catalogs: bytes in memory and on disk,
// recall against exact float32 search, time relative to medium. Run: npm run bench:quantization [-- --data ../shared/data].
// Writes docs/measurements/quantization.md.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { rotateVector } from '../src/adapters/embedded/vector-index/rotation.ts'
import { ROW_BYTES, RowBudget } from '../src/adapters/embedded/vector-index/row-budget.ts'
import { SqliteIndexStorage } from '../src/adapters/embedded/vector-index/sqlite-storage.ts'
import { VectorIndex } from '../src/adapters/embedded/vector-index/vector-index.ts'
import type { VectorPriority } from '../src/domain/embedding/vector-store.ts'
import { openNodeDatabase } from '../tests/support/node-index-database.ts'
import { countFound, formatTable, packRows, rankExactly } from './vector-rows.ts'
import { type VectorSet, learnSet } from './vector-sets.ts'

const REPORT = 'docs/measurements/quantization.md'
const SETS = ['icecat', 'homedepot']
const QUERIES = 200
const BATCH = 1_024
/** What a search asks of each vector. */
const ASKED = 120
const ROUNDS = 25
/** Queries whose time is taken. */
const TIMED = 50
const PRIORITIES = ['high', 'medium', 'low'] as const
/** The vectors of a catalog of titles with many aspects, and what each is worth. */
const ANIME: Readonly<Record<VectorPriority, readonly string[]>> = {
  high: ['title', 'character', 'genre', 'image'],
  medium: ['technical', 'staff', 'review', 'franchise', 'episode'],
  low: ['temporal', 'streaming', 'related', 'identifiers'],
}

type Bytes = { readonly vector: number; readonly memory: number; readonly disk: number }
type Built = { readonly index: VectorIndex; readonly bytes: Bytes }
type Found = { recall: number; squares: number; rows: number; times: number[] }

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const { values: options } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } })
const rows: string[][] = []
const animeRows: string[][] = []
for (const name of SETS) {
  const set = learnSet(options.data, name, QUERIES)
  if (set === null) throw new Error(`No ${name} in ${options.data}.`)
  const built = new Map<VectorPriority, Built>()
  for (const priority of PRIORITIES) built.set(priority, await build(set, priority))
  const found = await search(set, built)
  rows.push(...describeSet(set, built, found))
  animeRows.push(describeAnime(set, built))
}
const report = writeReport()
console.log(report)
writeFileSync(REPORT, report)

/** Builds an index as writes do. Memory is what its arrays hold once the garbage is gone; the database lies outside them. */
async function build(set: VectorSet, priority: VectorPriority): Promise<Built> {
  const { dimensions, vectors } = set
  const count = vectors.length / dimensions
  const before = await measureArrays()
  const database = openNodeDatabase()
  const index = new VectorIndex(new SqliteIndexStorage(database), () => new Promise(setImmediate), new RowBudget(ROW_BYTES))
  for (let from = 0; from < count; from += BATCH) await index.upsert(dimensions, priority, packRows(set, from, Math.min(count, from + BATCH)))
  const memory = ((await measureArrays()) - before) / count
  const pages = [...database.query('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')][0]?.[0]
  const vector = dimensions / 8 + (priority === 'low' ? 0 : dimensions)
  return { index, bytes: { vector, memory, disk: Number(pages) / count } }
}

/** Bytes of all arrays that are still in use. Buffers are given back behind the collector's back, so it is asked until nothing goes. */
async function measureArrays(): Promise<number> {
  for (let last = Infinity, same = 0; ;) {
    collectGarbage()
    await setTimeout(50)
    const { arrayBuffers } = process.memoryUsage()
    same = arrayBuffers === last ? same + 1 : 0
    if (same === 3) return arrayBuffers
    last = arrayBuffers
  }
}

/** Each query of each round goes to every index in turn. Of its times the least is kept: what else the machine does only adds. */
async function search({ dimensions, vectors, queries }: VectorSet, built: ReadonlyMap<VectorPriority, Built>): Promise<Map<VectorPriority, Found>> {
  const found = new Map<VectorPriority, Found>(PRIORITIES.map((priority) => [priority, { recall: 0, squares: 0, rows: 0, times: [] }]))
  const asked = queries.length / dimensions
  for (let round = 0; round < ROUNDS; round++) {
    for (let at = 0; at < (round === 0 ? asked : Math.min(TIMED, asked)); at++) {
      const unrotated = queries.subarray(at * dimensions, (at + 1) * dimensions)
      const query = rotateVector(unrotated)
      const exact = round === 0 ? rankExactly(vectors, unrotated, 10) : []
      for (const [priority, { index }] of built) {
        const sums = found.get(priority) as Found
        const start = performance.now()
        const nearest = await index.nearest(query, ASKED, priority)
        const time = performance.now() - start
        // The first round warms up.
        if (round > 0) sums.times[at] = Math.min(time, sums.times[at] ?? Infinity)
        else {
          const { docs, scores } = await index.nearest(query, 10, priority)
          sums.recall += countFound(exact, docs) / 10 / asked
          sums.rows += nearest.rowsRead / asked
          for (const [place, doc] of docs.entries()) sums.squares += ((scores[place] ?? 0) - multiply(unrotated, vectors, doc - 1)) ** 2 / 10 / asked
        }
      }
    }
  }
  return found
}

function multiply(query: Float32Array, vectors: Float32Array, row: number): number {
  let sum = 0
  for (let at = 0, from = row * query.length; at < query.length; at++) sum += (query[at] as number) * (vectors[from + at] as number)
  return sum
}

function describeSet(set: VectorSet, built: ReadonlyMap<VectorPriority, Built>, found: ReadonlyMap<VectorPriority, Found>): string[][] {
  const medium = found.get('medium') as Found
  return PRIORITIES.map((priority) => {
    const { bytes } = built.get(priority) as Built
    const { recall, squares, rows, times } = found.get(priority) as Found
    const relative = (share: number) => (readQuantile(times, share) / readQuantile(medium.times, share)).toFixed(2)
    return [
      set.name,
      (set.vectors.length / set.dimensions).toLocaleString('en'),
      priority,
      ...formatBytes(bytes, set.dimensions * 4),
      recall.toFixed(4),
      Math.sqrt(squares).toFixed(4),
      rows.toFixed(0),
      relative(0.5),
      relative(0.95),
    ]
  })
}

/** The template as a whole, every vector in every document. */
function describeAnime(set: VectorSet, built: ReadonlyMap<VectorPriority, Built>): string[] {
  const sum = { vector: 0, memory: 0, disk: 0 }
  let count = 0
  for (const priority of PRIORITIES) {
    const { bytes } = built.get(priority) as Built
    count += ANIME[priority].length
    for (const part of ['vector', 'memory', 'disk'] as const) sum[part] += bytes[part] * ANIME[priority].length
  }
  return [set.name, String(count), ...formatBytes(sum, count * set.dimensions * 4)]
}

/** Each number of bytes, and by how much it is less than float32. */
function formatBytes(bytes: Bytes, float32: number): string[] {
  const format = (value: number) => [value.toFixed(0), `${((value / float32 - 1) * 100).toFixed(1)} %`]
  return [...format(bytes.vector), ...format(bytes.memory), ...format(bytes.disk)]
}

function readQuantile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[Math.floor(share * (values.length - 1))] ?? NaN
}

function writeReport(): string {
  const listed = PRIORITIES.map((priority) => `${priority}: ${ANIME[priority].join(', ')}`).join('; ')
  const bytes = ['vector B', 'of float32', 'memory B', 'of float32', 'disk B', 'of float32']
  return [
    '# What the priority of a vector costs and finds',
    '',
    '`npm run bench:quantization`',
    '',
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, SQLite in memory; ${new Date().toISOString().slice(0, 10)}. Vectors of 256 dimensions, learnt from`,
    'the texts of each catalog; at most 200 of its queries. Bytes are those of one vector, next to 1,024 of float32 alone: "vector" is its',
    'bytes and its code; "memory" is what the arrays of the index hold, document keys, scales and free places included; "disk" is what SQLite takes',
    'in all, page by page, and repeats what is in memory, so the two are not to be added. Recall@10 is the share of the ten exact float32',
    'neighbours that are found; "off" is how far their scores lie from the exact cosine (root mean square). Rows are read from storage, and p50 and p95',
    `are over ${TIMED} queries, each at its best of ${ROUNDS - 1}, for ${ASKED} neighbours, what a search asks; divided by those of medium.`,
    'Waiting for the processor falls on the longest calls most: on a busy machine trust the order of the times, not their digits.',
    '',
    ...formatTable(['set', 'vectors', 'priority', ...bytes, 'recall@10', 'off', 'rows', 'p50', 'p95'], rows),
    '',
    '## The anime template',
    '',
    `Twelve text vectors and an image, each of 256 dimensions and in every document. ${listed}.`,
    'The sum over the thirteen, each with the bytes measured above for its priority; a document of float32 takes 13,312.',
    '',
    ...formatTable(['measured on', 'vectors', ...bytes], animeRows),
    '',
  ].join('\n')
}
