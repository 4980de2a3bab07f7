import type { Reranker } from '../domain/search/reranking/ports.ts'
import type { ByteCache } from '../shared/byte-cache.ts'
import { canonicalJson } from '../shared/canonical-json.ts'
import { hashText } from '../shared/hash.ts'

/**
 * The same reranker, asked once for the same query and texts: choosing a facet, turning a page that has to be found again and a write
 * elsewhere in the collection leave the window as it was. Whole answers are kept and not single scores, because what is in the answer
 * tells how to read it (rerank-in-batches.ts). Failures are not kept.
 */
export function createRememberedReranker(reranker: Reranker, cache: ByteCache): Reranker {
  const { model } = reranker
  return {
    model,
    async rerank(query, texts) {
      const key = `rerank:${await hashText(canonicalJson([model, query, texts]))}`
      const known = cache.get<readonly number[]>(key)
      if (known) return known
      const scores = await reranker.rerank(query, texts)
      cache.set(key, scores, 200 + 8 * scores.length)
      return scores
    },
  }
}
