import { beforeAll, describe, expect, test } from 'vitest'
import type { ExplainResponse } from '../../../../../src/contracts/explain.ts'
import { createExplainer, stepOf } from '../../../../support/explainer.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'

const harness = createSearchHarness()
const explain = createExplainer(harness, 'desks')
const search = harness.searcher('desks')
const fields = [
  { name: 'title', type: 'text', search: 'a' },
  { name: 'brand', type: 'string', search: 'b', facet: 'disjunctive' },
  { name: 'price', type: 'number', facet: 'range', sort: true },
  { name: 'madeOn', type: 'date', facet: 'disjunctive' },
  { name: 'margin', type: 'number', facet: 'range', hidden: true },
  { name: 'note', type: 'text', search: 'a', hidden: true },
] as const

/** 130 documents with both words: enough for the all-terms plan, and more than are kept as neighbours. */
const both = Array.from({ length: 130 }, (_, at) => ({ id: `both-${at}`, title: 'walnut desk', brand: at % 2 === 0 ? 'acme' : 'birch', price: at }))
const walnut = { id: 'walnut', title: 'walnut shelf', brand: 'acme', price: 740, madeOn: '2025-03-01', margin: 7, note: 'desk' }
const lamp = { id: 'lamp', title: 'brass lamp', price: 20 }

beforeAll(async () => {
  await harness.create('desks', {
    language: 'en',
    fields: [...fields],
    vectors: [{ name: 'content', fields: ['title'], weight: 1, priority: 'high' }],
  })
  await harness.write('desks', [...both, walnut, lamp])
  await harness.embed('desks')
  await harness.create('few', { language: 'en', fields: [...fields], vectors: [{ name: 'content', fields: ['title'], weight: 1, priority: 'high' }] })
  await harness.write('few', [...both.slice(0, 40), walnut, lamp])
  await harness.embed('few')
  await harness.create('plain', { language: 'en', fields: [...fields], vectors: [] })
  await harness.write(
    'plain',
    Array.from({ length: 1005 }, (_, at) => ({ id: `d${String(at).padStart(4, '0')}`, title: 'oak', price: at })),
  )
})

const outcomes = ({ steps }: ExplainResponse) => Object.fromEntries(steps.map(({ step, outcome }) => [step, outcome]))

describe('a document that is found', () => {
  test('says that its title is of what is looked for, and of another thing that it is not', async () => {
    expect(stepOf(await explain('lamp', { q: 'lamp' }), 'keyword').text).toContain('its title says that it is what is looked for (lamp)')
    expect(stepOf(await explain('walnut', { q: 'walnut' }), 'keyword').text).not.toContain('what is looked for')
  })

  test('has its rank, its score, its neighbours and its page', async () => {
    const request = { q: 'walnut desk', filter: 'price < 100', perPage: 10 }
    const found = await search({ ...request, page: 2, explain: true })
    const hit = found.hits[3]
    const answer = await explain(hit?.id ?? '', request)
    expect(answer).toMatchObject({
      found: true,
      rank: 14,
      total: found.total,
      resultSetId: found.resultSetId,
      query: found.query,
      collection: 'desks',
    })
    expect(answer.trace).toEqual(hit?.trace)
    expect(outcomes(answer)).toEqual({
      document: 'passed',
      understanding: 'info',
      filter: 'passed',
      rules: 'info',
      keyword: 'passed',
      semantic: 'passed',
      refine: 'info',
      rank: 'passed',
      page: 'passed',
    })
    expect(stepOf(answer, 'rank').details).toMatchObject({
      score: hit?.score,
      above: { id: found.hits[2]?.id, rank: 13, score: found.hits[2]?.score },
      below: { id: found.hits[4]?.id, rank: 15 },
    })
    expect(stepOf(answer, 'page').details).toEqual({ page: 2, place: 4, perPage: 10 })
    expect(answer.summary).toMatch(
      /^Rank 14 of 100 results: passes the filter; matches \*walnut\* in title and \*desk\* in title; semantic rank \d+ of 100 kept; score [\d.]+\.$/,
    )
  })

  test('by meaning alone was dropped by the all-terms plan and is near', async () => {
    const answer = await createExplainer(harness, 'few')('walnut', { q: 'walnut desk' })
    expect(outcomes(answer)).toMatchObject({ keyword: 'failed', semantic: 'passed', rank: 'passed' })
    expect(stepOf(answer, 'semantic').details).toMatchObject({ rank: 41, kept: 41 })
    expect(answer.summary).toContain('matches *walnut* in title, not *desk*; dropped by the all-terms plan; semantic rank 41 of 41 kept')
  })

  test('by keyword alone is not among the nearest, or similarity takes no part', async () => {
    const far = await explain('both-120', { q: 'walnut desk' })
    expect(outcomes(far)).toMatchObject({ keyword: 'passed', semantic: 'failed', rank: 'passed' })
    const { similarity, lastKept } = stepOf(far, 'semantic').details
    expect(Number(similarity)).toBeCloseTo(Number(lastKept), 6)
    const alone = await explain('walnut', { q: 'shelf', mode: 'keyword' })
    expect(outcomes(alone)).toMatchObject({ keyword: 'passed', semantic: 'info' })
    expect(alone.rank).toBe(1)
    expect(stepOf(alone, 'semantic').details).toMatchObject({ reason: 'mode' })
    expect(stepOf(alone, 'keyword').details).toMatchObject({
      plan: 'all',
      bm25: alone.trace?.features[0]?.raw,
      clauses: [{ word: 'shelf', known: true, matched: true, fields: ['title'], typed: true }],
    })
  })

  test('by browsing stands in the order of the sort', async () => {
    const answer = await explain('walnut', { sort: ['price:desc'] })
    expect(answer).toMatchObject({ rank: 1, total: 132, summary: 'Rank 1 of 132 results: in the order of price:desc.' })
    expect(outcomes(answer)).toMatchObject({ keyword: 'info', semantic: 'info', rank: 'passed' })
  })

  test('beyond the first 1,000 has no rank', async () => {
    const answer = await createExplainer(harness, 'plain')('d1004', { q: 'oak' })
    expect(answer).toMatchObject({ found: true, rank: null, total: 1005, trace: null })
    expect(answer.summary).toBe('Among the 1005 results, without a rank: matches *oak* in title; beyond the first 1000.')
    expect(outcomes(answer)).toMatchObject({ keyword: 'passed', refine: 'info', rank: 'failed', page: 'failed' })
    expect(stepOf(answer, 'semantic').details).toMatchObject({ reason: 'vectors' })
  })
})

