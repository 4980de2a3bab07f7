import { beforeEach, describe, expect, test } from 'vitest'
import type { RuleEffect, RuleInput } from '../../../../../src/contracts/rules.ts'
import {
  deleteRule,
  discardRules,
  getRule,
  listAudit,
  listRules,
  orderRules,
  previewRules,
  publishRules,
  putRule,
} from '../../../../../src/domain/search/index.ts'
import { find, openRuleShop } from '../../../../support/rule-shop.ts'
import { makeRule, onWords } from '../../../../support/rules.ts'
import type { Harness } from '../../../../support/search-harness.ts'

const collection = 'shop'
let harness: Harness
const context = () => harness.context('collections:write')
const put = (id: string, when: RuleInput['when'], effects: readonly RuleEffect[]) =>
  putRule(harness.ranking, context(), { collection, id, rule: makeRule(id, when, effects) })
const publish = () => publishRules(harness.ranking, context(), { collection })
const listed = () => listRules(harness.ranking, context(), { collection, limit: 100, after: null })
const hide = (...ids: string[]): RuleEffect[] => [{ hide: { ids } }]
const desk = onWords('exact', 'desk')

beforeEach(async () => {
  harness = await openRuleShop([])
})

describe('a draft', () => {
  test('is followed by no search until it is published, and then whole', async () => {
    await put('a', desk, hide('d1'))
    await put('b', desk, hide('d2'))
    expect((await find(harness, { q: 'desk' })).total).toBe(5)
    const { configVersion } = await harness.find(collection)
    expect(await publish()).toEqual({ rules: 2, configVersion: configVersion + 1, conflicts: [] })
    expect(await harness.find(collection)).toMatchObject({
      configVersion: configVersion + 1,
      ranking: { profile: null, shadow: null, previous: [], rules: 2 },
    })
    expect((await find(harness, { q: 'desk' })).ids).toEqual(['d3', 'd4', 'd5'])
    await deleteRule(harness.ranking, context(), { collection, id: 'a' })
    await put('b', desk, hide('d3'))
    expect((await find(harness, { q: 'desk' })).ids).toEqual(['d3', 'd4', 'd5'])
    await publish()
    expect((await find(harness, { q: 'desk' })).ids).toEqual(['d1', 'd2', 'd4', 'd5'])
  })

  test('lists what differs from what is live, page by page', async () => {
    for (const id of ['a', 'b', 'c']) await put(id, desk, hide('d1'))
    await publish()
    expect(await listed()).toMatchObject({ live: 3, unpublished: false, next: null })
    await put('b', desk, hide('d2'))
    await put('new', desk, hide('d2'))
    expect((await listed()).items.map(({ id, position, live }) => [id, position, live])).toEqual([
      ['a', 1, true],
      ['b', 2, false],
      ['c', 3, true],
      ['new', 4, false],
    ])
    const first = await listRules(harness.ranking, context(), { collection, limit: 3, after: null })
    const second = await listRules(harness.ranking, context(), { collection, limit: 3, after: first.next })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['a', 'b', 'c', 'new'])
    expect([first.unpublished, second.next]).toEqual([true, null])
  })

  test('goes back to what is live when it is discarded', async () => {
    await put('a', desk, hide('d1'))
    await publish()
    await put('a', desk, hide('d2'))
    await put('b', desk, hide('d3'))
    await discardRules(harness.ranking, context(), { collection })
    expect(await listed()).toMatchObject({ items: [makeRule('a', desk, hide('d1'))], live: 1, unpublished: false })
  })

  test('that has become unsound is not published, with every finding under its rule', async () => {
    await put('a', { filter: 'price < 5' }, [{ boost: { filter: 'price < 9', weight: 1 } }])
    const { definition } = await harness.find(collection)
    const fields = definition.fields.filter(({ name }) => name !== 'price')
    await harness.db.all({
      sql: 'UPDATE collections SET definition = ?1, config_version = config_version + 1',
      params: [JSON.stringify({ ...definition, fields })],
    })
    await expect(publish()).rejects.toMatchObject({
      code: 'rules.invalid',
      errors: [
        { path: 'a: when.filter', code: 'filter.field' },
        { path: 'a: then[0].boost.filter', code: 'filter.field' },
      ],
    })
    expect(await listed()).toMatchObject({ live: 0 })
  })
})

describe('an order', () => {
  const order = (...ids: string[]) => orderRules(harness.ranking, context(), { collection, ids })
  beforeEach(async () => {
    await put('pins', desk, [{ pin: { ids: ['l1'] } }])
    await put('hides', desk, hide('l1'))
  })
  test('decides which rule wins', async () => {
    await publish()
    expect((await find(harness, { q: 'desk' })).ids[0]).toBe('l1')
    await order('hides', 'pins')
    expect((await listed()).items.map(({ id }) => id)).toEqual(['hides', 'pins'])
    await publish()
    expect((await find(harness, { q: 'desk' })).ids[0]).toBe('d1')
  })
  test('names every rule once', async () => {
    await expect(order('hides')).rejects.toMatchObject({ code: 'rules.invalid', detail: expect.stringContaining('leaves out "pins"') })
    await expect(order('hides', 'pins', 'hides')).rejects.toMatchObject({ code: 'rules.invalid', detail: expect.stringContaining('twice') })
    await expect(order('hides', 'pins', 'other')).rejects.toMatchObject({ code: 'rules.not_found' })
  })
})

