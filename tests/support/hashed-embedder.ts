import type { TextEmbedder } from '../../src/domain/embedding/index.ts'
import { type Language, analyse, contentTokens } from '../../src/shared/text/index.ts'

const DIMENSIONS = 256
/** Few places, so that different words share one and many documents are exactly as near as others. */
const PLACES = 24
/** Words that begin so have no meaning: a text of nothing else has no vector, a query of nothing else no neighbours. */
const OPAQUE = 'z'

/** Where each word of a text lies, by a hash alone: deterministic, nothing learnt, with many equal similarities. */
export function createHashedEmbedder(model: string, language: Language): TextEmbedder {
  return {
    model,
    dimensions: DIMENSIONS,
    async embed(texts, kind) {
      return texts.map((text) => {
        const tokens = analyse(text, language)
        const words = (kind === 'query' ? contentTokens(tokens, language) : tokens).map(({ term }) => term)
        const seen = [...new Set(words.filter((word) => !word.startsWith(OPAQUE)))]
        const vector = new Float32Array(DIMENSIONS)
        for (const word of seen) {
          const at = hashWord(word) % PLACES
          vector[at] = (vector[at] ?? 0) + 1
        }
        const length = Math.hypot(...vector)
        return {
          vector: vector.map((value) => (length > 0 ? value / length : 0)),
          captured: words.length === 0 ? 0 : seen.length / new Set(words).size,
        }
      })
    },
  }
}

/** FNV-1a over UTF-16 units. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193) >>> 0
  return hash
}
