import { describe, expect, test } from 'vitest'
import type { RuleEffect } from '../../../../../src/contracts/rules.ts'
import { find, openRuleShop } from '../../../../support/rule-shop.ts'
import { makeRule, onWords } from '../../../../support/rules.ts'
import type { SearchInput } from '../../../../support/search-harness.ts'

/** "desk" by brand without rules: acme d1 [d3], birch d2 [d4], cedar d5. */
async function searchGroups(effects: readonly RuleEffect[], input: SearchInput = {}, size = 3) {
  const harness = await openRuleShop([makeRule('r', onWords('contains', 'desk'), effects)])
  const found = await find(harness, { q: 'desk', group: { field: 'brand', size }, facets: ['brand'], ...input })
  const again = await find(harness, { q: 'desk', group: { field: 'brand', size }, facets: ['brand'], ...input, perPage: 2, page: 2 })
  expect(again.ids).toEqual(found.ids.slice(2, 4))
  return {
    groups: found.hits.map(({ id, group }) => [id, ...(group?.hits ?? []).map((hit) => hit.id)].join(' ')),
    sizes: found.hits.map(({ group }) => group?.total),
    totals: [found.total, found.totalDocuments],
    counts: Object.fromEntries((found.facets['brand']?.values ?? []).map(({ value, count }) => [value, count])),
    hits: found.hits,
  }
}

describe('a pin among groups', () => {
  test('of a document inside a group makes it the one that stands for the group, and counts nothing twice', async () => {
    const found = await searchGroups([{ pin: { ids: ['d4'] } }])
    expect(found.groups).toEqual(['d4 d2', 'd1 d3', 'd5'])
    expect([found.sizes, found.totals, found.counts]).toEqual([[2, 2, 1], [3, 5], { acme: 2, birch: 2, cedar: 1 }])
  })
  test('of a document that is folded away comes to light', async () => {
    const found = await searchGroups([{ pin: [{ id: 'd3', position: 2 }] }], {}, 1)
    expect([found.groups, found.sizes, found.totals]).toEqual([
      ['d2', 'd3', 'd5'],
      [2, 2, 1],
      [3, 5],
    ])
  })
  test('of a document that the query does not find joins its group, its count and its facet', async () => {
    const found = await searchGroups([{ pin: { ids: ['l2'] } }])
    expect(found.groups).toEqual(['l2 d2 d4', 'd1 d3', 'd5'])
    expect([found.sizes, found.totals, found.counts]).toEqual([[3, 2, 1], [3, 6], { acme: 2, birch: 3, cedar: 1 }])
  })
  test('of two documents of one group takes one place', async () => {
    const found = await searchGroups([{ pin: { ids: ['d5', 'd3', 'd1'] } }])
    expect([found.groups, found.totals]).toEqual([
      ['d5', 'd3 d1', 'd2 d4'],
      [3, 5],
    ])
  })
  test('gives way where a refinement takes its document or its group', async () => {
    const pins: RuleEffect[] = [{ pin: { ids: ['d4'] } }]
    const dear = await searchGroups(pins, { refine: 'price >= 300' })
    // birch keeps the place of its pin, which d2 has as the next of the group
    expect([dear.groups, dear.totals, dear.counts]).toEqual([['d2', 'd1 d3'], [2, 3], { acme: 2, birch: 1 }])
    const other = await searchGroups(pins, { refine: 'brand != "birch"' })
    expect([other.groups, other.totals]).toEqual([
      ['d1 d3', 'd5'],
      [2, 3],
    ])
  })
})

describe('hiding among groups', () => {
  test('the document that stands for a group lets the next one stand for it, where that one is', async () => {
    const found = await searchGroups([{ hide: { ids: ['d1'] } }])
    expect(found.groups).toEqual(['d2 d4', 'd3', 'd5'])
    expect([found.sizes, found.totals, found.counts]).toEqual([[2, 1, 1], [3, 4], { acme: 1, birch: 2, cedar: 1 }])
  })
  test('all of a group takes the group', async () => {
    for (const hide of [{ ids: ['d1', 'd3'] }, { filter: 'brand = "acme"' }]) {
      const found = await searchGroups([{ hide }])
      expect([found.groups, found.totals, found.counts]).toEqual([['d2 d4', 'd5'], [2, 3], { birch: 2, cedar: 1 }])
    }
  })
  test('one that another effect pins in the same group leaves the pin alone', async () => {
    const found = await searchGroups([{ pin: { ids: ['d3'] } }, { hide: { ids: ['d1'] } }])
    expect([found.groups, found.sizes, found.totals]).toEqual([
      ['d3', 'd2 d4', 'd5'],
      [1, 2, 1],
      [3, 4],
    ])
  })
})

describe('a boost among groups', () => {
  test('of a member makes it the one that stands for its group, at the place of its score', async () => {
    const found = await searchGroups([{ boost: { filter: 'price = 200', weight: 10 } }])
    expect(found.groups).toEqual(['d4 d2', 'd1 d3', 'd5'])
    expect([found.sizes, found.totals, found.counts]).toEqual([[2, 2, 1], [3, 5], { acme: 2, birch: 2, cedar: 1 }])
    expect(found.hits.map(({ score }) => score)).toEqual(found.hits.map(({ score }) => score).toSorted((left, right) => right - left))
  })
  test('below zero lets the next one stand for the group', async () => {
    const found = await searchGroups([{ bury: { filter: 'price = 500', weight: 10 } }])
    expect([found.groups, found.totals]).toEqual([
      ['d2 d4', 'd3 d1', 'd5'],
      [3, 5],
    ])
  })
})
