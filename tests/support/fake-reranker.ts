import type { Reranker } from '../../src/domain/search/reranking/ports.ts'

/** A reranker that says what `judge` says, in [0, 1], and keeps what it was asked. */
export function createFakeReranker(judge: (query: string, text: string) => number, model = 'fake:1') {
  const calls: { query: string; texts: readonly string[] }[] = []
  const reranker: Reranker = {
    model,
    async rerank(query, texts) {
      calls.push({ query, texts })
      return texts.map((text) => judge(query, text))
    },
  }
  return { calls, reranker }
}

/** A number in [0, 1) that a text always has: an opinion of its own, in as many steps as asked; the fewer, the more ties. */
export function judgeByHash(text: string, steps: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return ((hash >>> 8) % steps) / steps
}
