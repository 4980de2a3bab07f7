import type { Suggestion } from '../../../src/contracts/suggest.ts'
import { narrowSuggestions } from '../text/typed.ts'

export type SuggestAnswers = {
  keep: (scope: string, q: string, suggestions: readonly Suggestion[]) => void
  has: (scope: string, q: string) => boolean
  /** The answer to `q`; until it is there, what the longest answered beginning of it still holds. */
  read: (scope: string, q: string) => readonly Suggestion[]
}

/** The newest `limit` answers. A scope is whatever else decides an answer: the collection, a category. */
export function createSuggestAnswers(limit = 60): SuggestAnswers {
  const answers = new Map<string, readonly Suggestion[]>()
  const nameKey = (scope: string, q: string): string => `${scope}\n${q}`
  return {
    keep: (scope, q, suggestions) => {
      answers.delete(nameKey(scope, q))
      answers.set(nameKey(scope, q), suggestions)
      const oldest = answers.keys().next()
      if (answers.size > limit && oldest.done !== true) answers.delete(oldest.value)
    },
    has: (scope, q) => answers.has(nameKey(scope, q)),
    read: (scope, q) => {
      const exact = answers.get(nameKey(scope, q))
      if (exact !== undefined) return exact
      for (let length = q.length - 1; length > 0; length -= 1) {
        const shorter = answers.get(nameKey(scope, q.slice(0, length)))
        if (shorter !== undefined) return narrowSuggestions(shorter, q)
      }
      return []
    },
  }
}
