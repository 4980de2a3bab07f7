import { describe, expect, test } from 'vitest'
import { createSearchHarness } from '../../../support/search-harness.ts'

/** Two of three titles that say "projector" name one: they tell. Of "lens" none does. */
const documents = [
  { id: 'lamp', title: 'Acme Projector Lamp', text: 'projector spare part for the projector' },
  { id: 'one', title: 'Acme Projector', text: 'bright' },
  { id: 'two', title: 'Acme Cinema Projector, White', text: 'bright and quiet with fan' },
  { id: 'cloth', title: 'Lens Cloth', text: 'lens' },
  { id: 'cap', title: 'Lens Cap', text: 'lens' },
]
const harness = createSearchHarness()
await harness.create('shop', {
  language: 'en',
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'text', type: 'text', search: 'd' },
  ],
  vectors: [{ name: 'content', fields: ['title', 'text'], weight: 1, priority: 'high' }],
})
await harness.write('shop', documents)
await harness.embed('shop')

type Mode = 'keyword' | 'semantic' | 'hybrid'
const ask = (q: string, mode: Mode, understand: boolean) =>
  harness.searcher('shop')({ q, mode, understand: understand ? ['intent'] : false, explain: true })
const rawOf = async (q: string, mode: Mode, feature: string, understand: boolean): Promise<Map<string, number | null>> =>
  new Map((await ask(q, mode, understand)).hits.map(({ id, trace }) => [id, trace?.features.find(({ name }) => name === feature)?.raw ?? null]))

describe('titles that name what is looked for', () => {
  test('count six hundredths more by words, and no other document counts otherwise', async () => {
    const plain = await rawOf('projector', 'keyword', 'keyword', false)
    const lifted = await rawOf('projector', 'keyword', 'keyword', true)
    expect([...plain.keys()].toSorted()).toEqual(['lamp', 'one', 'two'])
    for (const [id, score] of plain) expect(lifted.get(id)).toBeCloseTo((score ?? 0) * (id === 'lamp' ? 1 : 1.06), 9)
  })

  test('are told apart in the trace and in the query', async () => {
    const { hits, query } = await ask('projector', 'keyword', true)
    expect(query.head).toBe('projector')
    for (const { id, trace } of hits)
      expect(trace?.reasons?.filter(({ name }) => name === 'head')).toEqual(id === 'lamp' ? [] : [{ name: 'head', value: 'projector' }])
  })

  test('do not tell where titles mostly say the word of another thing', async () => {
    expect((await ask('lens', 'keyword', true)).query.head).toBe('lens')
    expect(await rawOf('lens', 'keyword', 'keyword', true)).toEqual(await rawOf('lens', 'keyword', 'keyword', false))
  })

  test('count as much more by meaning, whose cosines are shown as they are', async () => {
    const [plain, lifted] = await Promise.all([ask('projector', 'semantic', false), ask('projector', 'semantic', true)])
    const semantic = (response: typeof plain) =>
      new Map(response.hits.map(({ id, trace }) => [id, trace?.features.find(({ name }) => name === 'semantic')]))
    const [before, after] = [semantic(plain), semantic(lifted)]
    const share = (of: typeof before, id: string): number => (of.get(id)?.value ?? 0) / (of.get('lamp')?.value ?? 1)
    for (const [id, feature] of before) expect(after.get(id)?.raw).toBe(feature?.raw)
    for (const id of ['one', 'two']) expect(share(after, id)).toBeCloseTo(share(before, id) * 1.06, 9)
  })

  test('leave what is found, and its number, alone', async () => {
    for (const mode of ['keyword', 'semantic', 'hybrid'] as const) {
      const [plain, lifted] = await Promise.all([ask('projector', mode, false), ask('projector', mode, true)])
      expect([lifted.total, lifted.hits.map(({ id }) => id).toSorted()]).toEqual([plain.total, plain.hits.map(({ id }) => id).toSorted()])
    }
  })

  test('name two result sets, with it and without', async () => {
    expect((await ask('projector', 'keyword', true)).resultSetId).not.toBe((await ask('projector', 'keyword', false)).resultSetId)
  })
})
