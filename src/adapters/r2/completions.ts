import type { CompletionsSource } from '../../domain/search/index.ts'
import { openCompletions } from '../../domain/search/index.ts'
import { lexiconKey } from '../../domain/search/understanding/lexicon.ts'
import type { ByteCache } from '../../shared/byte-cache.ts'
import type { BlobStore } from '../../domain/ingestion/learn-model.ts'

/** Completions of the lexicon that the collection's row names, opened once an isolate; null without one. Throws on damaged bytes. */
export function createCompletionsSource(blobs: Pick<BlobStore, 'get'>, cache: ByteCache): CompletionsSource {
  return {
    async open({ id, lexicon }) {
      if (lexicon === null) return null
      const key = lexiconKey(id, lexicon.version, 'completions')
      const known = cache.get<ReturnType<typeof openCompletions>>(key)
      if (known) return known
      const bytes = await blobs.get(key)
      if (bytes === null) return null
      const completions = openCompletions(bytes)
      cache.set(key, completions, bytes.length)
      return completions
    },
  }
}
