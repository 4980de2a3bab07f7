import { describe, expect, test } from 'vitest'
import type { SearchResponse } from '../../../../src/contracts/search.ts'
import { createExplainer, stepOf } from '../../../support/explainer.ts'
import { type SearchInput, createSearchHarness } from '../../../support/search-harness.ts'

const WORDS = ['walnut', 'oak', 'birch', 'desk', 'lamp', 'chair', 'shelf', 'table']
const FIELDS = ['title', 'story', 'mark', 'never'].map((name) => ({ name, type: 'text' as const, search: 'b' as const }))

const harness = createSearchHarness()
await harness.create('shop', {
  fields: FIELDS,
  vectors: ['story', 'mark', 'never'].map((name, at) => ({ name, fields: [name], weight: 1 - at / 4, priority: 'high' as const })),
})
await harness.write(
  'shop',
  Array.from({ length: 60 }, (_unused, at) => ({
    id: `s${at}`,
    title: `${WORDS[at % 8]} ${WORDS[(at >> 1) % 8]}`,
    story: `${WORDS[(at + 3) % 8]} ${WORDS[(at * 3) % 8]} ${WORDS[at % 5]}`,
    // a few documents alone
    ...(at % 10 === 0 ? { mark: `${WORDS[(at + 2) % 8]} ${WORDS[(at + 5) % 8]}` } : {}),
  })),
)
await harness.embed('shop')

const COUNTED = { story: 0.5, mark: 0.1, never: 0 }

/** What learning leaves in the collection's row; undefined is what an earlier version left. */
async function count(vectorCoverage: Readonly<Record<string, number>> | undefined): Promise<void> {
  const { id, model } = await harness.find('shop')
  const stored = JSON.stringify({ ...model, statistics: { meanDocumentLength: 12, agreement: 0.6 }, vectorCoverage })
  await harness.db.all({ sql: 'UPDATE collections SET model = ?2, config_version = config_version + 1 WHERE id = ?1', params: [id, stored] })
  harness.results.clear()
}

const find = (input: SearchInput): Promise<SearchResponse> => {
  harness.results.clear()
  return harness.searcher('shop')({ q: 'walnut desk', explain: true, understand: false, ...input })
}
const semanticOf = (hit: SearchResponse['hits'][number] | undefined) => hit?.trace?.features.find(({ name }) => name === 'semantic')
const weightOf = ({ hits }: SearchResponse) => semanticOf(hits[0])?.weight ?? -1
const coverageOf = ({ hits }: SearchResponse) => hits[0]?.trace?.reasons?.find(({ name }) => name === 'coverage')?.value
const shown = ({ hits }: SearchResponse) => hits.map(({ id, score }) => ({ id, score }))

describe('trust by vector', () => {
  test('is that of the model where nothing was counted', async () => {
    await count(undefined)
    const [all, picked] = [await find({}), await find({ vectors: ['mark'] })]
    expect([coverageOf(all), coverageOf(picked)]).toEqual([undefined, undefined])
    expect(semanticOf(all.hits[0])?.parts?.some((part) => 'trust' in part)).toBe(false)
  })

  test('decides the weight of the semantic side when a request picks vectors', async () => {
    const picks = [['story'], ['mark'], ['story', 'mark', 'never']]
    const before: number[] = []
    await count(undefined)
    for (const vectors of picks) before.push(weightOf(await find({ vectors })))
    await count(COUNTED)
    for (const [at, coverage] of [0.5, 0.1, 0.5 + 0.75 * 0.1].entries()) {
      const response = await find({ vectors: picks[at] })
      expect(coverageOf(response)).toBeCloseTo(coverage, 9)
      expect(weightOf(response)).toBeCloseTo(coverage * (before[at] ?? 0), 9)
    }
  })

  test('is not all that is left where no keyword match has the vector', async () => {
    await count(COUNTED)
    const { hits } = await find({ q: 'oak', vectors: ['mark'] })
    expect(hits.some((hit) => semanticOf(hit)?.note === 'notScored')).toBe(true)
    expect(weightOf({ hits } as SearchResponse)).toBeLessThan(0.65 * 0.1)
  })

  test('of a vector nobody has leaves keyword search', async () => {
    await count(COUNTED)
    const never = await find({ vectors: ['never'] })
    expect(shown(never)).toEqual(shown(await find({ mode: 'keyword' })))
    expect(never.degraded).toEqual([])
  })

  test('says nothing to a request that weighs the sides itself, nor to a semantic one', async () => {
    const asks: SearchInput[] = [
      { vectors: ['mark'], weights: { keyword: 0.5, semantic: 0.5 } },
      { vectors: ['mark'], mode: 'semantic' },
    ]
    await count(undefined)
    const before = [await find(asks[0] ?? {}), await find(asks[1] ?? {})]
    await count(COUNTED)
    expect([await find(asks[0] ?? {}), await find(asks[1] ?? {})].map(shown)).toEqual(before.map(shown))
  })

  test('is told of each vector beside its weight, in the trace and in an explanation', async () => {
    await count(COUNTED)
    const { hits } = await find({})
    for (const hit of hits)
      expect(semanticOf(hit)?.parts?.map(({ name, weight, trust }) => ({ name, weight, trust }))).toEqual([
        { name: 'story', weight: expect.closeTo(1 / 2.25) as number, trust: expect.closeTo(0.3) as number },
        { name: 'mark', weight: expect.closeTo(0.75 / 2.25) as number, trust: expect.closeTo(0.06) as number },
        { name: 'never', weight: expect.closeTo(0.5 / 2.25) as number, trust: 0 },
      ])
    const explained = await createExplainer(harness, 'shop')(hits[0]?.id ?? '', { q: 'walnut desk', understand: false })
    expect(stepOf(explained, 'semantic').details['vectors']).toMatchObject([
      { name: 'story', trust: expect.closeTo(0.3) as number },
      { name: 'mark', trust: expect.closeTo(0.06) as number },
      { name: 'never', trust: 0 },
    ])
  })

  test('a weight of 0 is the same search as without that vector, whatever is said of it', async () => {
    await count(COUNTED)
    for (const mode of ['hybrid', 'semantic'] as const)
      for (const name of ['story', 'mark', 'never']) {
        const zero = await find({ mode, weights: { vectors: { [name]: 0 } } })
        const others = ['story', 'mark', 'never'].filter((other) => other !== name)
        expect(shown(zero)).toEqual(shown(await find({ mode, vectors: others })))
        expect(coverageOf(zero)).toBe(coverageOf(await find({ mode, vectors: others })))
        // what was counted of a vector that takes no part is not looked at
        await count({ ...COUNTED, [name]: 1 })
        expect(shown(await find({ mode, weights: { vectors: { [name]: 0 } } }))).toEqual(shown(zero))
        await count(COUNTED)
      }
  })
})
