import type { CategoryField } from './category-field.ts'
import type { CompletionSource } from './completions-format.ts'
import type { Tally } from './tally.ts'

/** What one pass over the documents has counted. A phrase without a text of its own is shown as its key. */
export type Gathered = {
  titles: Tally
  values: Tally
  phrases: Tally
  categoryField: CategoryField | null
  categories: readonly string[]
}

/** A completion before it has a place. `key` is its words, joined by spaces; `categories` are pairs: category, documents in it. */
export type Candidate = {
  key: string
  text: string
  source: CompletionSource
  count: number
  field: string
  value: string
  categories: readonly number[]
  score: number
}
