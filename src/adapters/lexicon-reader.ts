import type { BlobStore } from '../domain/ingestion/index.ts'
import type { Collection } from '../domain/catalog/index.ts'
import { type LexiconPartName, lexiconKey } from '../domain/search/index.ts'
import type { ByteCache } from '../shared/byte-cache.ts'
import type { ShareLoad } from '../shared/shared-loads.ts'

/** What could not be read is not asked for again before this has passed: a search would wait for it each time, and find the same. */
const REMEMBERED_MS = 60_000
const REMEMBERED_BYTES = 200

/**
 * Reads parts of lexicons once an isolate. Null while there is no lexicon. Rejects when the part is missing, damaged or written by other code,
 * and for a minute after without reading it again: so that answers say they did without. A store that is away is asked again.
 */
export function createLexiconReader(blobs: BlobStore, cache: ByteCache, share: ShareLoad, now: () => number) {
  return async <T extends object>(collection: Collection, part: LexiconPartName, open: (bytes: Uint8Array) => T | null): Promise<T | null> => {
    if (collection.lexicon === null) return null
    const key = lexiconKey(collection.id, collection.lexicon.version, part)
    const known = cache.get<T>(key)
    if (known) return known
    const failedAt = cache.get<number>(`unreadable:${key}`)
    if (failedAt !== undefined && now() - failedAt < REMEMBERED_MS) throw new Error(`${key} could not be read a moment ago.`)
    const opened = await share(key, async () => {
      const found = await read(blobs, cache, key, open)
      if (found === null) cache.set(`unreadable:${key}`, now(), REMEMBERED_BYTES)
      return found
    })
    if (opened === null) throw new Error(`${key} is missing or can not be read.`)
    return opened
  }
}

async function read<T extends object>(blobs: BlobStore, cache: ByteCache, key: string, open: (bytes: Uint8Array) => T | null): Promise<T | null> {
  const bytes = await blobs.get(key)
  if (!bytes) return null
  const opened = openWhole(bytes, open, key)
  // a part that unfolds in memory says what it takes there
  if (opened) cache.set(key, opened, 'bytes' in opened && typeof opened.bytes === 'number' ? opened.bytes : bytes.length)
  return opened
}

/** Bytes that are damaged, or that another version of the code has written: less is understood until the words are gathered again. */
function openWhole<T>(bytes: Uint8Array, open: (bytes: Uint8Array) => T | null, key: string): T | null {
  try {
    return open(bytes)
  } catch (error) {
    console.error({ lexicon: key, error: error instanceof Error ? error.stack : String(error) })
    return null
  }
}