test('what is not there can be neither read nor deleted', async () => {
  await expect(getRule(harness.ranking, context(), { collection, id: 'x' })).rejects.toMatchObject({ code: 'rules.not_found' })
  await expect(deleteRule(harness.ranking, context(), { collection, id: 'x' })).rejects.toMatchObject({ code: 'rules.not_found' })
  await expect(publishRules(harness.ranking, context(), { collection: 'y' })).rejects.toMatchObject({ code: 'collections.not_found' })
})

describe('the audit log', () => {
  test('has who changed what, from what to what, newest first', async () => {
    await put('a', desk, hide('d1'))
    await put('a', desk, hide('d2'))
    await put('b', desk, hide('d2'))
    await orderRules(harness.ranking, context(), { collection, ids: ['b', 'a'] })
    await publish()
    await deleteRule(harness.ranking, context(), { collection, id: 'b' })
    await discardRules(harness.ranking, context(), { collection })
    const { items, next } = await listAudit(harness.ranking, context(), { collection, limit: 100, after: null })
    expect(items.map(({ action, subjectId, actor }) => [action, subjectId, actor])).toEqual([
      ['discard', '*', 'test'],
      ['delete', 'b', 'test'],
      ['publish', '*', 'test'],
      ['order', '*', 'test'],
      ['put', 'b', 'test'],
      ['put', 'a', 'test'],
      ['put', 'a', 'test'],
    ])
    expect(next).toBeNull()
    expect(items.map(({ before, after }) => [before, after])).toMatchObject([
      [{ rules: ['a'] }, { rules: ['b', 'a'], added: ['b'], removed: [], changed: [] }],
      [{ id: 'b' }, null],
      [{ rules: [] }, { rules: ['b', 'a'], added: ['b', 'a'] }],
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      [null, { id: 'b' }],
      [makeRule('a', desk, hide('d1')), makeRule('a', desk, hide('d2'))],
      [null, makeRule('a', desk, hide('d1'))],
    ])
    const page = await listAudit(harness.ranking, context(), { collection, limit: 3, after: null })
    const rest = await listAudit(harness.ranking, context(), { collection, limit: 100, after: page.next })
    expect([...page.items, ...rest.items]).toEqual(items)
  })

  test('has nothing of a change that was refused', async () => {
    await expect(put('a', {}, [{ boost: { filter: 'x = 1', weight: 1 } }])).rejects.toMatchObject({ code: 'rules.invalid' })
    expect((await listAudit(harness.ranking, context(), { collection, limit: 9, after: null })).items).toEqual([])
  })
})

describe('a preview', () => {
  const preview = (queries: Parameters<typeof previewRules>[2]['request']['queries'], at?: string) =>
    previewRules(harness.ranking, context(), { collection, request: { queries, ...(at === undefined ? {} : { at }) } })

  test('shows hits, ranks and what fired with the live rules and the draft, and changes nothing', async () => {
    await put('old', desk, hide('d1'))
    await publish()
    await deleteRule(harness.ranking, context(), { collection, id: 'old' })
    await put('new', desk, [{ pin: { ids: ['l1'] } }, { banner: { content: 'x' } }])
    const { queries, conflicts } = await preview(['desk', { q: 'lamp', segments: [] }])
    expect(conflicts).toEqual([])
    expect(queries[0]).toEqual({
      q: 'desk',
      live: {
        total: 4,
        effective: 'desk',
        hits: ['d2', 'd3', 'd4', 'd5'].map((id, at) => ({ id, rank: at + 1 })),
        appliedRules: [{ id: 'old', name: null, effects: ['hide'] }],
      },
      draft: {
        total: 6,
        effective: 'desk',
        hits: ['l1', 'd1', 'd2', 'd3', 'd4', 'd5'].map((id, at) => ({ id, rank: at + 1 })),
        appliedRules: [{ id: 'new', name: null, effects: ['pin', 'banner'], banner: 'x' }],
      },
      added: ['l1', 'd1'],
      removed: [],
      moved: ['d2', 'd3', 'd4', 'd5'].map((id, at) => ({ id, live: at + 1, draft: at + 3 })),
    })
    expect(queries[1]).toMatchObject({ q: 'lamp', added: [], removed: [], moved: [] })
    expect((await find(harness, { q: 'desk' })).ids).toEqual(['d2', 'd3', 'd4', 'd5'])
  })

  test('looks at another time, and takes a filter and segments', async () => {
    await put('friday', { from: '2026-11-27', until: '2026-11-28' }, hide('d1'))
    await put('acme', { filter: 'brand = "acme"', segment: 'vip' }, hide('d3'))
    const totals = async (at?: string) =>
      (await preview(['desk', { q: 'desk', filter: 'brand = "acme"', segments: ['vip'] }], at)).queries.map(({ draft }) => draft.total)
    expect(await totals()).toEqual([5, 1])
    expect(await totals('2026-11-27T12:00:00Z')).toEqual([4, 0])
    await expect(preview(['desk'], 'soon')).rejects.toMatchObject({ code: 'rules.invalid' })
  })

  test('names rules at odds', async () => {
    await put('a', desk, [{ pin: { ids: ['d1'] } }])
    await put('b', {}, hide('d1'))
    expect((await preview([''])).conflicts).toEqual([{ code: 'rules.at_odds', rules: ['a', 'b'], message: 'One pins "d1", which the other hides.' }])
  })
})
