// What every reranker promises (src/domain/search/reranking/ports.ts). One list of cases, run over each adapter.
import { describe, expect, it } from 'vitest'
import { AppError, type ErrorCode } from '../../src/contracts/errors.ts'
import type { Reranker } from '../../src/domain/search/reranking/ports.ts'

export type RerankerFailure = {
  when: string
  /** a reranker whose service fails in this way */
  open: () => Reranker
  code: ErrorCode
}

const TEXTS = ['a lamp of brass', 'oak desk with a drawer', 'walnut chair', 'oak desk', 'desk lamp'] as const

/** Runs the cases over one reranker; `open` makes a fresh one. */
export function runRerankerContract(name: string, open: () => Reranker, failures: readonly RerankerFailure[] = []): void {
  describe(`${name}: scores`, () => {
    it('name their model', () => {
      expect(open().model).not.toBe('')
    })

    it('are parallel to the texts and higher for what says more of the query', async () => {
      const [lamp = 0, both = 0, chair = 0, short = 0, desk = 0] = await open().rerank('oak desk drawer', TEXTS)
      expect(both).toBeGreaterThan(short)
      expect(short).toBeGreaterThan(desk)
      expect(desk).toBeGreaterThan(lamp)
      expect(lamp).toBe(chair)
    })

    it('lie in [0, 1]', async () => {
      for (const query of ['oak desk drawer', 'oak', 'nothing of all this']) {
        for (const score of await open().rerank(query, TEXTS)) {
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(1)
        }
      }
    })

    it('are the same for the same text, wherever it stands and every time', async () => {
      const scores = await open().rerank('oak desk', ['oak desk', 'river', 'oak desk'])
      expect(scores[2]).toBe(scores[0])
      expect(await open().rerank('oak desk', ['oak desk', 'river', 'oak desk'])).toEqual(scores)
    })

    it('of no texts are none', async () => {
      expect(await open().rerank('oak', [])).toEqual([])
    })

    it('of blank texts are 0, between others and alone, and so are all for a blank query', async () => {
      const scores = await open().rerank('oak desk', ['', 'oak desk', ' \n\t', 'oak'])
      expect(scores.map((score) => score > 0)).toEqual([false, true, false, true])
      expect(scores[1]).toBeGreaterThan(scores[3] ?? 1)
      expect(await open().rerank('oak desk', [' '])).toEqual([0])
      expect(await open().rerank(' ', ['oak', 'desk'])).toEqual([0, 0])
    })

    it('come for more texts than one call takes, each its own', async () => {
      const texts = Array.from({ length: 250 }, (_, at) => (at % 7 === 0 ? 'oak desk' : at % 2 === 0 ? 'oak' : 'river'))
      const scores = await open().rerank('oak desk', texts)
      expect(scores).toHaveLength(250)
      const [both, river, oak] = scores
      expect(scores).toEqual(texts.map((text) => (text === 'oak desk' ? both : text === 'oak' ? oak : river)))
    })

    it('come for texts and queries far longer than a model reads, in any script', async () => {
      const texts = [`oak desk ${'river '.repeat(40_000)}`, '漢字'.repeat(20_000), 'x'.repeat(100_000), '🪑'.repeat(20_000), 'river '.repeat(400)]
      const [first = 0, ...others] = await open().rerank('oak desk', texts)
      for (const other of others) expect(first).toBeGreaterThan(other)
      expect(await open().rerank('oak '.repeat(2000), ['oak', 'river '.repeat(600)])).toHaveLength(2)
    })
  })

  if (failures.length === 0) return
  describe(`${name}: failures`, () => {
    it.each(failures)('$when is $code', async ({ open: openFailing, code }) => {
      const error: unknown = await openFailing()
        .rerank('oak desk', TEXTS)
        .then(
          () => null,
          (thrown: unknown) => thrown,
        )
      expect(error).toBeInstanceOf(AppError)
      expect((error as AppError).code).toBe(code)
      expect((error as AppError).detail).not.toMatch(/sk-|co-|models\.example|fetch failed|the server said|embedding/)
    })

    it.each(failures)('$when is not noticed when there is nothing to rerank', async ({ open: openFailing }) => {
      expect(await openFailing().rerank('oak', [' '])).toEqual([0])
    })
  })
}
