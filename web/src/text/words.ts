import type { DegradedCode, SearchMode } from '../../../src/contracts/search.ts'
import { formatFieldName } from './format.ts'

/** What each closed code means for the person looking at the results. */
export const DEGRADED_WORDS: Readonly<Record<DegradedCode, string>> = {
  semantic: 'Matching by meaning was not available, so these results match by words.',
  rerank: 'The last re-ordering step was skipped to answer in time.',
  model: 'No language model took part; rules interpreted the query.',
  personalization: 'These results are not personalised.',
  limits: 'Usage limits could not be checked for this request.',
  cache: 'The cache could not be reached; the answer was computed afresh.',
  rules: "The shop's own rules could not be read, so nothing is pinned, hidden or promoted.",
  understanding: 'The query was searched as it was typed: spelling, synonyms and meaning of its words were not looked at.',
  stale: 'This answer was prepared a moment ago; the newest changes may be missing.',
}

export const MODE_WORDS: Readonly<Record<SearchMode, { label: string; hint: string }>> = {
  hybrid: { label: 'Hybrid', hint: 'Words and meaning together' },
  keyword: { label: 'Keyword', hint: 'The words themselves' },
  semantic: { label: 'Semantic', hint: 'Meaning, whatever the words' },
}

const FEATURE_WORDS: Readonly<Record<string, string>> = {
  keyword: 'Words',
  semantic: 'Meaning',
  intent: 'Wishes',
  base: 'Among the best',
  rerank: 'Reranker',
}

const NOTE_WORDS: Readonly<Record<string, string>> = {
  notScored: 'Not scored for this document: its similarity was outside what was looked at.',
  estimated: 'An estimate: the exact similarity is not kept.',
  'replaced by rerank': 'It brought the hit among the best, whose order the reranker decides.',
}

/** What moved the weight of meaning against words; a reason without a line here is shown by name and number alone. */
export const REASON_WORDS: Readonly<Record<string, string>> = {
  trust: 'how well the model keeps the neighbourhoods that words make in this collection',
  coverage: 'how many documents have what they are compared by',
  agreement: 'how alike words and meaning order the best matches',
  flatness: 'how little the word scores differ among the first ten',
  length: 'how much the length of these documents teaches',
  captured: 'how much of the query the model knows',
  keyword_matches: 'documents that hold a word of the query',
  weights: 'words and meaning weigh what the request or the profile says',
  profile: 'the ranking profile and its version',
  category: 'the category of the search, which has weights of its own',
  head: 'the title says that it is what is looked for: it counts a little more',
  sought: 'what the words say is looked for: it weighs more than other wishes',
  fusion: 'how words and meaning are put together',
  skipped: 'a feature of the profile that takes no part',
  reranker: 'the model that ordered the best hits',
  vectors_missing: 'vectors that did not answer in time',
  diversity: 'what keeps like hits apart',
}

export function nameFeature(name: string): string {
  return FEATURE_WORDS[name] ?? formatFieldName(name)
}

/** The notes of a trace are closed codes too; one the page does not know is shown as it is. */
export function nameNote(note: string): string {
  return NOTE_WORDS[note] ?? note
}
