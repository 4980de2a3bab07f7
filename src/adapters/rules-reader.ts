import { type RuleStore, type SearchPorts, compileRules } from '../domain/search/index.ts'
import type { ByteCache } from '../shared/byte-cache.ts'
import type { ShareLoad } from '../shared/shared-loads.ts'

type Read = SearchPorts['rules']

/** A collection's live rules, read once an isolate and configVersion. Throws when they can't be had. */
export function createRulesReader(store: Pick<RuleStore, 'readLive'>, cache: ByteCache, share: ShareLoad): Read {
  return async (collection) => {
    const key = `rules:${collection.id}:${collection.configVersion}`
    const known = cache.get<Awaited<ReturnType<Read>>>(key)
    if (known) return known
    return share(key, () => readRules(store, cache, collection, key)).catch((error: unknown) => report(key, error))
  }
}

async function readRules(store: Pick<RuleStore, 'readLive'>, cache: ByteCache, collection: Parameters<Read>[0], key: string): ReturnType<Read> {
  const read = await store.readLive(collection.id)
  // a replica that is behind has other rules; a newer state is noticed by the search itself, which then plans again
  if (!read || read.configVersion < collection.configVersion) throw new Error(`The rules of version ${collection.configVersion} are not here yet.`)
  const rules = await compileRules(collection, read.rules)
  if (read.configVersion === collection.configVersion) cache.set(key, rules, rules.bytes)
  return rules
}

/** Searches go on without the rules: whoever runs them has to learn why. */
function report(key: string, error: unknown): never {
  console.error({ rules: key, error: error instanceof Error ? error.stack : String(error) })
  throw error
}
