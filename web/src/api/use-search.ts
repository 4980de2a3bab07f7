import { useCallback, useEffect, useRef, useState } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { SearchResponse } from '../../../src/contracts/search.ts'
import type { SearchState } from '../state/search-state.ts'
import { postSearch, readFailure, type Failure, type SearchBody } from './client.ts'
import { createLatest, type Outcome } from './latest.ts'
import { buildSearchBody } from './search-body.ts'

export type SearchView = {
  status: 'loading' | 'ready' | 'failed'
  /** The last good answer of this collection; older than the state while `status` is loading. */
  response: SearchResponse | null
  failure: Failure | null
  /** Round trip seen by the browser. */
  elapsedMs: number | null
  retry: () => void
}

type Issue = { key: string; collection: string; identity: string; body: SearchBody; started: number }
type Answer = { identity: string; response: SearchResponse }

/** Keeps the newest answer for a state. A change of the state supersedes what is on its way; further pages send back page 1's resultSetId. */
export function useSearch(key: string, collection: CollectionView, state: SearchState, explain: boolean): SearchView {
  const [view, setView] = useState<Omit<SearchView, 'retry'>>({ status: 'loading', response: null, failure: null, elapsedMs: null })
  const [attempt, setAttempt] = useState(0)
  const kept = useRef<Answer | null>(null)
  const asked = useRef<{ address: string; explain: boolean } | null>(null)
  const identity = JSON.stringify([collection.name, buildSearchBody(state, collection)])

  const settle = useCallback((outcome: Outcome<SearchResponse>, issue: Issue): void => {
    if (!outcome.ok) {
      setView((before) => ({ ...before, status: 'failed', failure: readFailure(outcome.error) }))
      return
    }
    kept.current = { identity: issue.identity, response: outcome.value }
    setView({ status: 'ready', response: outcome.value, failure: null, elapsedMs: performance.now() - issue.started })
  }, [])
  const [channel] = useState(() => createLatest((issue: Issue, signal) => postSearch(issue.key, issue.collection, issue.body, signal), settle))

  useEffect(() => {
    const address = JSON.stringify([key, identity, state.page, attempt])
    // Closing the trace needs no new answer, nor does opening another one when this answer carries them all.
    if (asked.current?.address === address && (asked.current.explain || !explain)) return
    asked.current = { address, explain }
    const body: SearchBody = { ...buildSearchBody(state, collection), page: state.page, explain }
    if (kept.current?.identity === identity) body.resultSetId = kept.current.response.resultSetId
    setView((before) => ({ ...before, status: 'loading', response: before.response?.collection === collection.name ? before.response : null }))
    channel.issue({ key, collection: collection.name, identity, body, started: performance.now() })
    // The identity stands for the state and the collection: it changes exactly when the request does.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, identity, state.page, explain, attempt, channel])
  useEffect(
    () => () => {
      channel.cancel()
      asked.current = null
    },
    [channel],
  )

  const retry = useCallback(() => setAttempt((count) => count + 1), [])
  // In the render between a change of collection and the effect above, the answer still is the other collection's.
  return { ...view, response: view.response?.collection === collection.name ? view.response : null, retry }
}
