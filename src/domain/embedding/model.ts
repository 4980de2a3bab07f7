// A learnt model: what embedding a text needs, and the statistics that say how far to trust it.
import { EmbeddingError } from './errors.ts'
import { packObject, unpackObject } from './pack.ts'

export const DIMENSIONS = 256
const MODEL_KIND = 0x4c444f4d // "MODL"

export interface ModelStatistics {
  /** Documents in the collection when it was learnt, and how many of them were read. */
  documents: number
  sampledDocuments: number
  /** Words (with repetition) and different words of a read document, on average. */
  meanDocumentLength: number
  meanDistinctTerms: number
  /** Share of the documents' total squared length that the kept components hold, 0..1. */
  explained: number
  /** How well the vectors keep the neighbourhoods that words make, 0..1; models learnt earlier lack it. */
  agreement: number
}

export interface SubwordTable {
  /** A power of two; bucket b holds vectors[b * DIMENSIONS ...] * scales[b]. */
  buckets: number
  vectors: Int8Array
  scales: Float32Array
}

export interface TextModel {
  version: string
  dimensions: number
  /** Components that carry something; the rest of every vector is zero. */
  rank: number
  words: readonly string[]
  /** Word -> row. */
  places: ReadonlyMap<string, number>
  idf: Float32Array
  /** Row r of the term vectors: vectors[r * DIMENSIONS ...] * scales[r]. */
  vectors: Int8Array
  scales: Float32Array
  subwords: SubwordTable
  /** Descending, 0 beyond `rank`. */
  singularValues: Float32Array
  /** Rarity given to a word outside the vocabulary. */
  unknownIdf: number
  statistics: ModelStatistics
  /** Share of the documents read that have each of several vectors, by name, 0..1; absent with one, and in models learnt earlier. */
  vectorCoverage?: Readonly<Record<string, number>>
}

export function indexPlaces(words: readonly string[]): Map<string, number> {
  const places = new Map<string, number>()
  for (let place = 0; place < words.length; place++) places.set(words[place] as string, place)
  return places
}

/** One compact binary with a format number and a checksum: 7.5 MB at 20,000 terms and 8,192 subword buckets. */
export function encodeModel(model: TextModel): Uint8Array<ArrayBuffer> {
  const { places: _derived, words, ...rest } = model
  return packObject(MODEL_KIND, { ...rest, words: words.join('\n') })
}

/** The model that `encodeModel` wrote; its arrays are views of `bytes`. Throws EmbeddingError `damaged` or `unknown_version`. */
export function decodeModel(bytes: Uint8Array): TextModel {
  const stored = unpackObject(MODEL_KIND, bytes)
  if (!isStoredModel(stored)) throw new EmbeddingError('damaged', 'The stored model lacks a part; learn again.')
  const words = stored.words === '' ? [] : stored.words.split('\n')
  if (stored.vectors.length !== words.length * stored.dimensions || stored.idf.length !== words.length) {
    throw new EmbeddingError('damaged', 'The stored model has more or fewer vectors than words; learn again.')
  }
  return { ...stored, words, places: indexPlaces(words) }
}

type StoredModel = Omit<TextModel, 'places' | 'words'> & { words: string }

function isStoredModel(value: unknown): value is StoredModel {
  if (typeof value !== 'object' || value === null) return false
  const model = value as Partial<StoredModel>
  return (
    typeof model.version === 'string' &&
    model.dimensions === DIMENSIONS &&
    typeof model.words === 'string' &&
    model.vectors instanceof Int8Array &&
    model.scales instanceof Float32Array &&
    model.idf instanceof Float32Array &&
    model.singularValues instanceof Float32Array &&
    model.subwords?.vectors instanceof Int8Array &&
    model.subwords.vectors.length === model.subwords.buckets * DIMENSIONS &&
    typeof model.statistics?.meanDocumentLength === 'number'
  )
}
