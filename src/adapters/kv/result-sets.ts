import type { ResultSet, ResultSetStore } from '../../domain/search/index.ts'
import type { ByteCache } from '../../shared/byte-cache.ts'

type Entry = { set: ResultSet; until: number }

/**
 * Kept result sets: the isolate answers first; KV carries those with further pages to other isolates, without their features: these
 * are two thirds of the bytes and only a trace needs them. KV allows one write a second a key; ids are content hashes, so a
 * repeated write of one key carries the same value and may be lost.
 */
export function createResultSetStore(cache: ByteCache, kv: KVNamespace, now: () => number): ResultSetStore {
  const fresh = (entry: Entry | undefined): ResultSet | null => (entry && entry.until > now() ? entry.set : null)
  return {
    async get(id) {
      const local = fresh(cache.get<Entry>(`set:${id}`))
      if (local) return { set: local, from: 'isolate' }
      const stored = await kv.get<ResultSet>(`set:${id}`, 'json').catch(() => null)
      return stored ? { set: stored, from: 'kv' } : null
    },
    latest: (requestHash) => fresh(cache.get<Entry>(`request:${requestHash}`)),
    async put(set, bytes, { ttlSeconds, shared }) {
      const entry: Entry = { set, until: now() + ttlSeconds * 1000 }
      cache.set(`set:${set.id}`, entry, bytes)
      cache.set(`request:${set.requestHash}`, entry, 500)
      if (!shared) return
      const { reranked: _reranked, estimated: _estimated, headed: _headed, ...carried } = { ...set, features: [], vectors: [] } satisfies ResultSet
      await kv.put(`set:${set.id}`, JSON.stringify(carried), { expirationTtl: Math.max(60, ttlSeconds) }).catch(() => undefined)
    },
  }
}
