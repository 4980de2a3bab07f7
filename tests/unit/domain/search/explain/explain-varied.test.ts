import { beforeAll, expect, test } from 'vitest'
import { createExplainer, stepOf } from '../../../../support/explainer.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'

const harness = createSearchHarness()
const explain = createExplainer(harness, 'desks')
const request = { q: 'walnut', mode: 'keyword' as const }

beforeAll(async () => {
  await harness.create('desks', {
    language: 'en',
    fields: [
      { name: 'title', type: 'text', search: 'a' },
      { name: 'brand', type: 'string', facet: 'disjunctive' },
    ],
    vectors: [],
  })
  await harness.write(
    'desks',
    Array.from({ length: 30 }, (_unused, at) => ({ id: `d${String(at).padStart(2, '0')}`, title: 'walnut desk', brand: at < 4 ? 'acme' : `b${at}` })),
  )
})

test('a document inside a group is told whose group that is, and which document stands for it', async () => {
  const group = { field: 'brand', size: 2 }
  const head = await explain('d00', { ...request, group })
  expect({ rank: head.rank, total: head.total }).toEqual({ rank: 1, total: 27 })
  const inner = await explain('d01', { ...request, group })
  expect({ found: inner.found, rank: inner.rank }).toEqual({ found: true, rank: null })
  expect(stepOf(inner, 'rank').text).toBe('It is one of 30 documents in 27 groups: inside the group of rank 1, where d00 stands before it.')
  expect(stepOf(await explain('d02', { ...request, group }), 'rank').text).toBe(
    'It is one of 30 documents in 27 groups: not among the documents shown of its group by brand.',
  )
})

test('a document that diversity has moved is told from where, and why', async () => {
  const answer = await explain('d03', { ...request, diversity: { field: 'brand', cap: 2, window: 20 } })
  // d00 and d01 of acme and the 18 that follow fill the window; then come d02 and d03
  expect(answer.rank).toBe(22)
  expect(stepOf(answer, 'rank').text).toContain('moved from rank 4: fourth of brand acme')
  expect(answer.trace?.reasons).toContainEqual({ name: 'moved', value: 'moved from rank 4: fourth of brand acme' })
})
