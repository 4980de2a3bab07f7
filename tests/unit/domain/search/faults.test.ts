import { describe, expect, test, vi } from 'vitest'
import { type ResolvedFilter, joinNodes } from '../../../../src/domain/catalog/filter/index.ts'
import type { ResultSet, RetrievalRequest, Retrieved, SearchIndex } from '../../../../src/domain/search/index.ts'
import { DEFINITION, PROFILE, SINGLE_FACETS, makeDocuments } from '../../../support/search-corpus.ts'
import { type Search, type SearchInput, createSearchHarness } from '../../../support/search-harness.ts'
import { checkFacetChoice, checkFacetSums, checkFolding, checkIdentity, checkPages, checkPermutation, checkScores, checkSubsequence } from './laws.ts'

vi.mock('../../../../src/domain/search/plan-search.ts', async (original) =>
  (await import('../../../support/understood.ts')).amendPlans(await original()),
)

/** Each law is broken on purpose, in the way it once was or is broken elsewhere, and its check has to notice. */
const harness = createSearchHarness()
await harness.create('things', DEFINITION)
await harness.write('things', makeDocuments(3, 260))
await harness.embed('things')

/** The same under a profile, by ranks. */
const ranked = createSearchHarness()
await ranked.create('things', DEFINITION)
await ranked.write('things', makeDocuments(3, 260))
await ranked.embed('things')
await ranked.serve('things', { ...PROFILE, fusion: 'reciprocal-rank' })

type Change = { before?: (request: RetrievalRequest) => RetrievalRequest; after?: (found: Retrieved, call: number) => Retrieved }

/** A search whose index asks or answers wrongly. */
function searchWith({ before = (request) => request, after = (found) => found }: Change, shop = harness): Search {
  let calls = 0
  const index: SearchIndex = {
    ...shop.search.index,
    retrieve: async (request) => after(await shop.search.index.retrieve(before(request)), calls++),
  }
  return shop.searcher('things', { ports: { index } })
}

const REQUEST: SearchInput = {
  q: 'desk walnut',
  mode: 'keyword',
  refine: 'brand = "acme" AND kind = "one"',
  facets: ['brand', 'kind', 'size', 'category'],
  facetLimit: 2,
}

const GROUPED: SearchInput = { q: 'desk', mode: 'keyword', facets: ['brand', 'inStock'], group: { field: 'brand', size: 3 } }

async function expectFault(check: (search: Search) => Promise<string[]>, change: Change, shop = harness): Promise<void> {
  shop.results.clear()
  expect(await check(shop.searcher('things'))).toEqual([])
  shop.results.clear()
  expect(await check(searchWith(change, shop))).not.toEqual([])
  shop.results.clear()
}

function swap<T>(items: readonly T[], left: number, right: number): T[] {
  const swapped = [...items]
  swapped[left] = items[right] as T
  swapped[right] = items[left] as T
  return swapped
}

const everywhere = (change: (facet: Retrieved['facets'][number]) => Retrieved['facets'][number]) => (found: Retrieved) => ({
  ...found,
  facets: found.facets.map(change),
})