describe('a document that is not found', () => {
  test('fails a filter, and is told by what', async () => {
    const answer = await explain('walnut', { q: 'walnut', filter: 'brand = "acme" AND price < 500 AND madeOn > "2025-06-30"' })
    expect(answer).toMatchObject({ found: false, rank: null, trace: null })
    expect(outcomes(answer)).toMatchObject({ filter: 'failed', keyword: 'info', semantic: 'info', rank: 'failed', page: 'failed' })
    expect(stepOf(answer, 'filter').details['conditions']).toEqual([
      { condition: 'brand = "acme"', passes: true, values: { brand: 'acme' } },
      { condition: 'price < 500', passes: false, values: { price: 740 } },
      { condition: 'madeOn > "2025-06-30T00:00:00.000Z"', passes: false, values: { madeOn: '2025-03-01' } },
    ])
    expect(answer.summary).toContain('fails the filter price < 500 (price is 740) and madeOn > "2025-06-30T00:00:00.000Z" (madeOn is "2025-03-01")')
  })

  test('is dropped by the all-terms plan and too far away', async () => {
    const answer = await explain('walnut', { q: 'walnut desk' })
    expect(answer.found).toBe(false)
    const { lastKept, similarity, rank, kept } = stepOf(answer, 'semantic').details
    expect([rank, kept]).toEqual([null, 100])
    expect(Number(similarity)).toBeLessThan(Number(lastKept))
    expect(answer.summary).toBe(
      'Not among the 130 results: matches *walnut* in title, not *desk*; dropped by the all-terms plan; semantic rank 131 of 100 kept.',
    )
  })

  test('has no word of the query and is below the floor', async () => {
    const answer = await createExplainer(harness, 'few')('lamp', { q: 'walnut desk unicorn' })
    expect(outcomes(answer)).toMatchObject({ keyword: 'failed', semantic: 'failed' })
    expect(answer.summary).toBe(
      'Not among the 41 results: matches no word of the query; *unicorn* occurs nowhere; below the similarity floor of 0.05.',
    )
  })

  test('is refined away', async () => {
    const answer = await explain('both-1', { q: 'walnut desk', refine: 'brand = "acme" AND price < 10' })
    expect(answer).toMatchObject({ found: false, rank: null })
    expect(outcomes(answer)).toMatchObject({ keyword: 'passed', refine: 'failed', rank: 'failed' })
    expect(stepOf(answer, 'refine').details['refinements']).toMatchObject([{ passes: false, values: { brand: 'birch' } }, { passes: true }])
  })
})

describe('explaining', () => {
  test('fails for a document or a collection that is not there', async () => {
    await expect(explain('nobody', { q: 'walnut' })).rejects.toMatchObject({ code: 'documents.not_found' })
    await expect(createExplainer(harness, 'nobody')('walnut', { q: 'walnut' })).rejects.toMatchObject({ code: 'collections.not_found' })
  })

  test('never shows a hidden field to who may not see it', async () => {
    const plain = JSON.stringify(await explain('walnut', { q: 'walnut desk', filter: 'price > 1', refine: 'brand = "acme"' }))
    expect(plain).not.toMatch(/margin|note/)
    await expect(explain('walnut', { q: 'walnut', filter: 'margin > 1' })).rejects.toMatchObject({ code: 'filter.field' })
    const shown = await createExplainer(harness, 'desks', { scopes: ['documents:readHidden'] })('walnut', { q: 'walnut', filter: 'margin > 1' })
    expect(stepOf(shown, 'filter').details['conditions']).toEqual([{ condition: 'margin > 1', passes: true, values: { margin: 7 } }])
  })

  test('says that the semantic side failed', async () => {
    const ports = { semantic: { open: () => Promise.reject(new Error('down')) } }
    const answer = await createExplainer(harness, 'desks', { ports })('both-0', { q: 'walnut desk' })
    expect(stepOf(answer, 'semantic')).toMatchObject({ outcome: 'info', details: { reason: 'degraded', degraded: ['semantic'] } })
    expect(answer.summary).toContain('semantic search did not answer')
  })

  test('gives up on a collection that is always being written', async () => {
    let version = 0
    const index = {
      ...harness.search.index,
      retrieve: async (request: Parameters<typeof harness.search.index.retrieve>[0]) => {
        const found = await harness.search.index.retrieve(request)
        return { ...found, versions: found.versions && { ...found.versions, dataVersion: 1000 + version++ } }
      },
    }
    await expect(createExplainer(harness, 'desks', { ports: { index } })('walnut', { q: 'walnut' })).rejects.toMatchObject({
      code: 'service.unavailable',
    })
  })
})
