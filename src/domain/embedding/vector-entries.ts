// What each named vector says of a document, kept beside the term matrix for as many documents as are compared: the matrix has one row
// a document, of all its vectors together, and trust in one vector is measured from its own words.
import type { AnalysedTerm } from './collect.ts'

/** A named vector's terms of one document. */
export interface VectorTerms {
  readonly name: string
  readonly terms: readonly AnalysedTerm[]
}

/** Entries of vector v of document d end at `ends[d * names.length + v]`, in the order of documents, then of vectors. */
export interface VectorEntries {
  names: string[]
  documents: number
  ends: Uint32Array
  /** ids of collected words; places in the vocabulary once the matrix is made */
  entryTerms: Uint32Array
  entryCounts: Uint8Array
}

// Twice what the comparison reads of whole documents: most words stand in one vector or two.
const MOST_ENTRIES = 2_000_000

/** Room for what `documents` say by vectors of these names; others are not read. */
export function createVectorEntries(names: readonly string[], documents: number): VectorEntries {
  return {
    names: [...names],
    documents: 0,
    ends: new Uint32Array(documents * names.length),
    entryTerms: new Uint32Array(8192),
    entryCounts: new Uint8Array(8192),
  }
}

/** Adds the next document, whose words were collected just before: `ids` has those that count. Does nothing once there is no room. */
export function collectVectors(entries: VectorEntries, ids: ReadonlyMap<string, number>, vectors: readonly VectorTerms[]): void {
  const { names, ends } = entries
  if (entries.documents * names.length >= ends.length) return
  const counted = names.map((name) => countTerms(ids, vectors.find((vector) => vector.name === name)?.terms ?? []))
  let at = entries.documents === 0 ? 0 : (ends[entries.documents * names.length - 1] as number)
  const end = counted.reduce((sum, counts) => sum + counts.size, at)
  if (end > MOST_ENTRIES) {
    entries.ends = ends.slice(0, entries.documents * names.length)
    return
  }
  grow(entries, end)
  for (const [vector, counts] of counted.entries()) {
    for (const [id, count] of counts) {
      entries.entryTerms[at] = id
      entries.entryCounts[at] = Math.min(count, 255)
      at++
    }
    ends[entries.documents * names.length + vector] = at
  }
  entries.documents++
}

/** The same entries by places in the vocabulary (`places[id]` is the place + 1, 0 for a word outside it). */
export function placeVectors(entries: VectorEntries, places: ArrayLike<number>): VectorEntries {
  const { names, documents } = entries
  const slots = documents * names.length
  const placed: VectorEntries = {
    names,
    documents,
    ends: new Uint32Array(slots),
    entryTerms: new Uint32Array(slots === 0 ? 0 : (entries.ends[slots - 1] as number)),
    entryCounts: new Uint8Array(slots === 0 ? 0 : (entries.ends[slots - 1] as number)),
  }
  let at = 0
  let entry = 0
  for (let slot = 0; slot < slots; slot++) {
    for (; entry < (entries.ends[slot] as number); entry++) {
      const place = places[entries.entryTerms[entry] as number] as number
      if (place === 0) continue
      placed.entryTerms[at] = place - 1
      placed.entryCounts[at] = entries.entryCounts[entry] as number
      at++
    }
    placed.ends[slot] = at
  }
  return { ...placed, entryTerms: placed.entryTerms.slice(0, at), entryCounts: placed.entryCounts.slice(0, at) }
}

/** Where the entries of one vector of one document begin and end. */
export function findEntries({ names, ends }: VectorEntries, document: number, vector: number): { from: number; to: number } {
  const slot = document * names.length + vector
  return { from: slot === 0 ? 0 : (ends[slot - 1] as number), to: ends[slot] as number }
}

function countTerms(ids: ReadonlyMap<string, number>, terms: readonly AnalysedTerm[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { term } of terms) {
    const id = ids.get(term)
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

function grow(entries: VectorEntries, needed: number): void {
  if (needed <= entries.entryTerms.length) return
  const size = Math.max(needed, entries.entryTerms.length * 2)
  const terms = new Uint32Array(size)
  terms.set(entries.entryTerms)
  const counts = new Uint8Array(size)
  counts.set(entries.entryCounts)
  entries.entryTerms = terms
  entries.entryCounts = counts
}
