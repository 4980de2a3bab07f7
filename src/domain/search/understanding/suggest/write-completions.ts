import type { Candidate, Gathered } from './candidate.ts'
import { type Completions, SOURCES, packCompletions } from './completions-format.ts'
import { sortInSlices } from './sort-in-slices.ts'

export const MAX_COMPLETIONS = 100_000
/** The blob stays below this: an isolate keeps it in memory beside everything else. */
export const MAX_BLOB_BYTES = 8_000_000
/** Categories kept a completion, the commonest. */
const MAX_CATEGORIES = 6
const ITEMS_A_SLICE = 1000
/** What an entry costs beside its text and words: starts, source, count, field, and its categories. */
const ENTRY_BYTES = 19
const CATEGORY_BYTES = 6
/** A word of an entry and its posting; a new word of the vocabulary with its three starts. */
const POSTING_BYTES = 8
const WORD_BYTES = 12

const encoder = new TextEncoder()

type Chosen = { entries: Candidate[]; texts: Uint8Array<ArrayBuffer>[]; words: ReadonlyMap<string, number> }

/** Candidates by rank as the packed form: the first that fit. */
export function* writeCompletions(gathered: Gathered, ranked: readonly Candidate[]): Generator<void, Uint8Array<ArrayBuffer>> {
  const chosen = yield* chooseEntries(gathered, ranked)
  const { entries, texts } = chosen
  const sorted = yield* sortInSlices([...chosen.words.keys()], (left, right) => (left < right ? -1 : 1))
  const ids = new Map(sorted.map((word, id) => [word, id]))
  yield
  const entryWords: Uint32Array<ArrayBuffer>[] = []
  for (const { key } of entries) {
    entryWords.push(Uint32Array.from(key.split(' '), (word) => ids.get(word) ?? 0))
    if (entryWords.length % ITEMS_A_SLICE === 0) yield
  }
  const starts = yield* listPostings(entryWords, sorted.length, (words) => words.subarray(0, 1))
  const inner = yield* listPostings(entryWords, sorted.length, (words) => new Set(words.subarray(1)))
  const fields = [...new Set(entries.map(({ field }) => field))]
  const fieldIds = new Map(fields.map((field, id) => [field, id]))
  yield
  const categories = entries.map(({ categories: pairs }) => commonest(pairs))
  yield
  return packCompletions({
    fields,
    categoryField: gathered.categoryField,
    categories: [...gathered.categories],
    values: Object.fromEntries(entries.flatMap(({ value }, entry) => (value === '' ? [] : [[String(entry), value]]))),
    wordStarts: startsOf(sorted),
    wordUnits: toUnits(sorted),
    textStarts: startsOf(texts),
    texts: concatenate(Uint8Array, texts),
    sources: Uint8Array.from(entries, ({ source }) => SOURCES.indexOf(source)),
    counts: Uint32Array.from(entries, ({ count }) => count),
    entryFields: Uint16Array.from(entries, ({ field }) => fieldIds.get(field) ?? 0),
    entryWordStarts: startsOf(entryWords),
    entryWords: concatenate(Uint32Array, entryWords),
    startsStarts: starts.starts,
    starts: starts.items,
    innerStarts: inner.starts,
    inner: inner.items,
    categoryStarts: startsOf(categories),
    entryCategories: Uint16Array.from(categories.flatMap((pairs) => pairs.map(([category]) => category))),
    categoryCounts: Uint32Array.from(categories.flatMap((pairs) => pairs.map(([, count]) => count))),
  } satisfies Omit<Completions, 'version'>)
}

function* chooseEntries(gathered: Gathered, ranked: readonly Candidate[]): Generator<void, Chosen> {
  const entries: Candidate[] = []
  const texts: Uint8Array<ArrayBuffer>[] = []
  const words = new Map<string, number>()
  let bytes = 2000 + gathered.categories.reduce((sum, category) => sum + 3 * category.length + 8, 0)
  for (const candidate of ranked) {
    if (entries.length >= MAX_COMPLETIONS) break
    const text = Uint8Array.from(encoder.encode(candidate.text))
    bytes += ENTRY_BYTES + text.length + Math.min(MAX_CATEGORIES, candidate.categories.length / 2) * CATEGORY_BYTES
    if (candidate.value !== '') bytes += 3 * candidate.value.length + 16
    for (const word of candidate.key.split(' ')) {
      bytes += POSTING_BYTES + (words.has(word) ? 0 : WORD_BYTES + 2 * word.length)
      words.set(word, 0)
    }
    if (bytes > MAX_BLOB_BYTES) break
    entries.push(candidate)
    texts.push(text)
    if (entries.length % ITEMS_A_SLICE === 0) yield
  }
  return { entries, texts, words }
}

/** Entries of each word, ascending. */
function* listPostings(
  entryWords: readonly Uint32Array[],
  words: number,
  choose: (words: Uint32Array) => Iterable<number>,
): Generator<void, { starts: Uint32Array<ArrayBuffer>; items: Uint32Array<ArrayBuffer> }> {
  const starts = new Uint32Array(words + 1)
  for (const [entry, list] of entryWords.entries()) {
    for (const word of choose(list)) starts[word + 1] = (starts[word + 1] ?? 0) + 1
    if (entry % (10 * ITEMS_A_SLICE) === 0) yield
  }
  for (let word = 0; word < words; word++) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0)
  const next = starts.slice()
  const items = new Uint32Array(starts[words] ?? 0)
  for (const [entry, list] of entryWords.entries()) {
    for (const word of choose(list)) {
      const at = next[word] ?? 0
      items[at] = entry
      next[word] = at + 1
    }
    if (entry % (10 * ITEMS_A_SLICE) === 0) yield
  }
  return { starts, items }
}

function commonest(pairs: readonly number[]): [category: number, count: number][] {
  const list: [number, number][] = []
  for (let at = 0; at + 1 < pairs.length; at += 2) list.push([pairs[at] ?? 0, pairs[at + 1] ?? 0])
  return list.sort((left, right) => right[1] - left[1] || left[0] - right[0]).slice(0, MAX_CATEGORIES)
}

function startsOf(parts: readonly { length: number }[]): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(parts.length + 1)
  let at = 0
  for (const [index, part] of parts.entries()) starts[index + 1] = at += part.length
  return starts
}

function concatenate<T extends Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(type: new (length: number) => T, parts: readonly T[]): T {
  const whole = new type(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function toUnits(words: readonly string[]): Uint16Array<ArrayBuffer> {
  const units = new Uint16Array(words.reduce((sum, word) => sum + word.length, 0))
  let at = 0
  for (const word of words) for (let i = 0; i < word.length; i++) units[at++] = word.charCodeAt(i)
  return units
}
