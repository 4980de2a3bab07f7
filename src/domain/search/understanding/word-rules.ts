import type { CollectionStore } from '../../catalog/index.ts'

/** What operators say about a collection's words, a row a rule; the body is parsed by who owns the kind. */
export const WORD_RULE_KINDS = ['synonym', 'synonym_suggestion', 'abbreviation', 'blocked'] as const
export type WordRuleKind = (typeof WORD_RULE_KINDS)[number]

/** `id` is unique within its kind: of an abbreviation or a blocked word it is the word itself. */
export type WordRule = { id: string; body: unknown; updatedAt: number }

/** Every change moves the collection's understandingVersion in the same batch, so that searches read the rules again. */
export type WordRuleStore = {
  count(collection: number, kind: WordRuleKind): Promise<number>
  find(collection: number, kind: WordRuleKind, id: string): Promise<WordRule | null>
  /** By id in byte order, after one. */
  list(collection: number, kind: WordRuleKind, limit: number, after: string | null): Promise<readonly WordRule[]>
  /** Adds or replaces, in one batch. */
  put(collection: number, kind: WordRuleKind, rules: readonly { id: string; body: unknown }[], now: number): Promise<void>
  /** How many there were. */
  remove(collection: number, kind: WordRuleKind, ids: readonly string[]): Promise<number>
  /** Puts these in the place of all of the kind, in one batch. */
  replace(collection: number, kind: WordRuleKind, rules: readonly { id: string; body: unknown }[], now: number): Promise<void>
}

export type WordPorts = { collections: CollectionStore; rules: WordRuleStore }
