/** Runs `load` unless a load under this key is under way: then that one is waited for. Keys are of the whole isolate. */
export type ShareLoad = <T>(key: string, load: () => Promise<T>) => Promise<T>

/** A load that has not ended by then never will: the request it belonged to was stopped. It is begun anew. */
const LOST_MS = 30_000

/**
 * Requests of one isolate share what they load at the same time. What a request waits for goes when the request goes, answered or left by its
 * caller, and whoever shares it would wait for ever: `keep` has to hold the request open for it.
 */
export function createSharedLoads(keep: (work: Promise<unknown>) => void, now: () => number): ShareLoad {
  const loading = new Map<string, { begunAt: number; result: Promise<unknown> }>()
  return <T>(key: string, load: () => Promise<T>): Promise<T> => {
    const known = loading.get(key)
    if (known && now() - known.begunAt < LOST_MS) return known.result as Promise<T>
    const result = load()
    const own = { begunAt: now(), result }
    const forget = (): void => {
      if (loading.get(key) === own) loading.delete(key)
    }
    loading.set(key, own)
    keep(result.then(forget, forget))
    return result
  }
}
