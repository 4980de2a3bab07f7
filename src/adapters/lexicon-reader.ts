import type { BlobStore } from '../domain/ingestion/index.ts'
import type { Collection } from '../domain/catalog/index.ts'
import { type LexiconPartName, lexiconKey } from '../domain/search/index.ts'
import type { ByteCache } from '../shared/byte-cache.ts'

/** Concurrent requests of one isolate share one load of a part. */
const loading = new Map<string, Promise<object | null>>()

/** Reads parts of lexicons once an isolate. Null while there is none, or when the one a copy of the collection names has been replaced. */
export function createLexiconReader(blobs: BlobStore, cache: ByteCache) {
  return async <T extends object>(collection: Collection, part: LexiconPartName, open: (bytes: Uint8Array) => T | null): Promise<T | null> => {
    if (collection.lexicon === null) return null
    const key = lexiconKey(collection.id, collection.lexicon.version, part)
    const known = cache.get<T>(key)
    if (known) return known
    const load = loading.get(key) ?? read(blobs, cache, key, open)
    loading.set(key, load)
    return load.finally(() => loading.delete(key)) as Promise<T | null>
  }
}

async function read(blobs: BlobStore, cache: ByteCache, key: string, open: (bytes: Uint8Array) => object | null): Promise<object | null> {
  const bytes = await blobs.get(key)
  if (!bytes) return null
  const opened = openWhole(bytes, open, key)
  // a part that unfolds in memory says what it takes there
  if (opened) cache.set(key, opened, 'bytes' in opened && typeof opened.bytes === 'number' ? opened.bytes : bytes.length)
  return opened
}

/** Bytes that are damaged, or that another version of the code has written: less is understood until the words are gathered again. */
function openWhole(bytes: Uint8Array, open: (bytes: Uint8Array) => object | null, key: string): object | null {
  try {
    return open(bytes)
  } catch (error) {
    console.error({ lexicon: key, error: error instanceof Error ? error.stack : String(error) })
    return null
  }
}
