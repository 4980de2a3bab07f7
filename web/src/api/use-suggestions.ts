import { useEffect, useRef, useState } from 'react'
import type { SuggestResponse, Suggestion } from '../../../src/contracts/suggest.ts'
import { fetchSuggestions, readFailure } from './client.ts'
import { createLatest, type Outcome } from './latest.ts'
import { createSuggestAnswers } from './suggest-answers.ts'

const DEBOUNCE_MS = 80
// The server completes the first 128 characters.
const MAX_LENGTH = 128
// This server has no suggestions, or not for this key: asking again would change nothing.
const FINAL = [401, 403, 404, 405]

type Ask = { key: string; collection: string; scope: string; q: string; category: string | null }
type Props = { key: string; collection: string; q: string; category: string | null; wanted: boolean }

/** Suggestions for what is typed, asked for only while they are wanted. They never wait for and never hold up anything; a failure is silence. */
export function useSuggestions({ key, collection, q: typed, category, wanted }: Props): readonly Suggestion[] {
  const [answers] = useState(() => createSuggestAnswers())
  const [, setAnswered] = useState(0)
  const refused = useRef(new Set<string>())
  const [channel] = useState(() =>
    createLatest(
      ({ key: bearer, collection: name, q, category: inside }: Ask, signal) => fetchSuggestions(bearer, name, { q, category: inside }, signal),
      (outcome: Outcome<SuggestResponse>, { collection: name, scope, q }) => {
        if (!outcome.ok) {
          if (FINAL.includes(readFailure(outcome.error).status ?? 0)) refused.current.add(name)
          return
        }
        // The collection's words are still being gathered: the next time there may be some.
        if (!outcome.value.ready && outcome.value.suggestions.length === 0) return
        answers.keep(scope, q, outcome.value.suggestions)
        setAnswered((count) => count + 1)
      },
    ),
  )
  const q = typed.trimStart().replace(/\s+/g, ' ').slice(0, MAX_LENGTH)
  const scope = JSON.stringify([collection, category])

  useEffect(() => {
    if (!wanted || refused.current.has(collection) || answers.has(scope, q)) {
      channel.cancel()
      return
    }
    const timer = setTimeout(() => channel.issue({ key, collection, scope, q, category }), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [wanted, key, collection, scope, q, category, answers, channel])
  useEffect(() => channel.cancel, [channel])

  return wanted ? answers.read(scope, q) : []
}
