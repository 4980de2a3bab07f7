import { type Language, analyse } from '../../../../shared/text/index.ts'
import type { Candidate, Gathered } from './candidate.ts'
import type { CompletionSource } from './completions-format.ts'
import { LEAST_SEARCHES, type PopularQuery } from './ports.ts'
import { sortInSlices } from './sort-in-slices.ts'
import type { Counted } from './tally.ts'
import { writeCompletions } from './write-completions.ts'

/** What a kind stands above a phrase of as many documents, in doublings: three searches weigh as much as a phrase of a thousand documents. */
const HEAD_START: Readonly<Record<CompletionSource, number>> = { query: 8, value: 1, phrase: 0, title: -1 }
const MAX_QUERIES = 20_000
const MAX_WORDS = 24
/** Fewer documents make no phrase. */
const LEAST_DOCUMENTS = 2
/** A pair of words that goes on the same way this often is only a part of the longer phrase. */
const SHARE_OF_LONGER = 0.9
/** Analysing a text costs up to 30 µs. */
const ITEMS_A_SLICE = 250

/** Ranks what was gathered and writes it. Of completions with the same words one stays. */
export function* assembleCompletions(
  gathered: Gathered,
  queries: readonly PopularQuery[],
  language: Language,
): Generator<void, Uint8Array<ArrayBuffer>> {
  const best = new Map<string, Candidate>()
  let work = 0
  for (const candidate of listCandidates(gathered, queries)) {
    if (++work % ITEMS_A_SLICE === 0) yield
    const words = candidate && analyse(candidate.text, language)
    if (!candidate || !words || words.length === 0 || words.length > MAX_WORDS) continue
    keepBest(best, { ...candidate, key: words.map(({ surface }) => surface).join(' ') })
  }
  const ranked = yield* sortInSlices([...best.values()], compareCandidates)
  return yield* writeCompletions(gathered, ranked)
}

/** Null stands for work without a candidate, so that slices end in time. */
function* listCandidates(gathered: Gathered, queries: readonly PopularQuery[]): Generator<Candidate | null> {
  for (const { query, searches, empty } of queries.slice(0, MAX_QUERIES)) {
    const good = searches >= LEAST_SEARCHES && 2 * empty < searches
    yield good ? rate('query', { text: query, count: searches, field: '', value: '', categories: [] }) : null
  }
  for (const [, value] of gathered.values.entries()) yield rate('value', value)
  for (const [, title] of gathered.titles.entries()) yield rate('title', title)
  const parts = yield* findParts(gathered)
  for (const [key, phrase] of gathered.phrases.entries()) {
    const good = phrase.count >= LEAST_DOCUMENTS && !parts.has(key)
    yield good ? rate('phrase', { ...phrase, text: phrase.text === '' ? key : phrase.text }) : null
  }
}

function rate(source: CompletionSource, { text, count, field, value, categories }: Counted): Candidate {
  return { key: '', text, source, count, field, value, categories, score: HEAD_START[source] + Math.log2(1 + count) }
}

/** Pairs of words that hardly ever stand without a third. */
function* findParts({ phrases }: Gathered): Generator<null, ReadonlySet<string>> {
  const parts = new Set<string>()
  for (const [key, { count }] of phrases.entries()) {
    yield null
    if (count < LEAST_DOCUMENTS || key.indexOf(' ') === key.lastIndexOf(' ')) continue
    for (const part of [key.slice(0, key.lastIndexOf(' ')), key.slice(key.indexOf(' ') + 1)]) {
      if (count >= SHARE_OF_LONGER * (phrases.get(part)?.count ?? Infinity)) parts.add(part)
    }
  }
  return parts
}

/** One completion a text: a query before anything else, then what has more documents; categories and the better score are kept. */
function keepBest(best: Map<string, Candidate>, candidate: Candidate): void {
  const other = best.get(candidate.key)
  if (!other) return void best.set(candidate.key, candidate)
  const weigh = ({ source, score }: Candidate): number => (source === 'query' ? Infinity : score)
  const better = weigh(candidate) > weigh(other) || (candidate.source === 'query' && candidate.count > other.count)
  const [shown, hidden] = better ? [candidate, other] : [other, candidate]
  const categories = shown.categories.length > 0 ? shown.categories : hidden.categories
  best.set(candidate.key, { ...shown, categories, score: Math.max(shown.score, hidden.score) })
}

/** Higher score first, then what is shorter, then by its words. */
function compareCandidates(left: Candidate, right: Candidate): number {
  return right.score - left.score || left.key.length - right.key.length || (left.key < right.key ? -1 : 1)
}
