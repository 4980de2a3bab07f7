import { type SearchPorts, type WordRuleStore, loadWords } from '../domain/search/index.ts'
import type { ByteCache } from '../shared/byte-cache.ts'
import type { ShareLoad } from '../shared/shared-loads.ts'

type Read = SearchPorts['understanding']['words']

/** A collection's word rules, read once an isolate and version. */
export function createWordsReader(rules: WordRuleStore, cache: ByteCache, share: ShareLoad, pause: () => Promise<void>): Read {
  return async (collection) => {
    const key = `words:${collection.id}:${collection.understandingVersion}:${collection.definition.language}`
    const known = cache.get<Awaited<ReturnType<Read>>>(key)
    if (known) return known
    return share(key, async () => {
      const words = await loadWords(rules, collection, pause).catch((error: unknown) => report(key, error))
      cache.set(key, words, words.bytes)
      return words
    })
  }
}

/** Searches go on without the rules: whoever runs them has to learn why. */
function report(key: string, error: unknown): never {
  console.error({ words: key, error: error instanceof Error ? error.stack : String(error) })
  throw error
}
