// The first phase: sampled documents come in as term lists and are kept as (term, count) pairs.
import type { LearnerConfig } from './learner-config.ts'

export interface AnalysedTerm {
  readonly term: string
  readonly surface?: string
}

/** Whether a document has anything to say in a named vector. */
export interface DocumentVector {
  readonly name: string
  readonly filled: boolean
}

/** Documents read so far. `words[id]` is '' for a word that was forgotten; entries of document d end at `ends[d]`. */
export interface Collected {
  words: string[]
  documentFrequencies: Uint32Array
  ends: Uint32Array
  entryTerms: Uint32Array
  entryCounts: Uint8Array
  documents: number
  entries: number
  wordsKept: number
  tokens: number
  /** name -> documents that have something to say in that vector, of collections with several */
  vectors?: Record<string, number>
}

export function createCollected(): Collected {
  return {
    words: [],
    documentFrequencies: new Uint32Array(1024),
    ends: new Uint32Array(256),
    entryTerms: new Uint32Array(8192),
    entryCounts: new Uint8Array(8192),
    documents: 0,
    entries: 0,
    wordsKept: 0,
    tokens: 0,
  }
}

function growWords(array: Uint32Array, needed: number): Uint32Array {
  if (needed <= array.length) return array
  const larger = new Uint32Array(Math.max(needed, array.length + (array.length >> 1)))
  larger.set(array)
  return larger
}

function growBytes(array: Uint8Array, needed: number): Uint8Array {
  if (needed <= array.length) return array
  const larger = new Uint8Array(Math.max(needed, array.length + (array.length >> 1)))
  larger.set(array)
  return larger
}

/** The lookup from word to id, rebuilt from `words` after a restart. */
export function indexWords(collected: Collected): Map<string, number> {
  const ids = new Map<string, number>()
  for (const [id, word] of collected.words.entries()) if (word !== '') ids.set(word, id)
  return ids
}

/**
 * Adds one document. False when the sample is full (documents or entries): the caller then stops, and because documents
 * come in sample order what was read is still a uniform sample. Costs the number of terms, plus a rare sweep of `words`.
 */
export function collectDocument(collected: Collected, ids: Map<string, number>, terms: readonly AnalysedTerm[], config: LearnerConfig): boolean {
  if (collected.documents >= config.maxDocuments || collected.entries + config.maxTermsPerDocument > config.maxEntries) return false
  const counts = new Map<string, number>()
  for (const { term } of terms) {
    const count = counts.get(term)
    if (count !== undefined) counts.set(term, count + 1)
    else if (term !== '' && counts.size < config.maxTermsPerDocument) counts.set(term, 1)
  }
  const end = collected.entries + counts.size
  collected.entryTerms = growWords(collected.entryTerms, end)
  collected.entryCounts = growBytes(collected.entryCounts, end)
  for (const [word, count] of counts) {
    let id = ids.get(word)
    if (id === undefined) {
      id = collected.words.push(word) - 1
      ids.set(word, id)
      collected.wordsKept++
      collected.documentFrequencies = growWords(collected.documentFrequencies, id + 1)
    }
    collected.documentFrequencies[id] = (collected.documentFrequencies[id] as number) + 1
    collected.entryTerms[collected.entries] = id
    collected.entryCounts[collected.entries] = Math.min(count, 255)
    collected.entries++
  }
  collected.ends = growWords(collected.ends, collected.documents + 1)
  collected.ends[collected.documents] = collected.entries
  collected.documents++
  collected.tokens += terms.length
  if (collected.wordsKept > config.maxWordsCounted) forgetRareWords(collected, ids, config.maxWordsCounted)
  return true
}

/** Counts in which of several vectors the document collected last says something; a name that comes first with a later document starts at 0 there. */
export function countVectors(collected: Collected, vectors: readonly DocumentVector[]): void {
  if (vectors.length < 2) return
  collected.vectors ??= {}
  const counts = collected.vectors
  for (const { name, filled } of vectors) counts[name] = (Object.hasOwn(counts, name) ? (counts[name] as number) : 0) + (filled ? 1 : 0)
}

/** Share of the documents that have each vector, 0..1. */
export function readCoverage({ vectors, documents }: Collected): Record<string, number> | undefined {
  return vectors && Object.fromEntries(Object.entries(vectors).map(([name, count]) => [name, documents === 0 ? 0 : count / documents]))
}

// Lossy counting (Manku and Motwani 2002): words seen in one document only are forgotten when there are too many. One
// that comes back later starts again at one, so a frequency is at most the number of sweeps too low.
function forgetRareWords(collected: Collected, ids: Map<string, number>, limit: number): void {
  for (let frequency = 1; collected.wordsKept > limit / 2; frequency++) {
    for (const [word, id] of ids) {
      if ((collected.documentFrequencies[id] as number) > frequency) continue
      ids.delete(word)
      collected.words[id] = ''
      collected.documentFrequencies[id] = 0
      collected.wordsKept--
    }
  }
}
