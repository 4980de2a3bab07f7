import type { Chip, Correction, QueryIntent, SynonymMatch, UnderstandingStep, WrittenForm } from '../../../contracts/understanding.ts'
import type { TermForm } from '../../embedding/index.ts'
import type { Token } from '../../../shared/text/index.ts'

/** A word of the query as the steps see it: `start` and `end` are offsets into the original text, whatever `surface` has become. */
export type QueryToken = Token & {
  /** a function word that takes no part in the search unless it stands in a phrase */
  stop: boolean
  /** the word may go on: it is being typed */
  open: boolean
  /** part of a word that was too long: it is looked for, but is no word that could be a slip */
  piece?: true
}

/** Another form to search for a token, or for a run of tokens: it stands as an alternative in the clause of each of them. */
export type Alternative = {
  /** terms of the form, in order; several are a phrase */
  terms: readonly string[]
  /** the last term may go on */
  prefix: boolean
  /** what a match counts beside 1 for the form typed, in (0, 1] */
  weight: number
}

/**
 * One clause of the query, known or not: a document matches it by its term, by what `prefix` begins, or by an alternative.
 * `prefix` is what stands there of a word that may go on.
 */
export type QueryTerm = { term: string; prefix: string | null; alternatives?: readonly Alternative[] }

/** An alternative and the tokens it stands for: positions in the list of tokens, from `from` to before `to`. */
export type TokenAlternative = Alternative & { from: number; to: number }

export type UnderstoodQuery = {
  original: string
  /** the query corrected and cut to 512 characters */
  effective: string
  /** the same without the words that became a filter: what is embedded */
  searched: string
  /** other ways to say words of `searched`, embedded beside them: what rules, units and codes say is the same */
  otherForms: readonly TermForm[]
  truncated: boolean
  /** one clause a distinct written form in order of first appearance; empty when the query only browses or filters */
  terms: readonly QueryTerm[]
  tokens: readonly QueryToken[]
  corrections: readonly Correction[]
  didYouMean: string | null
  forms: readonly WrittenForm[]
  synonyms: readonly SynonymMatch[]
  /** pairs of terms that count more where they stand side by side */
  phrases: readonly { terms: readonly string[]; text: string }[]
  /** what is looked for, where the query names a thing: its word, and the terms by which a title may say the same; null else */
  head: { text: string; terms: readonly string[] } | null
  intent: QueryIntent | null
  chips: readonly Chip[]
  /** ids of those that say what is looked for: the category of a taxonomy that the query is about */
  sought: readonly string[]
  /** the language the query seems to be written in; null when it can't be told */
  detectedLanguage: { language: string; confidence: number } | null
  /** nothing in it occurs in the collection: a model learnt from the collection can only guess at it */
  strange: boolean
  steps: ReadonlySet<UnderstandingStep>
  /** false when words of the collection could not be read in time */
  complete: boolean
}
