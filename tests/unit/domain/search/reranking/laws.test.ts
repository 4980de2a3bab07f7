import fc from 'fast-check'
import { afterAll, describe, expect, test, vi } from 'vitest'
import type { SearchHit } from '../../../../../src/contracts/search.ts'
import { createFakeReranker, judgeByHash } from '../../../../support/fake-reranker.ts'
import { DEFINITION, makeDocuments } from '../../../../support/search-corpus.ts'
import { type Search, type SearchInput, createSearchHarness } from '../../../../support/search-harness.ts'
import { checkIdentity, checkPages, checkSubsequence } from '../laws.ts'
import { arbitraryRequest } from '../requests.ts'

vi.mock('../../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../../support/understood.ts')).amendPlans(await original()),
)

const harness = createSearchHarness()
await harness.create('things', DEFINITION)
await harness.write('things', makeDocuments(17, 160))
await harness.embed('things')
// few steps: many documents of a window are judged alike
const { reranker } = createFakeReranker((query, text) => judgeByHash(query + text, 7))
const search = harness.searcher('things', { ports: { reranker } })

const reached = { window: 0, beyond: 0, refined: 0, untouched: 0 }
/** Mostly by score: another order is left alone. */
const sort = fc.constantFrom<string[]>([], [], [], ['_score'], ['price:asc'])
const arbitraryReranked = fc
  .tuple(arbitraryRequest, sort, fc.constantFrom(20, 33, 50))
  .map(([request, order, top]) => ({ ...request, sort: order, rerank: { top } }))

function holds(law: (request: SearchInput & { rerank: { top: number } }) => Promise<string[]>): Promise<void> {
  return fc.assert(
    fc.asyncProperty(arbitraryReranked, async (request) => {
      harness.results.clear()
      expect(await law(request)).toEqual([])
    }),
    { numRuns: 40 },
  )
}

const readAll = async (from: Search, request: SearchInput): Promise<readonly SearchHit[]> => {
  const hits: SearchHit[] = []
  for (const page of [1, 2]) hits.push(...(await from({ ...request, page, perPage: 250 })).hits)
  return hits
}
const named = (hit: SearchHit | undefined, name: string) => hit?.trace?.features.find((feature) => feature.name === name)

/** The window holds what stood first without reranking, and is ordered by relevance; what follows is as it was. */
async function checkWindow(request: SearchInput & { rerank: { top: number } }): Promise<string[]> {
  const { refine: _refine, ...whole } = request
  const plain = await readAll(search, { ...whole, rerank: false })
  const hits = await readAll(search, { ...whole, explain: true })
  const sorted = request.q === '' || (request.sort ?? []).some((key) => key !== '_score')
  const top = sorted || !named(hits[0], 'rerank') ? 0 : request.rerank.top
  if (top === 0) reached.untouched++
  else reached[hits.length > top ? 'beyond' : 'window']++
  const found: string[] = []
  const ids = (list: readonly SearchHit[]): string => list.map(({ id }) => id).join()
  if (ids(hits.slice(0, top).toSorted((a, b) => (a.id < b.id ? -1 : 1))) !== ids(plain.slice(0, top).toSorted((a, b) => (a.id < b.id ? -1 : 1))))
    found.push('the window holds other documents than stood first')
  if (
    hits
      .slice(top)
      .map(({ id, score }) => `${id} ${score}`)
      .join() !==
    plain
      .slice(top)
      .map(({ id, score }) => `${id} ${score}`)
      .join()
  )
    found.push('what follows the window has moved')
  const places = new Map(plain.map(({ id }, at) => [id, at]))
  for (const [at, hit] of hits.entries()) {
    const [own, next] = [named(hit, 'rerank')?.value, named(hits[at + 1], 'rerank')?.value]
    if ((own !== undefined) !== at < top) found.push(`${hit.id} is ${own === undefined ? 'not ' : ''}reranked at ${at}`)
    if (own === undefined || next === undefined) continue
    if (own < next) found.push(`${hit.id} stands before one that is more relevant`)
    if (own === next && (places.get(hit.id) ?? 0) > (places.get(hits[at + 1]?.id ?? '') ?? 0)) found.push(`${hit.id} was behind its like`)
  }
  return found
}

async function checkSums(request: SearchInput): Promise<string[]> {
  if (request.refine) reached.refined++
  const hits = await readAll(search, { ...request, explain: true })
  const byScore = request.q !== '' && (request.sort ?? []).every((key) => key === '_score')
  return hits.flatMap((hit, at) => {
    const features = hit.trace?.features ?? []
    const sum = features.reduce((total, { contribution }) => total + contribution, 0)
    const found = Math.abs(sum - hit.score) > 1e-9 ? [`${hit.id}: contributions sum to ${sum}, the score is ${hit.score}`] : []
    const replaced = features.every(({ weight, value, contribution }) => Math.abs(weight * value - contribution) < 1e-12)
    if (!replaced) found.push(`${hit.id}: a contribution is not weight times value`)
    if (!(hit.score >= 0 && hit.score <= 1)) found.push(`${hit.id}: the score ${hit.score} lies outside [0, 1]`)
    if (byScore && (hits[at + 1]?.score ?? 0) > hit.score) found.push(`${hit.id}: the next one has a higher score`)
    return found
  })
}

describe('the laws of a reranked search', { timeout: 60_000 }, () => {
  test('the best hits, as many as asked, stand in the order of the reranker, and all others where they stood', () => holds(checkWindow))
  test('scores are sums of contributions in [0, 1] that never rise', () => holds(checkSums))
  test('1: pages partition the first hits, kept or recomputed', () =>
    holds((request) => checkPages(search, request, 41, judgeByHash(request.q ?? '', 2) === 0 ? null : harness.results.clear)))
  test('3: refined hits are a subsequence of unrefined ones, with the same scores', () => holds((request) => checkSubsequence(search, request)))
  test('5: equal result set ids give equal hits, counts and scores', () => holds((request) => checkIdentity(search, request, harness.results.clear)))
})

afterAll(() => {
  for (const [name, count] of Object.entries(reached)) expect(count, name).toBeGreaterThan(1)
})
