// What the vector index is measured on: vectors learnt from real catalogs (when the data folder is there), and made ones.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { addDocuments, createLearner, embed, finish, step } from '../src/domain/embedding/index.ts'
import { randomBitsAt } from '../src/shared/math/random.ts'
import { analyse } from '../src/shared/text/index.ts'

export type VectorSet = {
  readonly name: string
  readonly dimensions: number
  /** unit vectors, one after the other */
  readonly vectors: Float32Array
  readonly queries: Float32Array
}

const SAMPLE = 20_000
const FIELDS = ['title', 'supplier', 'short_description', 'text'] as const

/** Learns on the set's own texts as the product does and embeds its documents and queries; null without the data. */
export function learnSet(folder: string, name: string, mostQueries: number): VectorSet | null {
  const file = join(folder, name, 'corpus.jsonl.gz')
  if (!existsSync(file)) return null
  const texts = readLines(gunzipSync(readFileSync(file)).toString()).map((row) => FIELDS.map((field) => row[field] ?? '').join(' '))
  const terms = texts.map((text) => analyse(text, 'en'))
  const learner = createLearner({ collectionDocuments: terms.length })
  const stride = Math.max(1, terms.length / SAMPLE)
  const sample = Array.from({ length: Math.min(SAMPLE, terms.length) }, (_, at) => terms[Math.floor(at * stride)] ?? [])
  addDocuments(learner, sample)
  while (step(learner).phase !== 'done');
  const model = finish(learner)
  const embedAll = (all: readonly (typeof terms)[number][]) => {
    const known = all.map((each) => embed(model, each)).filter(({ captured }) => captured > 0)
    return joinVectors(
      known.map(({ vector }) => vector),
      model.dimensions,
    )
  }
  const asked = readLines(readFileSync(join(folder, name, 'queries.jsonl'), 'utf8')).map((row) => analyse(row['text'] ?? '', 'en'))
  const every = Math.max(1, asked.length / mostQueries)
  const queries = asked.filter((_, at) => Math.floor(at / every) !== Math.floor((at - 1) / every))
  return { name, dimensions: model.dimensions, vectors: embedAll(terms), queries: embedAll(queries) }
}

/** The set with perturbed copies of its vectors (noise of 0.4 of their length) until it has `count`. */
export function enlargeSet(set: VectorSet, count: number): VectorSet {
  const { dimensions } = set
  const vectors = new Float32Array(count * dimensions)
  vectors.set(set.vectors)
  const size = set.vectors.length / dimensions
  const gaussian = createGaussian(11)
  for (let row = size; row < count; row++) {
    const from = (row % size) * dimensions
    for (let at = 0; at < dimensions; at++) {
      vectors[row * dimensions + at] = (set.vectors[from + at] ?? 0) + (0.4 / Math.sqrt(dimensions)) * gaussian()
    }
    normaliseRow(vectors, row, dimensions)
  }
  return { ...set, name: `${set.name}, perturbed copies added`, vectors }
}

/** Clusters whose components fall off like those of learnt vectors; queries lie near documents. */
export function makeSet(dimensions: number, count: number, mostQueries: number): VectorSet {
  const gaussian = createGaussian(dimensions)
  const spectrum = Float32Array.from({ length: dimensions }, (_, at) => (at + 1) ** -0.5)
  const clusters = 200
  const centres = Float32Array.from({ length: clusters * dimensions }, (_, at) => (spectrum[at % dimensions] ?? 0) * gaussian())
  const draw = (rows: number) => {
    const vectors = new Float32Array(rows * dimensions)
    for (let row = 0; row < rows; row++) {
      const centre = (randomBitsAt(dimensions + rows, row) % clusters) * dimensions
      for (let at = 0; at < dimensions; at++) {
        vectors[row * dimensions + at] = (centres[centre + at] ?? 0) + 0.8 * (spectrum[at] ?? 0) * gaussian()
      }
      normaliseRow(vectors, row, dimensions)
    }
    return vectors
  }
  return { name: `made, ${clusters} clusters`, dimensions, vectors: draw(count), queries: draw(mostQueries) }
}

function joinVectors(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const joined = new Float32Array(vectors.length * dimensions)
  for (const [row, vector] of vectors.entries()) joined.set(vector, row * dimensions)
  return joined
}

function normaliseRow(vectors: Float32Array, row: number, dimensions: number): void {
  const values = vectors.subarray(row * dimensions, (row + 1) * dimensions)
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  for (let at = 0; at < dimensions; at++) values[at] = (values[at] ?? 0) / length
}

// Box-Muller over counted random bits.
function createGaussian(seed: number): () => number {
  let position = 0
  return () => {
    const radius = Math.sqrt(-2 * Math.log((randomBitsAt(seed, position++) + 1) / 2 ** 32))
    return radius * Math.cos((2 * Math.PI * randomBitsAt(seed, position++)) / 2 ** 32)
  }
}

function readLines(text: string): Record<string, string | undefined>[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string | undefined>)
}
