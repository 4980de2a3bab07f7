import { hashWord } from '../../../../shared/math/random.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { sumAtOnce } from '../sum-words.ts'
import { adjacentKey, nearKey } from './count-pairs.ts'
import { visitDeletes } from './delete-variants.ts'
import { type HashLists, bucketOf } from './hash-lists.ts'
import { SHORTEST_BEGINNING, findBeginning, indexBeginnings } from './index-beginnings.ts'
import { LETTER_ENTRIES, weighLetters } from './letter-model.ts'
import { phoneticKey } from './phonetic-key.ts'
import { HEADER, HEADER_BYTES, HEADER_FIELDS, MAGIC, SECTIONS, type SectionName, VERSION, measureBlob, restoreCount } from './vocabulary-layout.ts'

/** An id and its share of the buckets, four to one. */
const BEGINNING_BYTES = 6

/** A collection's words, read where they lie in the blob. Words are named by id: their rank by frequency. */
export type Vocabulary = {
  /** documents that were counted */
  documents: number
  /** memory it holds: the blob, the words' text, where each begins and the index of beginnings */
  bytes: number
  words: number
  /** documents with the word; 0 when it is not among the commonest 100,000 */
  frequency(surface: string): number
  /** Whether a word of the vocabulary is this or goes on from it; a beginning of one or two letters always counts as one. */
  beginsAnyWord(beginning: string): boolean
  /** Documents where `right` follows `left`; 0 for a pair seen once or less, within 5 % from 8 on. */
  countAdjacent(left: string, right: string): number
  /** Documents where the two stand within three content words of each other. */
  countNear(left: string, right: string): number
  /** Ids that may lie within `edits` of the surface, each once at least, in no order; many don't. */
  visitSimilar(surface: string, edits: number, take: (id: number) => void): void
  /** Ids of words that may sound like it. */
  visitAlike(surface: string, language: Language, take: (id: number) => void): void
  /** -ln of the probability that a word of this collection has these letters. */
  weighLetters(surface: string): number
  wordAt(id: number): string
  lengthAt(id: number): number
  frequencyAt(id: number): number
}

/** Throws a RangeError that says so when the bytes are not a whole vocabulary of this version. */
export function openVocabulary(bytes: Uint8Array): Vocabulary {
  const { documents, sections } = readSections(bytes)
  const { frequencies, lengths, pairKeys, pairCounts } = sections
  const text = new TextDecoder().decode(sections.text)
  const offsets = new Uint32Array(lengths.length + 1)
  for (let id = 0; id < lengths.length; id++) offsets[id + 1] = (offsets[id] ?? 0) + (lengths[id] ?? 0)
  if (offsets.at(-1) !== text.length || frequencies.length !== lengths.length || sections.letters.length !== LETTER_ENTRIES)
    throw damaged('its words do not fill its text')
  const byWord = { starts: sections.wordStarts, ids: sections.wordIds }
  const byDeletes = { starts: sections.deleteStarts, ids: sections.deleteIds }
  const byPhonetic = { starts: sections.phoneticStarts, ids: sections.phoneticIds }

  const wordAt = (id: number) => text.slice(offsets[id], offsets[id + 1])
  const find = (surface: string): number => {
    let found = -1
    visitBucket(byWord, hashWord(surface), (id) => {
      if (lengths[id] === surface.length && text.startsWith(surface, offsets[id])) found = id
    })
    return found
  }
  const countPair = (key: number): number => {
    const at = findKey(pairKeys, key)
    return at < 0 ? 0 : restoreCount(pairCounts[at] ?? 0)
  }
  // built when it is first asked for: most isolates answer a search before anybody types in them
  let beginnings: HashLists | null = null
  const beginsAnyWord = (beginning: string): boolean => {
    if (beginning.length < SHORTEST_BEGINNING) return true
    beginnings ??= indexBeginnings(text, offsets)
    return findBeginning(beginnings, beginning, (id) => (lengths[id] ?? 0) >= beginning.length && text.startsWith(beginning, offsets[id]))
  }
  return {
    documents,
    bytes: bytes.byteLength + offsets.byteLength + text.length + BEGINNING_BYTES * lengths.length,
    words: lengths.length,
    frequency: (surface) => frequencies[find(surface)] ?? 0,
    beginsAnyWord,
    countAdjacent: (left, right) => countPair(adjacentKey(hashWord(left), hashWord(right))),
    countNear: (left, right) => countPair(nearKey(hashWord(left), hashWord(right))),
    visitSimilar: (surface, edits, take) => visitDeletes(surface, edits, (hash) => visitBucket(byDeletes, hash, take)),
    visitAlike: (surface, language, take) => visitBucket(byPhonetic, hashWord(phoneticKey(surface, language)), take),
    weighLetters: (surface) => weighLetters(sections.letters, surface),
    wordAt,
    lengthAt: (id) => lengths[id] ?? 0,
    frequencyAt: (id) => frequencies[id] ?? 0,
  }
}

function damaged(what: string): RangeError {
  return new RangeError(`The vocabulary can't be read: ${what}.`)
}

type ByteSection = 'text' | 'lengths' | 'letters' | 'pairCounts'
type Sections = Record<Exclude<SectionName, ByteSection>, Uint32Array> & Record<ByteSection, Uint8Array>

function readSections(given: Uint8Array): { documents: number; sections: Sections } {
  if (given.byteLength < HEADER_BYTES || given.byteLength % 4 !== 0) throw damaged('it is cut short')
  // 32-bit views need an aligned start
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice()
  const fields = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
  if (fields[HEADER.magic] !== MAGIC) throw damaged('these bytes are something else')
  if (fields[HEADER.version] !== VERSION) throw damaged(`it has layout ${fields[HEADER.version]}, and ${VERSION} is read here`)
  const counts = [...fields.subarray(HEADER.firstSection, HEADER_FIELDS)]
  if (measureBlob(counts) !== bytes.byteLength) throw damaged('its length is not what its header says')
  if (sumAtOnce(fields, HEADER.checksum + 1) !== fields[HEADER.checksum]) throw damaged('its checksum does not match')
  let at = bytes.byteOffset + HEADER_BYTES
  const sections = Object.fromEntries(
    SECTIONS.map(({ name, width }, index) => {
      const count = counts[index] ?? 0
      const view = width === 4 ? new Uint32Array(bytes.buffer, at, count) : new Uint8Array(bytes.buffer, at, count)
      at += view.byteLength
      return [name, view]
    }),
  )
  return { documents: fields[HEADER.documents] ?? 0, sections: sections as Sections }
}

function visitBucket(lists: HashLists, hash: number, take: (id: number) => void): void {
  const bucket = bucketOf(lists, hash)
  const end = lists.starts[bucket + 1] ?? 0
  for (let at = lists.starts[bucket] ?? 0; at < end; at++) take(lists.ids[at] ?? 0)
}

function findKey(keys: Uint32Array, key: number): number {
  let low = 0
  let high = keys.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = keys[middle] ?? 0
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}
