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

const MEASURED = { story: 0.5, mark: 0.05, never: 0 }

/** What learning leaves in the collection's row; undefined is what an earlier version left. */
async function measure(vectorAgreement: Readonly<Record<string, number>> | undefined): Promise<void> {
  const { id, model } = await harness.find('shop')
  const stored = JSON.stringify({ ...model, statistics: { meanDocumentLength: 12, agreement: 0.6 }, vectorAgreement })
  await harness.db.all({ sql: 'UPDATE collections SET model = ?2, config_version = config_version + 1 WHERE id = ?1', params: [id, stored] })
  harness.results.clear()
}

const find = (input: SearchInput): Promise<SearchResponse> => {
  harness.results.clear()
  return harness.searcher('shop')({ q: 'walnut desk', explain: true, understand: false, ...input })
}
const semanticOf = (hit: SearchResponse['hits'][number] | undefined) => hit?.trace?.features.find(({ name }) => name === 'semantic')
const weightOf = ({ hits }: SearchResponse) => semanticOf(hits[0])?.weight ?? -1
const trustOf = ({ hits }: SearchResponse) => hits[0]?.trace?.reasons?.find(({ name }) => name === 'trust')?.value
const shown = ({ hits }: SearchResponse) => hits.map(({ id, score }) => ({ id, score }))

describe('trust by vector', () => {
  test('is that of the model where nothing was measured', async () => {
    await measure(undefined)
    const [all, picked] = [await find({}), await find({ vectors: ['mark'] })]
    expect([trustOf(all), trustOf(picked)]).toEqual([0.6, 0.6])
    expect(semanticOf(all.hits[0])?.parts?.some((part) => 'trust' in part)).toBe(false)
  })

  test('decides the weight of the semantic side when a request picks vectors', async () => {
    await measure(MEASURED)
    const [all, story, mark] = [await find({}), await find({ vectors: ['story'] }), await find({ vectors: ['mark'] })]
    expect([trustOf(story), trustOf(mark)]).toEqual([0.5, 0.05])
    expect(weightOf(mark)).toBeLessThan(weightOf(story) / 4)
    expect(trustOf(all)).toBeCloseTo((0.5 + 0.75 * 0.05) / Math.hypot(1, 0.75, 0.5), 9)
  })

  test('of a vector nobody has leaves keyword search', async () => {
    await measure(MEASURED)
    const never = await find({ vectors: ['never'] })
    expect(shown(never)).toEqual(shown(await find({ mode: 'keyword' })))
    expect(never.degraded).toEqual([])
  })

  test('says nothing to a request that weighs the sides itself, nor to a semantic one', async () => {
    const asks: SearchInput[] = [
      { vectors: ['mark'], weights: { keyword: 0.5, semantic: 0.5 } },
      { vectors: ['mark'], mode: 'semantic' },
    ]
    await measure(undefined)
    const before = [await find(asks[0] ?? {}), await find(asks[1] ?? {})]
    await measure(MEASURED)
    expect([await find(asks[0] ?? {}), await find(asks[1] ?? {})].map(shown)).toEqual(before.map(shown))
  })

  test('is told of each vector beside its weight, in the trace and in an explanation', async () => {
    await measure(MEASURED)
    const { hits } = await find({})
    for (const hit of hits)
      expect(semanticOf(hit)?.parts?.map(({ name, weight, trust }) => ({ name, weight, trust }))).toEqual([
        { name: 'story', weight: expect.closeTo(1 / 2.25) as number, trust: 0.5 },
        { name: 'mark', weight: expect.closeTo(0.75 / 2.25) as number, trust: 0.05 },
        { name: 'never', weight: expect.closeTo(0.5 / 2.25) as number, trust: 0 },
      ])
    const explained = await createExplainer(harness, 'shop')(hits[0]?.id ?? '', { q: 'walnut desk', understand: false })
    expect(stepOf(explained, 'semantic').details['vectors']).toMatchObject([
      { name: 'story', trust: 0.5 },
      { name: 'mark', trust: 0.05 },
      { name: 'never', trust: 0 },
    ])
  })

  test('a weight of 0 is the same search as without that vector, whatever is said of it', async () => {
    await measure(MEASURED)
    for (const mode of ['hybrid', 'semantic'] as const)
      for (const name of ['story', 'mark', 'never']) {
        const zero = await find({ mode, weights: { vectors: { [name]: 0 } } })
        const others = ['story', 'mark', 'never'].filter((other) => other !== name)
        expect(shown(zero)).toEqual(shown(await find({ mode, vectors: others })))
        expect(trustOf(zero)).toBe(trustOf(await find({ mode, vectors: others })))
        // what was measured of a vector that takes no part is not looked at
        await measure({ ...MEASURED, [name]: 1 })
        expect(shown(await find({ mode, weights: { vectors: { [name]: 0 } } }))).toEqual(shown(zero))
        await measure(MEASURED)
      }
  })
})
