import { describe, expect, test } from 'vitest'
import type { Rule } from '../../../../../src/contracts/rules.ts'
import { createExplainer, stepOf } from '../../../../support/explainer.ts'
import { find, openRuleShop } from '../../../../support/rule-shop.ts'
import { makeRule, onWords } from '../../../../support/rules.ts'

const desk = onWords('contains', 'desk')
const after = async (rules: readonly Rule[], input = {}) => find(await openRuleShop(rules), { q: 'desk', facets: ['brand'], ...input })
const counts = ({ facets }: Awaited<ReturnType<typeof after>>) =>
  Object.fromEntries((facets['brand']?.values ?? []).map(({ value, count }) => [value, count]))

test('without a rule that fires a search is as ever', async () => {
  const found = await after([makeRule('r', onWords('exact', 'sofa'), [{ hide: { ids: ['d1'] } }])])
  expect([found.ids, found.appliedRules, found.degraded]).toEqual([['d1', 'd2', 'd3', 'd4', 'd5'], [], []])
  expect(found.hits.map(({ trace }) => trace?.rules)).toEqual([[], [], [], [], []])
})

describe('pinning', () => {
  test('puts documents at their positions, also ones that do not match, and counts them', async () => {
    const found = await after([
      makeRule(
        'r',
        desk,
        [
          {
            pin: [
              { id: 'l1', position: 1 },
              { id: 'd5', position: 3 },
            ],
          },
        ],
        { name: 'Lamps' },
      ),
    ])
    // l1 joins R at 1; d5 moves to 3; the others keep their order around them
    expect(found.ids).toEqual(['l1', 'd1', 'd5', 'd2', 'd3', 'd4'])
    expect([found.total, counts(found)]).toEqual([6, { acme: 3, birch: 2, cedar: 1 }])
    expect(found.appliedRules).toEqual([{ id: 'r', name: 'Lamps', effects: ['pin'] }])
    expect(found.hits[0]?.trace?.rules).toEqual([{ name: 'Lamps', effect: 'pinned at 1' }])
  })
  test('leaves alone what lies outside the scope or does not exist', async () => {
    const found = await after([makeRule('r', desk, [{ pin: { ids: ['l1', 'nowhere', 'd5'] } }])], { filter: 'brand = "cedar"' })
    expect([found.ids, found.total]).toEqual([['d5'], 1])
  })
  test('gives way to a refinement, which moves nobody', async () => {
    const found = await after([makeRule('r', desk, [{ pin: { ids: ['l1', 'd5'] } }])], { refine: 'brand = "acme"' })
    expect([found.ids, found.total]).toEqual([['l1', 'd1', 'd3'], 3])
  })
  test('has its place in what was found before it was refined, in every order', async () => {
    const rules = [makeRule('r', desk, [{ pin: [{ id: 'd5', position: 3 }] }])]
    // d1 d2 d5 d3 d4, less those of acme
    expect((await after(rules, { refine: 'brand != "acme"' })).ids).toEqual(['d2', 'd5', 'd4'])
    // by price d4 d3 d5 d2 d1
    expect((await after(rules, { refine: 'brand != "birch"', sort: ['price:asc'] })).ids).toEqual(['d3', 'd5', 'd1'])
  })
  test('stands before the order of a sort', async () => {
    expect((await after([makeRule('r', desk, [{ pin: { ids: ['d1'] } }])], { sort: ['price:asc'] })).ids).toEqual(['d1', 'd5', 'd4', 'd3', 'd2'])
  })
  test('works for browsing when the rule asks for no words', async () => {
    expect((await after([makeRule('r', {}, [{ pin: { ids: ['l2'] } }])], { q: '' })).ids).toEqual(['l2', 'd1', 'd2', 'd3', 'd4', 'd5', 'l1'])
  })
})

describe('hiding', () => {
  test('by id takes documents out of hits, total and facets', async () => {
    const found = await after([makeRule('r', desk, [{ hide: { ids: ['d1', 'd4', 'nowhere'] } }])])
    expect([found.ids, found.total, counts(found)]).toEqual([['d2', 'd3', 'd5'], 3, { acme: 1, birch: 1, cedar: 1 }])
  })
  test('by a filter does the same, and an earlier pin stays', async () => {
    const rules = [makeRule('p', desk, [{ pin: { ids: ['d2'] } }]), makeRule('h', desk, [{ hide: { filter: 'brand = "birch"' } }])]
    const found = await after(rules)
    expect([found.ids, found.total]).toEqual([['d2', 'd1', 'd3', 'd5'], 4])
    expect((await after(rules.toReversed())).ids).toEqual(['d1', 'd3', 'd5'])
  })
  test('and pinning one document: the earlier rule wins, and the other is not said to have fired', async () => {
    const [pins, hides] = [makeRule('p', desk, [{ pin: { ids: ['d3'] } }]), makeRule('h', desk, [{ hide: { ids: ['d3'] } }])]
    const [pinned, hidden] = [await after([pins, hides]), await after([hides, pins])]
    expect([pinned.ids[0], pinned.appliedRules.map(({ id }) => id)]).toEqual(['d3', ['p']])
    expect([hidden.ids, hidden.appliedRules.map(({ id }) => id)]).toEqual([['d1', 'd2', 'd4', 'd5'], ['h']])
  })
})

