import { describe, expect, test } from 'vitest'
import { createExplainer, stepOf } from '../../../support/explainer.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'

// 2,200 of 2,400 documents say steel, one in ten bracket, five walnut; every fourth bracket is no steel one
const documents = Array.from({ length: 2400 }, (_unused, at) => {
  const bracket = at % 10 === 0
  const steel = bracket ? at % 40 !== 0 : at % 100 !== 1
  const words = [...(steel ? ['steel'] : []), ...(bracket ? ['bracket'] : []), ...(at % 480 === 7 ? ['walnut'] : [])]
  return { id: `d${at}`, name: [...words, 'part'].join(' '), kind: bracket ? 'bracket' : 'other' }
})
const having = (...words: string[]): string[] =>
  documents.filter(({ name }) => words.some((word) => name.split(' ').includes(word))).map(({ id }) => id)

const harness = createSearchHarness()
await harness.create('parts', {
  fields: [
    { name: 'name', type: 'text', search: 'a' },
    { name: 'kind', type: 'string', facet: 'disjunctive' },
  ],
  vectors: [],
})
await harness.write('parts', documents)
const search = harness.searcher('parts')
const explain = createExplainer(harness, 'parts')

describe('under any known term, a word that much of the collection has', () => {
  test('finds nothing by itself where enough documents have another', async () => {
    // six words are in no document together
    const found = await search({ q: 'steel bracket walnut', mode: 'keyword', perPage: 250, facets: ['kind'] })
    expect(found.query.plan).toBe('any')
    expect(found.hits.map(({ id }) => id).toSorted()).toEqual(having('bracket', 'walnut').toSorted())
    expect(found.total).toBe(found.hits.length)
    expect(found.facets['kind']?.values.reduce((sum, { count }) => sum + count, 0)).toBe(found.total)
  })

  test('counts in what the others find', async () => {
    const { hits } = await search({ q: 'steel bracket walnut', mode: 'keyword', perPage: 250, explain: true })
    const rawOf = (id: string): number => hits.find((hit) => hit.id === id)?.trace?.features.find(({ name }) => name === 'keyword')?.raw ?? 0
    // d0 is a bracket, d10 one of steel
    expect(rawOf('d10')).toBeGreaterThan(rawOf('d0'))
  })

  test('finds as ever where few have another', async () => {
    const found = await search({ q: 'steel walnut', mode: 'keyword' })
    expect(found.query.plan).toBe('any')
    expect(found.total).toBe(having('steel', 'walnut').length)
  })

  test('finds as ever alone, and where all words are asked for', async () => {
    expect((await search({ q: 'steel', mode: 'keyword' })).total).toBe(having('steel').length)
    const all = await search({ q: 'steel bracket', mode: 'keyword' })
    expect(all.query.plan).toBe('all')
    expect(all.total).toBe(documents.filter(({ name }) => name.includes('steel bracket')).length)
  })

  test('and the choice looks at the scope, not at what is refined', async () => {
    const elsewhere = new Set(documents.filter(({ kind }) => kind === 'other').map(({ id }) => id))
    const scoped = await search({ q: 'steel bracket walnut', mode: 'keyword', filter: 'kind = "other"' })
    expect(scoped.total).toBe(having('steel', 'walnut').filter((id) => elsewhere.has(id)).length)
    const refined = await search({ q: 'steel bracket walnut', mode: 'keyword', refine: 'kind = "other"' })
    expect(refined.total).toBe(having('walnut').filter((id) => elsewhere.has(id)).length)
  })

  test('and an explanation says so', async () => {
    const step = stepOf(await explain('d3', { q: 'steel bracket walnut', mode: 'keyword' }), 'keyword')
    expect(step.outcome).toBe('failed')
    expect(step.text).toBe(
      'It matches *steel* in name, not *bracket* or *walnut*; what so many documents have finds none by itself, because enough documents have another word.',
    )
  })
})
