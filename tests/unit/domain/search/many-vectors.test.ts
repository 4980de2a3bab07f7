import { describe, expect, test } from 'vitest'
import type { SearchResponse } from '../../../../src/contracts/search.ts'
import type { SearchPorts, SemanticSource } from '../../../../src/domain/search/index.ts'
import { createExplainer, stepOf } from '../../../support/explainer.ts'
import { type SearchInput, createSearchHarness } from '../../../support/search-harness.ts'

/** Seven vectors, two waves; every one over a field of its own. */
const NAMES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven']
const WORDS = ['walnut', 'oak', 'birch', 'desk', 'lamp', 'chair', 'shelf', 'table']

const harness = createSearchHarness()
await harness.create('things', {
  fields: [{ name: 'title', type: 'text', search: 'a' }, ...NAMES.map((name) => ({ name, type: 'text' as const }))],
  // declared lightest first: the order of asking is by weight alone
  vectors: NAMES.map((name, at) => ({ name, fields: [name], weight: 1 - at / 10, priority: 'high' as const })).toReversed(),
})
await harness.write(
  'things',
  Array.from({ length: 40 }, (_unused, at) => ({
    id: `t${at}`,
    title: `${WORDS[at % 8]} ${WORDS[(at >> 1) % 8]}`,
    ...Object.fromEntries(NAMES.map((name, vector) => [name, `${WORDS[(at + vector) % 8]} ${WORDS[(at * vector) % 8]}`])),
  })),
)
await harness.embed('things')

type Nearest = SemanticSource['nearest']
const find = (input: SearchInput, ports: Partial<SearchPorts> = {}): Promise<SearchResponse> => {
  harness.results.clear()
  return harness.searcher('things', { ports })({ q: 'walnut desk', explain: true, understand: false, ...input })
}

/** The real source with other answers. */
function withNearest(change: (nearest: Nearest) => Nearest): Pick<SearchPorts, 'semantic'> {
  return {
    semantic: {
      async open(collection) {
        const source = await harness.search.semantic.open(collection)
        return source && { ...source, nearest: change(source.nearest) }
      },
    },
  }
}

const semanticOf = (hit: SearchResponse['hits'][number] | undefined) => hit?.trace?.features.find(({ name }) => name === 'semantic')
const partsOf = (response: SearchResponse): string[] => [
  ...new Set(response.hits.flatMap((hit) => semanticOf(hit)?.parts?.map(({ name }) => name) ?? [])),
]
const orderOf = (response: SearchResponse) => response.hits.map(({ id, score }) => ({ id, score: expect.closeTo(score, 9) as number }))
const shown = (response: SearchResponse) => response.hits.map(({ id, score }) => ({ id, score }))