describe('boosting and burying', () => {
  test('lift and sink, and their contributions are part of the score', async () => {
    const found = await after([
      makeRule('r', desk, [{ boost: { filter: 'brand = "cedar"', weight: 10 } }, { bury: { filter: 'price > 450', weight: 10 } }]),
    ])
    expect([found.ids[0], found.ids.at(-1), found.total]).toEqual(['d5', 'd1', 5])
    expect(found.hits[0]?.trace?.rules).toEqual([{ name: 'r', effect: 'boosted by 10' }])
    expect(found.hits.at(-1)?.trace?.rules).toEqual([{ name: 'r', effect: 'buried by 10' }])
    for (const { score, trace } of found.hits) expect(trace?.features.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9)
  })
  const lamps = makeRule('r', {}, [{ boost: { filter: 'brand = "birch"', weight: 3 } }, { bury: { filter: 'price > 350', weight: 1 } }], {
    name: 'Birch',
  })
  test('order browsing: by the share of the weights that speaks for a document, then by id', async () => {
    const found = await after([lamps], { q: '' })
    // birch and cheap 1: d4 l2; birch 3/4: d2; cheap 1/4: d3 d5 l1; neither: d1
    expect(found.hits.map(({ id, score }) => [id, score])).toEqual([
      ['d4', 1],
      ['l2', 1],
      ['d2', 0.75],
      ['d3', 0.25],
      ['d5', 0.25],
      ['l1', 0.25],
      ['d1', 0],
    ])
    expect([found.total, counts(found), found.appliedRules]).toEqual([
      7,
      { acme: 3, birch: 3, cedar: 1 },
      [{ id: 'r', name: 'Birch', effects: ['boost', 'bury'] }],
    ])
    expect(found.hits[2]?.trace).toMatchObject({
      rules: [
        { name: 'Birch', effect: 'boosted by 3' },
        { name: 'Birch', effect: 'buried by 1' },
      ],
    })
    for (const { score, trace } of found.hits) expect(trace?.features.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(score)
  })
  test('order browsing in any condition, on any page, under refinements, beside pins, and inside groups', async () => {
    const rules = [{ ...lamps, when: { filter: 'price < 450' } }, makeRule('p', {}, [{ pin: [{ id: 'd3', position: 2 }] }])]
    const filter = 'price < 450'
    expect((await after(rules, { q: '', filter })).ids).toEqual(['d4', 'd3', 'l2', 'd2', 'd5', 'l1'])
    expect((await after(rules, { q: '', filter, page: 2, perPage: 4 })).ids).toEqual(['d5', 'l1'])
    expect((await after(rules, { q: '', filter, refine: 'brand != "birch"' })).ids).toEqual(['d3', 'd5', 'l1'])
    expect((await after(rules, { q: '' })).ids).toEqual(['d1', 'd3', 'd2', 'd4', 'd5', 'l1', 'l2'])
    const grouped = await after([lamps], { q: '', group: { field: 'brand', size: 2 } })
    expect(grouped.hits.map(({ id, group }) => [id, group?.hits.map((hit) => hit.id), group?.total])).toEqual([
      ['d4', ['l2'], 3],
      ['d3', ['l1'], 3],
      ['d5', [], 1],
    ])
  })
  test('come before the browse order of the collection, and after the sort of the request unless it asks for the score', async () => {
    const harness = await openRuleShop([lamps])
    const { definition } = await harness.find('shop')
    const browsed = { ...definition, ranking: { ...definition.ranking, browse: ['price:asc'] } }
    const sql = 'UPDATE collections SET definition = ?1, config_version = config_version + 1 WHERE name = ?2'
    await harness.db.all({ sql, params: [JSON.stringify(browsed), 'shop'] })
    const ids = async (sort: string[]) => (await find(harness, { q: '', sort })).ids
    expect(await ids([])).toEqual(['l2', 'd4', 'd2', 'l1', 'd5', 'd3', 'd1'])
    expect(await ids(['_score'])).toEqual(['d4', 'l2', 'd2', 'd3', 'd5', 'l1', 'd1'])
    expect(await ids(['price:asc'])).toEqual(['l1', 'l2', 'd5', 'd4', 'd3', 'd2', 'd1'])
  })
  test('do nothing for browsing where the profile gives rules no weight', async () => {
    const harness = await openRuleShop([lamps])
    await harness.serve('shop', { weights: { rules: 0 } })
    const found = await find(harness, { q: '' })
    expect([found.ids[0], found.hits[0]?.score]).toEqual(['d1', 0])
  })
  test('do nothing under the sort of a request, and say so in the trace', async () => {
    for (const q of ['', 'desk']) {
      const found = await after([lamps], { q, sort: ['price:desc'] })
      expect([found.ids.slice(0, 3), found.appliedRules]).toEqual([['d1', 'd2', 'd3'], []])
      expect(found.hits.map(({ trace }) => trace?.rules.map(({ effect }) => effect)).slice(0, 3)).toEqual([
        ['not buried by 1: the sort of the request decides'],
        ['not boosted by 3: the sort of the request decides', 'not buried by 1: the sort of the request decides'],
        [],
      ])
    }
  })
})

describe('conditions', () => {
  const effects = [{ filter: { filter: 'price < 250' } }]
  test('on the filter of the search hold when it demands as much, and never look at refinements', async () => {
    const rules = [makeRule('r', { filter: 'brand = "birch"' }, effects)]
    expect((await after(rules, { filter: 'brand = "birch" AND price > 0' })).ids).toEqual(['d4'])
    expect((await after(rules, { refine: 'brand = "birch"' })).ids).toEqual(['d2', 'd4'])
    expect((await after(rules, { filter: 'brand IN ["birch", "cedar"]' })).ids).toEqual(['d2', 'd4', 'd5'])
  })
  test('on a segment hold when the request names it', async () => {
    const rules = [makeRule('r', { segment: 'thrifty' }, effects)]
    expect((await after(rules, { segments: ['new', 'thrifty'] })).ids).toEqual(['d4', 'd5'])
    expect((await after(rules, { segments: ['new'] })).total).toBe(5)
  })
  test('on dates hold from the first moment to the last, whatever was kept before', async () => {
    const harness = await openRuleShop([makeRule('r', { from: '2026-01-05T12:40:00Z', until: '2026-01-05T12:50:00+00:00' }, effects)])
    const totals: number[] = []
    for (const minute of [39, 40, 49, 50]) {
      harness.clock.now = Date.UTC(2026, 0, 5, 12, minute)
      totals.push((await find(harness, { q: 'desk' })).total)
    }
    expect(totals).toEqual([5, 2, 2, 5])
  })
  test('of a rule that is switched off never hold', async () => {
    expect((await after([makeRule('r', {}, effects, { enabled: false })])).total).toBe(5)
  })
})

describe('rewriting', () => {
  const rules = [
    makeRule('banner', onWords('exact', 'table'), [{ banner: { content: { text: 'Tables are desks now' } } }]),
    makeRule('rewrite', onWords('exact', 'table'), [{ rewrite: { query: 'oak desks' } }]),
    makeRule('later', onWords('exact', 'table'), [{ rewrite: { query: 'lamp' } }]),
    makeRule('desks', onWords('phrase', 'oak desk'), [{ pin: { ids: ['l1'] } }]),
  ]
  test('searches the other query, and rules of both fire, in their order', async () => {
    const found = await after(rules, { q: 'Table' })
    expect(found.query).toMatchObject({ original: 'Table', effective: 'oak desks', rewritten: 'oak desks' })
    expect(found.ids).toEqual(['l1', 'd2', 'd3', 'd4', 'd5', 'd1'])
    expect(found.appliedRules).toEqual([
      { id: 'banner', name: null, effects: ['banner'], banner: { text: 'Tables are desks now' } },
      { id: 'rewrite', name: null, effects: ['rewrite'] },
      { id: 'desks', name: null, effects: ['pin'] },
    ])
  })
  test('leaves a literal query as it was typed', async () => {
    const found = await after(rules, { q: 'table', literal: true })
    expect([found.query.effective, found.appliedRules.map(({ id }) => id)]).toEqual(['table', ['banner']])
  })
})

test('a redirect goes where the first rule sends it; a banner is shown by every rule that has one', async () => {
  const found = await after([
    makeRule('a', desk, [{ redirect: { url: '/desks' } }, { banner: { content: 'one' } }]),
    makeRule('b', desk, [{ redirect: { url: '/furniture' } }, { banner: { content: [2] } }]),
  ])
  expect(found.appliedRules).toEqual([
    { id: 'a', name: null, effects: ['redirect', 'banner'], redirect: '/desks', banner: 'one' },
    { id: 'b', name: null, effects: ['banner'], banner: [2] },
  ])
  expect(found.total).toBe(5)
})

describe('result sets', () => {
  test('of searches that fire different rules have different names, of equal ones the same', async () => {
    const harness = await openRuleShop([makeRule('r', { segment: 'vip' }, [{ pin: { ids: ['l1'] } }])])
    const name = async (segments: string[]) => (await find(harness, { q: 'desk', segments })).resultSetId
    expect(await name(['vip'])).not.toBe(await name([]))
    expect(await name(['other'])).toBe(await name([]))
    expect(await name(['other', 'vip'])).toBe(await name(['vip']))
  })
  test('keep their pages with pinned documents in them', async () => {
    const harness = await openRuleShop([makeRule('r', desk, [{ pin: [{ id: 'l1', position: 4 }] }])])
    const first = await find(harness, { q: 'desk', perPage: 3 })
    const second = await find(harness, { q: 'desk', perPage: 3, page: 2, resultSetId: first.resultSetId })
    expect([first.ids, second.ids, second.resultSet]).toEqual([['d1', 'd2', 'd3'], ['l1', 'd4', 'd5'], 'kept'])
    expect(second.appliedRules).toEqual(first.appliedRules)
  })
})

describe('what goes wrong with rules never fails a search', () => {
  const rules = [makeRule('r', desk, [{ pin: { ids: ['l1'] } }])]
  test('rules that can not be read are named, and followed again afterwards', async () => {
    const harness = await openRuleShop(rules)
    const broken = await harness.searcher('shop', { ports: { rules: () => Promise.reject(new Error('D1_ERROR')) } })({ q: 'desk', mode: 'keyword' })
    expect([broken.total, broken.degraded, broken.appliedRules]).toEqual([5, ['rules'], []])
    const healed = await find(harness, { q: 'desk' })
    expect([healed.total, healed.degraded]).toEqual([6, []])
  })
  test('a field that was dropped takes its effect along and no other', async () => {
    const harness = await openRuleShop([
      makeRule('a', desk, [{ filter: { filter: 'price < 250' } }, { pin: { ids: ['l1'] } }]),
      makeRule('b', { filter: 'price < 250' }, [{ hide: { ids: ['d1'] } }]),
      makeRule('c', desk, [{ boost: { filter: 'price < 250', weight: 1 } }]),
      makeRule('d', desk, [{ hide: { filter: 'price < 250 AND brand = "acme"' } }, { boost: { filter: 'brand = "acme"', weight: 0.001 } }]),
    ])
    const { definition } = await harness.find('shop')
    await harness.create('other', {})
    const fields = definition.fields.filter(({ name }) => name !== 'price')
    const sql = 'UPDATE collections SET definition = ?1, config_version = config_version + 1 WHERE name = ?2'
    await harness.db.all({ sql, params: [JSON.stringify({ ...definition, fields }), 'shop'] })
    const found = await find(harness, { q: 'desk' })
    expect([found.ids, found.degraded]).toEqual([['l1', 'd1', 'd2', 'd3', 'd4', 'd5'], []])
    expect(found.appliedRules.map(({ id, effects }) => [id, effects])).toEqual([
      ['a', ['pin']],
      ['d', ['boost']],
    ])
  })
  test('rules for which a statement has no room are left out and named', async () => {
    const wide = (at: number): string =>
      Array.from({ length: 50 }, (_unused, place) => `price < ${at * 50 + place}.5 AND brand != "b${place}"`).join(' OR ')
    const effects = Array.from({ length: 8 }, (_unused, at) => ({ boost: { filter: wide(at), weight: 1 } }))
    const found = await after([makeRule('wide', desk, effects)])
    expect([found.total, found.degraded, found.appliedRules]).toEqual([5, ['rules'], []])
  })
})

test('an explanation tells what rules did, and nothing of hidden fields', async () => {
  const harness = await openRuleShop([
    makeRule('r', desk, [{ filter: { filter: 'margin > 4' } }, { pin: { ids: ['d5'] } }], { name: 'Margin' }),
    makeRule('h', desk, [{ hide: { ids: ['d2'] } }]),
  ])
  const ask = createExplainer(harness, 'shop')
  const explain = async (id: string) => {
    const answer = await ask(id, { q: 'desk', mode: 'keyword' })
    expect(JSON.stringify(answer)).not.toContain('margin')
    return { summary: answer.summary, step: stepOf(answer, 'rules'), filter: stepOf(answer, 'filter').text }
  }
  expect(await explain('d5')).toMatchObject({
    step: { outcome: 'passed', text: 'Rules that fired: "Margin" and "h". It is pinned at 1 by "Margin".' },
    filter: 'There is no filter.',
  })
  expect(await explain('d1')).toMatchObject({
    step: { outcome: 'failed', text: 'It is left out by "Margin".' },
    summary: expect.stringContaining('Not among the 2 results: left out by "Margin"'),
  })
  expect((await explain('d2')).step).toMatchObject({ outcome: 'failed', text: 'A rule hides it.' })
})
