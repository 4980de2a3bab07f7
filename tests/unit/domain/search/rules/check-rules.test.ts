import { beforeAll, describe, expect, test } from 'vitest'
import type { RuleEffect, RuleInput } from '../../../../../src/contracts/rules.ts'
import { judgeRule } from '../../../../../src/domain/search/rules/check-rule.ts'
import { readAddress } from '../../../../../src/domain/search/rules/check-effects.ts'
import { getRule, listRules, putRule } from '../../../../../src/domain/search/index.ts'
import { DEFINITION } from '../../../../support/search-corpus.ts'
import { makeRule, onWords } from '../../../../support/rules.ts'
import { type Harness, createSearchHarness } from '../../../../support/search-harness.ts'

const harness = createSearchHarness()
const collection = await harness.create('things', DEFINITION)
const banner: RuleEffect = { banner: { content: 'hello' } }
const judge = (when: RuleInput['when'], effects: readonly RuleEffect[], showHidden = false) =>
  judgeRule(collection, makeRule('r', when, effects), showHidden)
const ids = (count: number): string[] => Array.from({ length: count }, (_unused, at) => `d${at}`)

describe('a rule by itself', () => {
  test('that is sound has no finding', async () => {
    const when = {
      query: { match: 'phrase' as const, text: 'oak desk' },
      filter: 'brand = "acme"',
      segment: 'vip',
      from: '2026-01-01T00:00:00Z',
      until: '2026-02-01',
    }
    const effects = [
      {
        pin: [
          { id: 'a', position: 1 },
          { id: 'b', position: 100 },
        ],
      },
      { hide: { filter: 'price > 500' } },
      { boost: { filter: 'inStock = true', weight: 10 } },
      { bury: { filter: 'brand = "acme"', weight: 0.5 } },
      { rewrite: { query: 'walnut desk' } },
      { redirect: { url: 'https://shop.example/desks?page=2' } },
      { banner: { content: { html: '<b>Sale</b>', colors: ['red'] } } },
    ]
    expect(await judge(when, effects)).toEqual([])
  })

  const cases: [string, RuleInput['when'], readonly RuleEffect[], { path: string; message: RegExp; code?: string }][] = [
    ['pins 10,000 documents', {}, [{ pin: { ids: ids(10_000) } }], { path: 'then[0].pin', message: /pins 10000 documents, at most 100/ }],
    [
      'pins 101 in two effects',
      {},
      [{ pin: { ids: ids(60) } }, { pin: { ids: ids(101).slice(60) } }],
      { path: 'then[0].pin', message: /pins 101 documents/ },
    ],
    ['pins one document twice', {}, [{ pin: { ids: ['a', 'a'] } }], { path: 'then[0].pin.ids[1]', message: /pinned twice/ }],
    [
      'pins what it hides',
      {},
      [{ hide: { ids: ['b', 'a'] } }, { pin: [{ id: 'a', position: 1 }] }],
      { path: 'then[1].pin[0].id', message: /"a" is pinned, and hidden by then\[0\]/ },
    ],
    ['pins at place 0', {}, [{ pin: [{ id: 'a', position: 0 }] }], { path: 'then[0].pin[0].position', message: /whole number from 1 to 100/ }],
    ['pins at place 1.5', {}, [{ pin: [{ id: 'a', position: 1.5 }] }], { path: 'then[0].pin[0].position', message: /whole number/ }],
    ['hides 1,001 documents by id', {}, [{ hide: { ids: ids(1001) } }], { path: 'then[0].hide', message: /at most 1000.*by a filter/ }],
    ['boosts by a negative weight', {}, [{ boost: { filter: 'size = 1', weight: -1 } }], { path: 'then[0].boost.weight', message: /is -1.*bury/ }],
    ['boosts by nothing', {}, [{ boost: { filter: 'size = 1', weight: 0 } }], { path: 'then[0].boost.weight', message: /is 0/ }],
    ['buries by 11', {}, [{ bury: { filter: 'size = 1', weight: 11 } }], { path: 'then[0].bury.weight', message: /is 11.*at most 10/ }],
    [
      'filters by an unknown field',
      {},
      [{ filter: { filter: 'brnd = "a"' } }],
      { path: 'then[0].filter.filter', message: /brnd/, code: 'filter.field' },
    ],
    ['filters by prose', {}, [{ filter: { filter: 'title = "a"' } }], { path: 'then[0].filter.filter', message: /title/, code: 'filter.field' }],
    ['hides by a wrong type', {}, [{ hide: { filter: 'price = "a"' } }], { path: 'then[0].hide.filter', message: /number/, code: 'filter.type' }],
    ['hides by a broken filter', {}, [{ hide: { filter: 'price >' } }], { path: 'then[0].hide.filter', message: /./, code: 'filter.syntax' }],
    ['asks for an unknown field', { filter: 'nothing = 1' }, [banner], { path: 'when.filter', message: /nothing/, code: 'filter.field' }],
    ['asks for words without a word', onWords('exact', '!?'), [banner], { path: 'when.query.text', message: /has no word/ }],
    ['has a backreference', onWords('regex', '(a)\\1'), [banner], { path: 'when.query.text', message: /regular expression .*invalid escape/ }],
    ['has an expression that is too large', onWords('regex', '[a-z]{1,900}'), [banner], { path: 'when.query.text', message: /too large/ }],
    ['begins on no date', { from: 'tomorrow' }, [banner], { path: 'when.from', message: /"tomorrow" is no RFC 3339 date/ }],
    ['ends on the 31st of February', { until: '2026-02-31' }, [banner], { path: 'when.until', message: /no RFC 3339 date/ }],
    ['ends before it begins', { from: '2026-03-01', until: '2026-02-01' }, [banner], { path: 'when.until', message: /never fire/ }],
    ['rewrites to nothing', onWords('exact', 'desk'), [{ rewrite: { query: '?' } }], { path: 'then[0].rewrite.query', message: /no word/ }],
    ['redirects to a script', {}, [{ redirect: { url: 'javascript:alert(1)' } }], { path: 'then[0].redirect.url', message: /is no address/ }],
    ['redirects twice', {}, [{ redirect: { url: '/a' } }, { redirect: { url: '/b' } }], { path: 'then[1].redirect', message: /one redirect/ }],
    ['shows two banners', {}, [banner, banner], { path: 'then[1].banner', message: /one banner/ }],
    ['has nine boosts', {}, ids(9).map(() => ({ boost: { filter: 'size = 1', weight: 1 } })), { path: 'then[8]', message: /at most 8/ }],
    ['is longer than 64,000 characters', {}, [{ banner: { content: 'x'.repeat(64_000) } }], { path: '', message: /at most 64000/ }],
  ]
  test.each(cases)('that %s has one finding, at its place', async (_name, when, effects, { path, message, code = 'rules.invalid' }) => {
    expect(await judge(when, effects)).toEqual([expect.objectContaining({ path, code, message: expect.stringMatching(message) })])
  })

  test('names every mistake at once', async () => {
    const found = await judge({ from: 'x', until: 'y' }, [{ boost: { filter: 'nothing = 1', weight: -1 } }])
    expect(found.map(({ path }) => path)).toEqual(['when.from', 'when.until', 'then[0].boost.weight', 'then[0].boost.filter'])
  })

  test('with a weight that is no number is refused where JSON does not see it', async () => {
    const rule = makeRule('r', {}, [{ boost: { filter: 'size = 1', weight: 1 } }])
    for (const effect of rule.then) if (effect.boost) effect.boost.weight = Number.NaN
    expect(await judgeRule(collection, rule, false)).toEqual([
      expect.objectContaining({ path: 'then[0].boost.weight', message: expect.stringContaining('NaN') }),
    ])
  })

  test('speaks of hidden fields only when its writer may see them', async () => {
    const effects = [{ boost: { filter: 'cost < 2', weight: 1 } }]
    expect(await judge({}, effects)).toEqual([expect.objectContaining({ code: 'filter.field' })])
    expect(await judge({}, effects, true)).toEqual([])
  })
})

