import { useCallback, useEffect, useRef, useState } from 'react'
import type { SearchState } from './search-state.ts'
import { formatSearchState, parseSearchState } from './url-state.ts'

/** `type`: one history entry for a whole run of keystrokes; `settle`: ends that run; `push`: a step that Back undoes. */
export type Step = 'push' | 'type' | 'settle'
export type Navigate = (change: (state: SearchState) => SearchState, step?: Step) => void

/**
 * The state of the page, which is its address: Back, Forward, reload and a shared link all lead to the same results.
 * `acted`: the last thing done here was a step other than typing, so the words are finished.
 */
export function useSearchState(): { state: SearchState; navigate: Navigate; acted: boolean } {
  const [state, setState] = useState(() => parseSearchState(location.search))
  const [acted, setActed] = useState(false)
  const current = useRef(state)

  useEffect(() => {
    const follow = (): void => {
      current.current = parseSearchState(location.search)
      setState(current.current)
      setActed(false)
    }
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])

  const navigate = useCallback<Navigate>((change, step = 'push') => {
    const next = change(current.current)
    current.current = next
    writeAddress(next, step)
    setState(next)
    setActed(step !== 'type')
  }, [])
  return { state, navigate, acted }
}

function writeAddress(state: SearchState, step: Step): void {
  const address = location.pathname + formatSearchState(state)
  const inRun = typeof history.state === 'object' && history.state !== null && 'typing' in history.state && history.state.typing === true
  const same = address === location.pathname + location.search
  try {
    if (step === 'settle' || same || (step === 'type' && inRun)) history.replaceState({ typing: step === 'type' }, '', address)
    else history.pushState({ typing: step === 'type' }, '', address)
  } catch {
    // Safari refuses more than 100 changes in 30 s; the page goes on and the next change writes the address again.
  }
}
