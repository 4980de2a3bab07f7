import { useEffect, useState } from 'react'
import { addRecent, readRecent, removeRecent, writeRecent } from './recent-searches.ts'

export type RecentSearches = { recent: readonly string[]; remember: (q: string) => void; forget: (q: string) => void; forgetAll: () => void }

// Reading the property itself throws where storage is forbidden, so it is read inside the functions that expect that.
const openStorage = (): Storage => localStorage

/** The searches made in a collection on this browser. They are kept nowhere else. */
export function useRecentSearches(collection: string): RecentSearches {
  const [recent, setRecent] = useState<readonly string[]>(() => readRecent(openStorage, collection))
  useEffect(() => setRecent(readRecent(openStorage, collection)), [collection])
  const save = (next: readonly string[]): void => {
    setRecent(next)
    writeRecent(openStorage, collection, next)
  }
  return {
    recent,
    remember: (q) => save(addRecent(recent, q)),
    forget: (q) => save(removeRecent(recent, q)),
    forgetAll: () => save([]),
  }
}
