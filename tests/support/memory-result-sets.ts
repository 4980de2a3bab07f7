import type { ResultSet, ResultSetStore } from '../../src/domain/search/index.ts'

/** Kept result sets in memory, with lives measured by the test's clock; `clear` is what eviction and expiry do. */
export function createMemoryResultSets(now: () => number): ResultSetStore & { clear(): void } {
  const sets = new Map<string, { set: ResultSet; until: number }>()
  const requests = new Map<string, string>()
  const fresh = (id: string | undefined): ResultSet | null => {
    const entry = id === undefined ? undefined : sets.get(id)
    return entry && entry.until > now() ? entry.set : null
  }
  return {
    async get(id) {
      const set = fresh(id)
      return set ? { set, from: 'isolate' } : null
    },
    latest: (requestHash) => fresh(requests.get(requestHash)),
    async put(set, _bytes, { ttlSeconds }) {
      sets.set(set.id, { set, until: now() + ttlSeconds * 1000 })
      requests.set(set.requestHash, set.id)
    },
    clear() {
      sets.clear()
      requests.clear()
    },
  }
}
