import { useEffect, useRef } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { SearchState } from '../state/search-state.ts'
import { tellFinished } from './client.ts'
import { buildFinishedBody } from './search-body.ts'

/** An answer that was looked at this long is what was searched for. */
const REST_MS = 1500

/**
 * Tells the server once a query, in a quiet search of its own, that somebody finished it: at once when a step other than typing followed
 * (`acted`), otherwise after a rest on its answer. `answered`: the query whose answer is on the screen. The answer to the quiet search is not
 * drawn, so nothing on the page moves; the search that is drawn goes on taking the last word for a beginning, as its address and counts say.
 */
export function useFinishedSearch(
  key: string,
  collection: CollectionView,
  state: SearchState,
  seen: { answered: string | null; acted: boolean },
): void {
  const told = useRef(new Set<string>())
  const name = JSON.stringify([collection.name, state.q.trim().toLowerCase()])
  const counts = state.q.trim() !== '' && !state.literal && collection.understanding?.queryLog !== false
  const shown = counts && seen.answered === state.q
  useEffect(() => {
    if (!shown || told.current.has(name)) return
    const tell = (): void => {
      told.current.add(name)
      tellFinished(key, collection.name, buildFinishedBody(state))
    }
    if (seen.acted) {
      tell()
      return
    }
    const timer = setTimeout(tell, REST_MS)
    return () => clearTimeout(timer)
    // Another facet or page is the same query: a rest goes on through them.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, name, shown, seen.acted])
}
