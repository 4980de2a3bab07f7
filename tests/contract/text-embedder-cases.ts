// What every text embedder promises (src/domain/embedding/text-embedder.ts). One list of cases, run over each adapter.
import { describe, expect, it } from 'vitest'
import { AppError, type ErrorCode } from '../../src/contracts/errors.ts'
import type { TextEmbedder } from '../../src/domain/embedding/text-embedder.ts'

export type EmbedderFailure = {
  when: string
  /** an embedder whose model fails in this way */
  open: () => TextEmbedder
  code: ErrorCode
}

const TOPICS = [
  ['oak', 'walnut', 'desk', 'drawer', 'varnish', 'timber', 'shelf', 'chair'],
  ['river', 'trout', 'angler', 'current', 'bait', 'wading', 'stream', 'salmon'],
  ['violin', 'sonata', 'orchestra', 'bow', 'melody', 'cello', 'concert', 'quartet'],
] as const

/** The texts of the cases, three subjects in turn; an embedder that learns may learn from them. */
export const contractTexts: readonly string[] = Array.from({ length: 240 }, (_, at) => {
  const words = TOPICS[at % TOPICS.length] ?? []
  return Array.from({ length: 5 }, (__, place) => words[(at * 5 + place * (1 + (at % 4))) % words.length]).join(' ')
})

/** Runs the cases over one embedder; `open` makes a fresh one. */
export function runTextEmbedderContract(name: string, open: () => TextEmbedder, failures: readonly EmbedderFailure[] = []): void {
  const embedOne = async (text: string) => {
    const [embedding] = await open().embed([text], 'document')
    if (!embedding) throw new Error('no embedding')
    return embedding
  }

  describe(`${name}: embeddings`, () => {
    it('names its model and its dimensions', () => {
      const { model, dimensions } = open()
      expect(model).not.toBe('')
      expect([256, 384, 768, 1024, 1536]).toContain(dimensions)
    })

    it('come one a text, in the order of the texts, however many there are', async () => {
      const embedder = open()
      const texts = Array.from({ length: 250 }, (_, at) => contractTexts[at % 240] ?? '')
      const embeddings = await embedder.embed(texts, 'document')
      expect(embeddings).toHaveLength(250)
      for (const at of [0, 1, 99, 100, 101, 200, 249]) {
        expect(similarity(embeddings[at]?.vector, (await embedOne(texts[at] ?? '')).vector)).toBeCloseTo(1, 5)
      }
    })

    it('have unit length and the declared dimensions', async () => {
      const embedder = open()
      for (const { vector, captured } of await embedder.embed(contractTexts.slice(0, 20), 'document')) {
        expect(vector).toBeInstanceOf(Float32Array)
        expect(vector).toHaveLength(embedder.dimensions)
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
        expect(captured).toBeGreaterThan(0)
        expect(captured).toBeLessThanOrEqual(1)
      }
    })

    it('of blank texts are zero, between others and alone', async () => {
      const embedder = open()
      const embeddings = await embedder.embed(['', 'oak desk', ' \n\t', 'river trout', ''], 'document')
      expect(embeddings.map(({ captured }) => captured > 0)).toEqual([false, true, false, true, false])
      for (const at of [0, 2, 4]) expect(embeddings[at]?.vector.every((value) => value === 0)).toBe(true)
      expect(similarity(embeddings[3]?.vector, (await embedOne('river trout')).vector)).toBeCloseTo(1, 5)
      expect((await embedder.embed([''], 'query'))[0]?.vector).toHaveLength(embedder.dimensions)
    })

    it('of no texts are none', async () => {
      expect(await open().embed([], 'document')).toEqual([])
    })

    it('exist for texts far longer than a model reads, in any script', async () => {
      for (const text of [contractTexts.join(' ').repeat(40), '漢字'.repeat(20_000), `oak desk ${'x'.repeat(100_000)}`, '🪑'.repeat(20_000)]) {
        const { vector } = await embedOne(text)
        expect(vector.every((value) => Number.isFinite(value))).toBe(true)
      }
    })

    it('are the same for the same text, every time and for both kinds', async () => {
      const embedder = open()
      const [first, second] = await embedder.embed(['walnut desk with a drawer', 'walnut desk with a drawer'], 'document')
      const [query] = await embedder.embed(['walnut desk with a drawer'], 'query')
      expect(second).toEqual(first)
      expect(similarity(query?.vector, first?.vector)).toBeCloseTo(1, 5)
    })

    it('put a query nearer to texts on its subject than to others', async () => {
      const embedder = open()
      const texts = contractTexts.slice(0, 60)
      const documents = await embedder.embed(texts, 'document')
      for (const [subject, query] of ['oak desk shelf', 'trout stream bait', 'cello concert sonata'].entries()) {
        const [asked] = await embedder.embed([query], 'query')
        const best = documents
          .map(({ vector }, at) => ({ at, score: similarity(asked?.vector, vector) }))
          .sort((left, right) => right.score - left.score)
        expect(best.slice(0, 10).map(({ at }) => at % TOPICS.length)).toEqual(Array.from({ length: 10 }, () => subject))
      }
    })
  })

  if (failures.length === 0) return
  describe(`${name}: failures`, () => {
    it.each(failures)('$when is $code', async ({ open: openFailing, code }) => {
      const error: unknown = await openFailing()
        .embed(['oak desk'], 'document')
        .then(
          () => null,
          (thrown: unknown) => thrown,
        )
      expect(error).toBeInstanceOf(AppError)
      expect((error as AppError).code).toBe(code)
    })

    it.each(failures)('$when is not noticed when there is nothing to embed', async ({ open: openFailing }) => {
      expect((await openFailing().embed([' '], 'document'))[0]?.captured).toBe(0)
    })
  })
}

function similarity(left: Float32Array | undefined, right: Float32Array | undefined): number {
  if (!left || !right) throw new Error('no vector')
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0)
}
