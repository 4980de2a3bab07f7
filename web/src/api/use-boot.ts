import { useCallback, useEffect, useState } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import { fetchCollections, fetchPageSettings, readFailure, type Failure } from './client.ts'

export type Boot =
  | { phase: 'loading' }
  | { phase: 'failed'; failure: Failure }
  | { phase: 'key'; refused: boolean }
  | { phase: 'ready'; key: string; collections: readonly CollectionView[]; version: string }

const STORED_KEY = 'meridian.key'

/** Finds the key (this site's own, or the one typed in this tab) and the collections. A refused key asks for another. */
export function useBoot(): { boot: Boot; useKey: (key: string) => void; retry: () => void; refuseKey: () => void } {
  const [boot, setBoot] = useState<Boot>({ phase: 'loading' })
  const [attempt, setAttempt] = useState(0)
  const retry = useCallback(() => setAttempt((count) => count + 1), [])
  const refuseKey = useCallback(() => {
    sessionStorage.removeItem(STORED_KEY)
    setBoot({ phase: 'key', refused: true })
  }, [])
  const useKey = useCallback(
    (key: string) => {
      sessionStorage.setItem(STORED_KEY, key)
      retry()
    },
    [retry],
  )

  useEffect(() => {
    let current = true
    setBoot({ phase: 'loading' })
    load().then(
      (next) => current && setBoot(next),
      (error: unknown) => {
        if (!current) return
        const failure = readFailure(error)
        if (failure.status === 401 || failure.status === 403) refuseKey()
        else setBoot({ phase: 'failed', failure })
      },
    )
    return () => {
      current = false
    }
  }, [attempt, refuseKey])
  return { boot, useKey, retry, refuseKey }
}

async function load(): Promise<Boot> {
  const { searchKey, version } = await fetchPageSettings()
  const key = sessionStorage.getItem(STORED_KEY) ?? searchKey
  if (key === null) return { phase: 'key', refused: false }
  return { phase: 'ready', key, version, collections: await fetchCollections(key) }
}