test.each([
  ['https://shop.example/a?b=c#d', true],
  ['http://shop.example', true],
  ['/sale', true],
  ['//evil.example', false],
  ['/\\evil.example', false],
  ['https:evil', false],
  ['data:text/html,x', false],
  ['sale', false],
  ['/a b', false],
])('%s is an address to be redirected to: %s', (url, expected) => {
  expect(readAddress(url) !== null).toBe(expected)
})

describe('rules among each other', () => {
  let shop: Harness
  const put = (id: string, when: RuleInput['when'], effects: readonly RuleEffect[], enabled = true) =>
    putRule(shop.ranking, shop.context('collections:write'), { collection: 'things', id, rule: makeRule(id, when, effects, { enabled }) })
  const to = (query: string): RuleEffect[] => [{ rewrite: { query } }]
  beforeAll(() => {
    shop = harness
  })
  const fresh = async (): Promise<void> => {
    shop = createSearchHarness()
    await shop.create('things', DEFINITION)
  }

  const audited = async () => ({
    collection: (await shop.find('things')).id,
    tenant: 'default',
    actor: 'test',
    now: 0,
    subject: 'rule' as const,
    subjectId: 'x',
    action: 'put',
    before: null,
    after: null,
  })

  test('rewrites in a circle of three are refused by the rule that closes it, and the draft stays as it was', async () => {
    await fresh()
    await put('a', onWords('exact', 'couch'), to('sofa'))
    await put('b', onWords('contains', 'sofas'), to('big settee'))
    await expect(put('c', onWords('phrase', 'settee'), to('couches'))).rejects.toMatchObject({
      code: 'rules.circle',
      detail: 'Rules lead in a circle: "c" to "a" to "b" to "c".',
    })
    expect((await listRules(shop.ranking, shop.context(), { collection: 'things', limit: 9, after: null })).items.map(({ id }) => id)).toEqual([
      'a',
      'b',
    ])
    await put('c', onWords('phrase', 'settee'), to('bench'))
  })

  test('a rewrite that fires itself, or everything, is refused', async () => {
    await fresh()
    await expect(put('a', onWords('contains', 'tv'), to('tv stand'))).rejects.toMatchObject({ code: 'rules.circle' })
    await expect(put('a', onWords('regex', '^s.fa'), to('sofa bed'))).rejects.toMatchObject({ code: 'rules.circle' })
    await expect(put('a', {}, to('sale'))).rejects.toMatchObject({ code: 'rules.circle' })
    await put('a', onWords('exact', 'tv'), to('tv stand'))
  })

  test('redirects to searches that redirect back are refused', async () => {
    await fresh()
    await put('a', onWords('exact', 'sofa'), [{ redirect: { url: '/search?q=couch&page=1' } }])
    await expect(put('b', onWords('exact', 'couch'), [{ redirect: { url: 'https://shop.example/?query=sofas' } }])).rejects.toMatchObject({
      code: 'rules.circle',
    })
    await put('b', onWords('exact', 'couch'), [{ redirect: { url: '/couches' } }])
  })

  test('rules that are switched off, or never fire together, make no circle', async () => {
    await fresh()
    await put('a', { ...onWords('exact', 'couch'), until: '2026-01-01' }, to('sofa'))
    await put('b', { ...onWords('exact', 'sofa'), from: '2026-01-01' }, to('couch'))
    await put('c', { ...onWords('exact', 'lamp'), filter: 'brand = "acme"' }, to('light'))
    await put('d', { ...onWords('exact', 'light'), filter: 'brand = "birch"' }, to('lamp'))
    await put('e', onWords('exact', 'rug'), to('carpet'))
    await put('f', onWords('exact', 'carpet'), to('rug'), false)
    await expect(put('f', onWords('exact', 'carpet'), to('rug'))).rejects.toMatchObject({ code: 'rules.circle' })
  })

  test('that are at odds are written and named, the earlier first', async () => {
    await fresh()
    await put('a', onWords('contains', 'desk'), [{ pin: { ids: ['x', 'y'] } }])
    const hides = await put('b', onWords('phrase', 'oak'), [{ hide: { ids: ['y'] } }])
    expect(hides.conflicts).toEqual([{ code: 'rules.at_odds', rules: ['a', 'b'], message: 'One pins "y", which the other hides.' }])
    await put('c', onWords('exact', 'oak desk'), [{ redirect: { url: '/a' } }])
    const redirects = await put('d', onWords('contains', 'desks'), [{ redirect: { url: '/b' } }])
    expect(redirects.conflicts).toEqual([
      { code: 'rules.at_odds', rules: ['c', 'd'], message: 'Both redirect the same search, to different addresses.' },
    ])
  })

  test('are not at odds when no search fires both, or both want the same', async () => {
    await fresh()
    await put('a', onWords('exact', 'desk'), [{ pin: { ids: ['x'] } }, { redirect: { url: '/a' } }])
    expect((await put('b', onWords('exact', 'lamp'), [{ hide: { ids: ['x'] } }, { redirect: { url: '/b' } }])).conflicts).toEqual([])
    expect((await put('c', onWords('contains', 'desk'), [{ redirect: { url: '/a' } }])).conflicts).toEqual([])
    expect((await put('d', { ...onWords('exact', 'desk'), filter: 'price < 3' }, [{ hide: { ids: ['y'] } }])).conflicts).toEqual([])
  })

  test('of a thousand one more is refused, and replacing one is not', async () => {
    await fresh()
    for (let at = 0; at < 1000; at++) await shop.ranking.rules.put(makeRule(`r${at}`, onWords('exact', `word${at}`), [banner]), await audited())
    await expect(put('more', {}, [banner])).rejects.toMatchObject({ code: 'rules.too_many' })
    await put('r7', onWords('exact', 'other'), [banner])
    expect(await getRule(shop.ranking, shop.context(), { collection: 'things', id: 'r7' })).toMatchObject({
      position: 8,
      when: { query: { text: 'other' } },
    })
  })

  test('whose regular expressions together would be too large are refused', async () => {
    await fresh()
    const big = (at: number) => onWords('regex', `^x${at}[a-z]{1,200}$`)
    for (let at = 0; at < 60; at++) await shop.ranking.rules.put(makeRule(`r${at}`, big(at), [banner]), await audited())
    await expect(put('more', big(60), [banner])).rejects.toMatchObject({
      code: 'rules.invalid',
      detail: expect.stringContaining('at most 20000 are allowed'),
    })
    await put('words', onWords('exact', 'desk'), [banner])
  })
})
