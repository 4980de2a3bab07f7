import type { Candidate, Gathered } from './candidate.ts'
import { SOURCES, packCompletions } from './completions-format.ts'
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
  const starts = yield* listPostings(entryWords, sorted.length, 0)
  const inner = yield* listPostings(entryWords, sorted.length, 1)
  const columns = yield* fillColumns(entries)
  const wordUnits = yield* join(Uint16Array, sorted.map(toUnits))
  const joinedTexts = yield* join(Uint8Array, texts)
  const joinedWords = yield* join(Uint32Array, entryWords)
  const entryCategories = yield* join(Uint16Array, columns.categories)
  const categoryCounts = yield* join(Uint32Array, columns.inCategories)
  return packCompletions({
    categoryField: gathered.categoryField,
    categories: [...gathered.categories],
    fields: [...columns.fields.keys()],
    values: columns.values,
    sources: columns.sources,
    counts: columns.counts,
    entryFields: columns.entryFields,
    wordStarts: wordUnits.starts,
    wordUnits: wordUnits.items,
    textStarts: joinedTexts.starts,
    texts: joinedTexts.items,
    entryWordStarts: joinedWords.starts,
    entryWords: joinedWords.items,
    startsStarts: starts.starts,
    starts: starts.items,
    innerStarts: inner.starts,
    inner: inner.items,
    categoryStarts: entryCategories.starts,
    entryCategories: entryCategories.items,
    categoryCounts: categoryCounts.items,
  })
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

/** What each entry has one of, and its categories. */
function* fillColumns(entries: readonly Candidate[]) {
  const fields = new Map<string, number>()
  const values: Record<string, string> = {}
  const sources = new Uint8Array(entries.length)
  const counts = new Uint32Array(entries.length)
  const entryFields = new Uint16Array(entries.length)
  const categories: number[][] = []
  const inCategories: number[][] = []
  for (const [entry, { source, count, field, value, categories: pairs }] of entries.entries()) {
    if (!fields.has(field)) fields.set(field, fields.size)
    if (value !== '') values[String(entry)] = value
    sources[entry] = SOURCES.indexOf(source)
    counts[entry] = count
    entryFields[entry] = fields.get(field) ?? 0
    const list = commonest(pairs)
    categories.push(list.map(([category]) => category))
    inCategories.push(list.map(([, inside]) => inside))
    if (entry % ITEMS_A_SLICE === 0) yield
  }
  return { fields, values, sources, counts, entryFields, categories, inCategories }
}

/** Entries of each word, ascending: of their first words, or of all from the second on. */
function* listPostings(entryWords: readonly Uint32Array[], words: number, from: 0 | 1): Generator<void, Joined<Uint32Array<ArrayBuffer>>> {
  const starts = new Uint32Array(words + 1)
  const isNew = (list: Uint32Array, at: number): boolean => from === 0 || list.indexOf(list[at] ?? 0, 1) === at
  const endOf = (list: Uint32Array): number => (from === 0 ? 1 : list.length)
  for (const [entry, list] of entryWords.entries()) {
    for (let at = from; at < endOf(list); at++) {
      const next = (list[at] ?? 0) + 1
      if (isNew(list, at)) starts[next] = (starts[next] ?? 0) + 1
    }
    if (entry % ITEMS_A_SLICE === 0) yield
  }
  for (let word = 0; word < words; word++) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0)
  const next = starts.slice()
  const items = new Uint32Array(starts[words] ?? 0)
  for (const [entry, list] of entryWords.entries()) {
    for (let at = from; at < endOf(list); at++) {
      const word = list[at] ?? 0
      const place = next[word] ?? 0
      if (!isNew(list, at)) continue
      items[place] = entry
      next[word] = place + 1
    }
    if (entry % ITEMS_A_SLICE === 0) yield
  }
  return { starts, items }
}

function commonest(pairs: readonly number[]): [category: number, count: number][] {
  const list: [number, number][] = []
  for (let at = 0; at + 1 < pairs.length; at += 2) list.push([pairs[at] ?? 0, pairs[at + 1] ?? 0])
  return list.sort((left, right) => right[1] - left[1] || left[0] - right[0]).slice(0, MAX_CATEGORIES)
}

type Joined<T> = { starts: Uint32Array<ArrayBuffer>; items: T }

/** Lists one after the other, and where each begins. */
function* join<T extends Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  type: new (length: number) => T,
  parts: readonly ArrayLike<number>[],
): Generator<void, Joined<T>> {
  const starts = new Uint32Array(parts.length + 1)
  let length = 0
  for (let index = 0; index < parts.length; index++) starts[index + 1] = length += parts[index]?.length ?? 0
  const items = new type(length)
  for (const [index, part] of parts.entries()) {
    items.set(part, starts[index])
    if (index % ITEMS_A_SLICE === 0) yield
  }
  return { starts, items }
}

function toUnits(word: string): number[] {
  return Array.from({ length: word.length }, (_, at) => word.charCodeAt(at))
}
