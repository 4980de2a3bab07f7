import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createExplainer, stepOf } from '../../../../support/explainer.ts'
import { DEFINITION, makeDocuments } from '../../../../support/search-corpus.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'
import { arbitraryRequest } from '../requests.ts'

vi.mock('../../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../../support/understood.ts')).amendPlans(await original()),
)

const documents = makeDocuments(11, 240)
const harness = createSearchHarness()
await harness.create('things', DEFINITION)
await harness.write('things', documents)
await harness.embed('things')
const search = harness.searcher('things')
const explain = createExplainer(harness, 'things')
const ids = documents.map(({ id }) => String(id))

test('a rank is the position in the search, and who has none is not there', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRequest, fc.shuffledSubarray(ids, { minLength: 4, maxLength: 4 }), fc.nat(), async (request, drawn, place) => {
      const { hits, total, resultSetId, query } = await search({ ...request, explain: true, perPage: 250 })
      const hit = hits[place % Math.max(1, hits.length)]
      for (const id of new Set([...drawn, ...(hit ? [hit.id] : [])])) {
        const answer = await explain(id, { ...request, perPage: 250 })
        const position = hits.findIndex((other) => other.id === id)
        expect(answer).toMatchObject({ resultSetId, total, query, found: position !== -1, rank: position === -1 ? null : position + 1 })
        expect(answer.trace).toEqual(position === -1 ? null : hits[position]?.trace)
        checkSteps(answer)
      }
    }),
    { numRuns: 40 },
  )
}, 60_000)

/** What the steps say agrees with the answer, and contributions sum to the score. */
function checkSteps(answer: Awaited<ReturnType<typeof explain>>): void {
  const [filter, keyword, semantic, refine] = (['filter', 'keyword', 'semantic', 'refine'] as const).map((name) => stepOf(answer, name))
  const browse = answer.query.plan === 'browse'
  const near = keyword?.outcome === 'passed' || semantic?.outcome === 'passed'
  expect(answer.found).toBe(filter?.outcome !== 'failed' && refine?.outcome !== 'failed' && (browse || near))
  const raw = answer.trace?.features.map((feature) => feature.raw)
  if (!raw) return
  expect(keyword?.details['bm25'] ?? null).toBe(raw[0])
  const similarity = semantic?.details['similarity'] ?? null
  if (raw[1] !== null && raw[1] !== undefined) expect(similarity).toBeCloseTo(raw[1], 6)
  const sum = answer.trace?.features.reduce((total, { contribution }) => total + contribution, 0) ?? 0
  if (!browse) expect(Number(stepOf(answer, 'rank').details['score'])).toBeCloseTo(Math.min(1, sum), 9)
}
