/**
 * One budget of bytes for everything an isolate keeps (128 MB is all it has, DESIGN section 4): least recently
 * used entries leave first, whatever kind they are. Sizes are the callers' estimates, in bytes.
 */
export type ByteCache = {
  get<T>(key: string): T | undefined
  set(key: string, value: unknown, bytes: number): void
  delete(key: string): void
  readonly bytes: number
}

export function createByteCache(budget: number): ByteCache {
  const entries = new Map<string, { value: unknown; bytes: number }>()
  let total = 0
  const drop = (key: string): void => {
    const entry = entries.get(key)
    if (!entry) return
    total -= entry.bytes
    entries.delete(key)
  }
  return {
    get bytes() {
      return total
    },
    get<T>(key: string): T | undefined {
      const entry = entries.get(key)
      if (!entry) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.value as T
    },
    set(key, value, bytes) {
      drop(key)
      if (bytes > budget) return
      entries.set(key, { value, bytes })
      total += bytes
      while (total > budget) {
        const oldest = entries.keys().next().value
        if (oldest === undefined) break
        drop(oldest)
      }
    },
    delete: drop,
  }
}
