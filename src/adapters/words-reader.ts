import { type SearchPorts, type WordRuleStore, loadWords } from '../domain/search/index.ts'
import type { ByteCache } from '../shared/byte-cache.ts'

type Read = SearchPorts['understanding']['words']

/** Concurrent requests of one isolate share one reading. */
const loading = new Map<string, ReturnType<Read>>()

/** A collection's word rules, read once an isolate and version. */
export function createWordsReader(rules: WordRuleStore, cache: ByteCache): Read {
  return async (collection) => {
    const key = `words:${collection.id}:${collection.understandingVersion}:${collection.definition.language}`
    const known = cache.get<Awaited<ReturnType<Read>>>(key)
    if (known) return known
    const load = loading.get(key) ?? loadWords(rules, collection)
    loading.set(key, load)
    const words = await load.catch((error: unknown) => report(key, error)).finally(() => loading.delete(key))
    cache.set(key, words, words.bytes)
    return words
  }
}

/** Searches go on without the rules: whoever runs them has to learn why. */
function report(key: string, error: unknown): never {
  console.error({ words: key, error: error instanceof Error ? error.stack : String(error) })
  throw error
}
