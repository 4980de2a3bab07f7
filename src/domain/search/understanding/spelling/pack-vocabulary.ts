import type { Language } from '../../../../shared/text/index.ts'
import { hashWord } from '../../../../shared/math/random.ts'
import type { PairCounts } from './count-pairs.ts'
import type { WordCounts } from './count-words.ts'
import { visitDeletes } from './delete-variants.ts'
import { type HashLists, buildHashLists } from './hash-lists.ts'
import { LetterCounts } from './letter-model.ts'
import { phoneticKey } from './phonetic-key.ts'
import { selectWords } from './select-words.ts'
import { HEADER, HEADER_BYTES, MAGIC, SECTIONS, type SectionName, VERSION, measureBlob, quantiseCount } from './vocabulary-layout.ts'
import { sumWords } from '../sum-words.ts'
import { SHORTEST_ALIKE, editLimit, isSpelt } from './word-kinds.ts'

export type VocabularyLimits = { words: number; pairs: number }

/** The commonest words are indexed for two edits, the rest for one: a rare word two edits away is seldom what was meant. */
const DEEP_WORDS = 20_000
const WORDS_PER_SLICE = 4_000

type Sections = Record<SectionName, Uint8Array | Uint32Array>

/** Makes the blob of a vocabulary (vocabulary-layout.ts); yields at least every 30 ms of computing. */
export function* packVocabulary(
  words: WordCounts,
  pairs: PairCounts,
  documents: number,
  language: Language,
  limits: VocabularyLimits,
): Generator<void, Uint8Array<ArrayBuffer>> {
  const chosen = yield* selectWords(words, limits.words)
  const least = leastTargetFrequency(documents)
  const isTarget = (id: number) => (chosen[id]?.count ?? 0) >= least && isSpelt(chosen[id]?.word ?? '')
  const byWord = yield* buildHashLists(chosen.length, (id, take) => take(hashWord(chosen[id]?.word ?? '')))
  const byDeletes = yield* buildHashLists(chosen.length, (id, take) => {
    const word = chosen[id]?.word ?? ''
    if (word.length > 2 && isTarget(id)) visitDeletes(word, id < DEEP_WORDS ? editLimit(word.length) : 1, take)
  })
  const keys = new Map<number, number>()
  const byPhonetic = yield* buildHashLists(chosen.length, (id, take) => {
    const word = chosen[id]?.word ?? ''
    if (word.length < SHORTEST_ALIKE || !isTarget(id)) return
    // asked three times a word: the key is made once
    let hash = keys.get(id)
    if (hash === undefined) keys.set(id, (hash = hashWord(phoneticKey(word, language))))
    take(hash)
  })
  const texts = yield* packTexts(chosen)
  const letters = yield* packLetters(chosen)
  const packedPairs = yield* packPairs(pairs, limits.pairs)
  const frequencies = new Uint32Array(chosen.length)
  for (const [id, { count }] of chosen.entries()) frequencies[id] = count
  yield
  return yield* writeBlob(documents, {
    frequencies,
    ...nameLists('word', byWord),
    ...nameLists('delete', byDeletes),
    ...nameLists('phonetic', byPhonetic),
    ...packedPairs,
    ...texts,
    letters,
  })
}

/** In a collection of some size a word in one document is as likely a slip as a word. */
function leastTargetFrequency(documents: number): number {
  return documents < 2_000 ? 1 : 2
}

function nameLists<Name extends 'word' | 'delete' | 'phonetic'>(name: Name, { starts, ids }: HashLists) {
  return { [`${name}Starts`]: starts, [`${name}Ids`]: ids } as Record<`${Name}Starts` | `${Name}Ids`, Uint32Array>
}

function* packTexts(chosen: readonly { word: string }[]): Generator<void, { text: Uint8Array; lengths: Uint8Array }> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  for (let from = 0; from < chosen.length; from += WORDS_PER_SLICE) {
    parts.push(
      encoder.encode(
        chosen
          .slice(from, from + WORDS_PER_SLICE)
          .map(({ word }) => word)
          .join(''),
      ),
    )
    yield
  }
  const text = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    text.set(part, at)
    at += part.length
  }
  const lengths = new Uint8Array(chosen.length)
  for (const [id, { word }] of chosen.entries()) lengths[id] = word.length
  return { text, lengths }
}

function* packLetters(chosen: readonly { word: string }[]): Generator<void, Uint8Array> {
  const counts = new LetterCounts()
  for (const [index, { word }] of chosen.entries()) {
    if (isSpelt(word)) counts.add(word)
    if (index % WORDS_PER_SLICE === 0) yield
  }
  return counts.pack()
}

function* packPairs(pairs: PairCounts, most: number): Generator<void, { pairKeys: Uint32Array; pairCounts: Uint8Array }> {
  // a pair seen once says little; of more than fit, the rarest go
  let least = 2
  let total = 0
  for (; ; least += 1) {
    total = 0
    for (const shard of pairs.read(least)) {
      total += shard.length
      yield
    }
    if (total <= most) break
  }
  const pairKeys = new Uint32Array(total)
  const pairCounts = new Uint8Array(total)
  let at = 0
  for (const shard of pairs.read(least)) {
    for (const packed of shard) {
      pairKeys[at] = Math.floor(packed / 0x10000)
      pairCounts[at++] = quantiseCount(packed % 0x10000)
    }
    yield
  }
  return { pairKeys, pairCounts }
}

function* writeBlob(documents: number, sections: Sections): Generator<void, Uint8Array<ArrayBuffer>> {
  const counts = SECTIONS.map(({ name }) => sections[name].length)
  const blob = new Uint8Array(measureBlob(counts))
  const fields = new Uint32Array(blob.buffer)
  fields[HEADER.magic] = MAGIC
  fields[HEADER.version] = VERSION
  fields[HEADER.documents] = documents
  fields.set(counts, HEADER.firstSection)
  let at = HEADER_BYTES
  for (const { name } of SECTIONS) {
    const section = sections[name]
    blob.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), at)
    at += section.byteLength
    yield
  }
  fields[HEADER.checksum] = yield* sumWords(fields, HEADER.checksum + 1)
  return blob
}