describe('many vectors', () => {
  test('are asked heaviest first, at most five at a time', async () => {
    const asked: string[] = []
    let waiting = 0
    let most = 0
    const counted = withNearest((nearest) => async (name, ...others) => {
      asked.push(name)
      most = Math.max(most, (waiting += 1))
      const answer = await nearest(name, ...others)
      waiting -= 1
      return answer
    })
    expect((await find({}, counted)).degraded).toEqual([])
    expect(asked).toEqual(NAMES)
    expect(most).toBe(5)
  })

  test('each show cosine, value and what they add, and together the score', async () => {
    const { hits } = await find({})
    for (const hit of hits) {
      const features = hit.trace?.features ?? []
      expect(features.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(hit.score, 9)
      const semantic = semanticOf(hit)
      expect(semantic?.parts?.map(({ name }) => name)).toEqual(NAMES)
      expect(semantic?.parts?.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
      expect(semantic?.parts?.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(semantic?.contribution ?? -1, 9)
    }
  })

  test('answer without the wave that does not come in time, and say so', async () => {
    let expire = (): void => {}
    const within: SearchPorts['within'] = (work) => Promise.race([work, new Promise<undefined>((resolve) => (expire = () => resolve(undefined)))])
    const late = withNearest((nearest) => (name, ...others) => {
      if (name !== 'six' && name !== 'seven') return nearest(name, ...others)
      expire()
      return new Promise(() => {})
    })
    const response = await find({}, { ...late, within })
    expect(response.degraded).toEqual(['semantic'])
    expect(response.exhaustive.semantic).toBe(false)
    expect(response.hits[0]?.trace?.reasons).toContainEqual({ name: 'vectors_missing', value: 'six, seven' })
    expect(shown(response)).toEqual(orderOf(await find({ vectors: NAMES.slice(0, 5) })))
  })

  test('answer without one that fails; without any, by words alone', async () => {
    const without = (...names: string[]) =>
      withNearest(
        (nearest) =>
          (name, ...others) =>
            names.includes(name) ? Promise.reject(new Error('gone')) : nearest(name, ...others),
      )
    const response = await find({}, without('two'))
    expect(response).toMatchObject({ degraded: ['semantic'], exhaustive: { semantic: false } })
    expect(shown(response)).toEqual(orderOf(await find({ weights: { vectors: { two: 0 } } })))
    const words = await find({}, without(...NAMES))
    expect(words.degraded).toEqual(['semantic'])
    expect(shown(words)).toEqual(shown(await find({ mode: 'keyword' })))
  })

  test('that are not scored in time leave what their lists say', async () => {
    const unscored: Pick<SearchPorts, 'semantic'> = {
      semantic: {
        async open(collection) {
          const source = await harness.search.semantic.open(collection)
          return source && { ...source, score: () => Promise.reject(new Error('gone')) }
        },
      },
    }
    const response = await find({ mode: 'semantic' }, unscored)
    expect(response.degraded).toEqual(['semantic'])
    expect(response.total).toBe((await find({ mode: 'semantic' })).total)
    for (const hit of response.hits) expect(semanticOf(hit)?.parts?.some(({ raw }) => raw !== null)).toBe(true)
  })
})

describe('a request', () => {
  test('picks vectors by name, which keep their weights beside each other', async () => {
    const picked = await find({ vectors: ['three', 'one'] })
    expect(partsOf(picked)).toEqual(['one', 'three'])
    expect(semanticOf(picked.hits[0])?.parts?.map(({ weight }) => weight)).toEqual([expect.closeTo(1 / 1.8), expect.closeTo(0.8 / 1.8)])
    const zeros = Object.fromEntries(NAMES.filter((name) => name !== 'one' && name !== 'three').map((name) => [name, 0]))
    expect(shown(await find({ weights: { vectors: zeros } }))).toEqual(shown(picked))
  })

  test('weighs vectors by name; those it does not name keep their own', async () => {
    const weighed = await find({ weights: { vectors: { seven: 10 } } })
    expect(partsOf(weighed)).toEqual(['seven', ...NAMES.slice(0, 6)])
    const [part] = semanticOf(weighed.hits[0])?.parts ?? []
    expect(part?.weight).toBeCloseTo(10 / 14.5, 9)
  })

  test('that picks one vector has the scores of a collection with that one', async () => {
    await harness.create('one', {
      fields: [{ name: 'title', type: 'text', search: 'a' }, ...NAMES.map((name) => ({ name, type: 'text' as const }))],
      vectors: [{ name: 'four', fields: ['four'], weight: 0.3, priority: 'low' }],
    })
    const documents = await harness.ingestion.documents.readByKeys(
      await harness.find('things'),
      Array.from({ length: 41 }, (_unused, at) => at),
    )
    await harness.write(
      'one',
      documents.map(({ id, body }) => ({ ...body, id })),
    )
    await harness.embed('one')
    const alone = await harness.searcher('one')({ q: 'walnut desk', explain: true, understand: false })
    const picked = await find({ vectors: ['four'] })
    expect(shown(picked)).toEqual(shown(alone))
    expect(semanticOf(picked.hits[0])).not.toHaveProperty('parts')
  })

  test('says of which vectors the cosines are estimates, in a part or in the feature of the only one', async () => {
    const rough = withNearest((nearest) => async (name, ...others) => ({ ...(await nearest(name, ...others)), exact: name !== 'four' }))
    const parts = (await find({}, rough)).hits.flatMap((hit) => semanticOf(hit)?.parts ?? [])
    expect(parts.some(({ note }) => note === 'estimated')).toBe(true)
    for (const { name, raw, note } of parts) expect(note).toBe(name === 'four' && raw !== null ? 'estimated' : undefined)
    const only = await find({ vectors: ['four'] }, rough)
    expect(only.hits.length).toBeGreaterThan(0)
    for (const hit of only.hits) expect(semanticOf(hit)?.note).toBe(semanticOf(hit)?.raw === null ? 'notScored' : 'estimated')
    expect((await find({ vectors: ['one'] }, rough)).hits.map((hit) => semanticOf(hit)?.note)).not.toContain('estimated')
    const explained = await createExplainer(harness, 'things', { ports: rough })(only.hits[0]?.id ?? '', { q: 'walnut desk', understand: false })
    const step = stepOf(explained, 'semantic')
    expect((step.details['vectors'] as { name: string; note?: string }[]).filter(({ note }) => note === 'estimated').map(({ name }) => name)).toEqual(
      ['four'],
    )
    expect(step.text.match(/estimated cosine [-\d.]+ to \w+/g)).toEqual([expect.stringMatching(/ four$/)])
  })

  test('without weight on any vector leaves the semantic side out', async () => {
    const zeros = { vectors: Object.fromEntries(NAMES.map((name) => [name, 0])) }
    const response = await find({ weights: zeros })
    expect(shown(response)).toEqual(shown(await find({ weights: { semantic: 0 } })))
    expect(response.degraded).toEqual([])
    expect(await find({ mode: 'semantic', weights: zeros })).toMatchObject({ total: 0, degraded: ['semantic'] })
  })

  test('that names a vector which the collection lacks is told which', async () => {
    const refused = (path: string) => ({ code: 'search.vector', errors: [{ path, message: 'is not a vector of the collection' }] })
    await expect(find({ vectors: ['one', 'plot'] })).rejects.toMatchObject(refused('vectors[1]'))
    await expect(find({ weights: { vectors: { constructor: 1 } } })).rejects.toMatchObject(refused('weights.vectors.constructor'))
    await expect(find({ mode: 'keyword', vectors: ['plot'] })).rejects.toMatchObject(refused('vectors[0]'))
  })
})