describe('a fault is noticed by its law', { timeout: 60_000 }, () => {
  test('1: a kept page that begins one hit early', async () => {
    const late: typeof harness.results = {
      ...harness.results,
      async get(id) {
        const kept = await harness.results.get(id)
        const shift = <T>(column: T[]): T[] => column.slice(0, 1).concat(column.slice(0, -1))
        return (
          kept && {
            ...kept,
            set: { ...kept.set, docs: shift(kept.set.docs), ids: shift(kept.set.ids), scores: shift(kept.set.scores) } satisfies ResultSet,
          }
        )
      },
    }
    const { refine: _refine, ...request } = REQUEST
    harness.results.clear()
    expect(await checkPages(harness.searcher('things'), request, 20, null)).toEqual([])
    harness.results.clear()
    expect(await checkPages(harness.searcher('things', { ports: { results: late } }), request, 20, null)).toContain('a page repeats a hit')
  })

  test('1: recomputed pages of an order that is not total', () => {
    const { refine: _refine, ...request } = REQUEST
    const scramble = (found: Retrieved, call: number): Retrieved => ({
      ...found,
      candidates: found.candidates.map((candidate, at, all) => ({
        ...candidate,
        id: (call % 2 === 0 ? candidate : (all.at(-1 - at) ?? candidate)).id,
      })),
    })
    return expectFault((search) => checkPages(search, request, 20, harness.results.clear), { after: scramble })
  })

  test('2: a facet counted under its own refinement', () =>
    expectFault((search) => checkFacetChoice(search, { ...REQUEST, refine: 'colors = "red"', facets: ['colors'] }), {
      before: (request) => ({ ...request, facets: request.facets.map((facet) => ({ ...facet, masked: [] })) }),
    }))

  test('2: a conjunctive facet counted without its own refinement', () =>
    expectFault((search) => checkFacetChoice(search, REQUEST), {
      before: (request) => ({ ...request, facets: request.facets.map((facet) => ({ ...facet, masked: request.refine.map((_node, at) => at) })) }),
    }))

  test('3: refinements applied before the keyword level is chosen', () =>
    expectFault((search) => checkSubsequence(search, { ...REQUEST, q: 'desk oak walnut' }), { before: narrowScope }))

  test('3: a maximum taken over refined hits only', () =>
    expectFault((search) => checkSubsequence(search, REQUEST), {
      after: (found) => ({
        ...found,
        keywordMax: Math.max(0, ...found.candidates.filter(({ refined }) => refined).map(({ keyword }) => keyword ?? 0)),
      }),
    }))

  test('3: similarities known only for what is shown', () =>
    expectFault((search) => checkSubsequence(search, { ...REQUEST, mode: 'hybrid', q: 'zinc desk' }), {
      before: (request) => ({ ...request, scored: false }),
    }))

  test('3: alternatives searched only before anything is refined', () =>
    expectFault((search) => checkSubsequence(search, { ...REQUEST, alternatives: { walnut: [{ terms: ['lamp'], prefix: false, weight: 0.8 }] } }), {
      before: (request) =>
        request.refine.length === 0 ? request : { ...request, terms: request.terms.map(({ alternatives: _forms, ...clause }) => clause) },
    }))

  test('3: boosts measured by the best refined hit', () =>
    expectFault(
      (search) =>
        checkSubsequence(search, {
          ...REQUEST,
          boosts: [
            { filter: 'colors = "red"', weight: 0.5 },
            { filter: 'brand != "acme"', weight: 0.5 },
          ],
        }),
      {
        after: (found) => {
          const most = Math.max(...found.candidates.flatMap(({ refined, boost }) => (refined ? [boost] : [])))
          return { ...found, candidates: found.candidates.map((candidate) => ({ ...candidate, boost: Math.min(1, candidate.boost / most) })) }
        },
      },
    ))

  test('3: places counted among what is shown', () =>
    expectFault(
      (search) => checkSubsequence(search, REQUEST),
      { after: (found) => ({ ...found, best: found.candidates.flatMap(({ doc, refined }) => (refined ? [doc] : [])) }) },
      ranked,
    ))

  test('3: a feature measured by the largest value among what is shown', () =>
    expectFault(
      (search) => checkSubsequence(search, REQUEST),
      {
        after: (found) => {
          const most = Math.max(1, ...found.candidates.flatMap(({ refined, columns }) => (refined ? [Number(columns[0] ?? 0)] : [])))
          const scale = (value: string | number | null, at: number) => (at === 0 && value !== null ? (Number(value) / most) * 20 : value)
          return { ...found, candidates: found.candidates.map((candidate) => ({ ...candidate, columns: candidate.columns.map(scale) })) }
        },
      },
      ranked,
    ))

  test('4: missing counted over the wrong documents', () =>
    expectFault((search) => checkFacetSums(search, REQUEST, SINGLE_FACETS), {
      after: everywhere((facet) => ({ ...facet, documents: facet.documents + 1 })),
    }))

  test('4: values beyond the limit forgotten', () =>
    expectFault((search) => checkFacetSums(search, { ...REQUEST, facetLimit: 1 }, SINGLE_FACETS), {
      after: everywhere((facet) => ({ ...facet, counted: facet.values.reduce((sum, { count }) => sum + count, 0) })),
    }))

  test('5: two hits change places between two computations', () =>
    expectFault((search) => checkIdentity(search, REQUEST, harness.results.clear), {
      after: (found, call) =>
        call % 2 === 0
          ? found
          : {
              ...found,
              candidates: swap(found.candidates, 0, found.candidates.length - 1).map((candidate, at) => ({
                ...candidate,
                keyword: found.candidates[at]?.keyword ?? null,
              })),
            },
    }))

  test('5: a count changes between two computations', () =>
    expectFault((search) => checkIdentity(search, REQUEST, harness.results.clear), {
      after: (found, call) => ({ ...found, total: found.total + (call % 2) }),
    }))

  test('1: a kept page that has forgotten what else is shown of its groups', async () => {
    const forgetful: typeof harness.results = {
      ...harness.results,
      async get(id) {
        const kept = await harness.results.get(id)
        const groups = kept?.set.groups
        return kept && groups ? { ...kept, set: { ...kept.set, groups: { ...groups, members: groups.members.toReversed() } } } : kept
      },
    }
    harness.results.clear()
    expect(await checkPages(harness.searcher('things'), GROUPED, 2, null)).toEqual([])
    harness.results.clear()
    expect(await checkPages(harness.searcher('things', { ports: { results: forgetful } }), GROUPED, 2, null)).not.toEqual([])
  })

  test('1: a total of documents where hits are groups', () =>
    expectFault((search) => checkPages(search, GROUPED, 20, harness.results.clear), {
      after: (found) => ({ ...found, ...(found.groups ? { groups: { ...found.groups, total: found.total } } : {}) }),
    }))

  test('2: documents of groups counted without the refinements', () =>
    expectFault((search) => checkFacetChoice(search, GROUPED), {
      after: (found) => ({ ...found, total: found.total + found.candidates.filter(({ refined }) => !refined).length + 1 }),
    }))

  test('3: groups whose order inside is told by what the refinements leave', () =>
    expectFault((search) => checkSubsequence(search, { ...GROUPED, refine: 'inStock = true' }), {
      before: narrowScope,
      after: (found) => ({ ...found, keywordMax: found.keywordMax * (1 + found.total) }),
    }))

  test('3: diversity that looks at refined documents only', () =>
    expectFault((search) => checkSubsequence(search, { ...REQUEST, refine: 'kind = "one"', diversity: { field: 'brand', cap: 1, window: 20 } }), {
      after: (found) => ({
        ...found,
        candidates: found.candidates.map(({ pool, ...candidate }) => ({
          ...candidate,
          ...(pool ? { pool: { ...pool, inside: pool.inside && candidate.refined } } : {}),
        })),
      }),
    }))

  test('folding: fewer documents of a group fetched than are shown', () =>
    expectFault((search) => checkFolding(search, GROUPED), {
      before: ({ group, ...request }) => (group ? { ...request, group: { ...group, size: 1 } } : request),
    }))

  test('folding: documents without a value put into one group', () =>
    expectFault((search) => checkFolding(search, GROUPED), {
      after: (found) => ({
        ...found,
        candidates: found.candidates.map(({ group, ...candidate }) => ({
          ...candidate,
          ...(group ? { group: { ...group, value: group.value ?? '' } } : {}),
        })),
      }),
    }))

  test('diversity: a document taken away for being like another', () =>
    expectFault((search) => checkPermutation(search, { ...REQUEST, diversity: { field: 'brand', cap: 2, window: 20 } }), {
      after: (found) => ({ ...found, candidates: found.candidates.filter(({ pool }, at) => pool?.value !== 'acme' || at % 2 === 0) }),
    }))

  test('scores: a score that is more than its contributions', async () => {
    const upside = async (search: Search): Promise<string[]> =>
      checkScores(async (input) => {
        const response = await search(input)
        return { ...response, hits: response.hits.map((hit) => ({ ...hit, score: hit.score + 0.01 })) }
      }, REQUEST)
    expect(await checkScores(harness.searcher('things'), REQUEST)).toEqual([])
    expect(await upside(harness.searcher('things'))).not.toEqual([])
  })
})

function narrowScope(request: RetrievalRequest): RetrievalRequest {
  const parts = [...(request.scope ? [request.scope] : []), ...request.refine]
  const [first, ...rest] = parts
  return first ? { ...request, scope: joinNodes('and', [first, ...rest]) satisfies ResolvedFilter } : request
}
