import { beforeEach, describe, expect, test } from 'vitest'
import { MAX_RULES, type RuleEffect, type RuleInput } from '../../../../../src/contracts/rules.ts'
import { exportRules, importRules, listAudit, publishRules, putRule } from '../../../../../src/domain/search/index.ts'
import { find, openRuleShop } from '../../../../support/rule-shop.ts'
import { makeRule, onWords } from '../../../../support/rules.ts'
import type { Harness } from '../../../../support/search-harness.ts'

const collection = 'shop'
const desk = onWords('exact', 'desk')
const hide = (...ids: string[]): RuleEffect[] => [{ hide: { ids } }]
const rewrite = (from: string, to: string, id: string) => makeRule(id, onWords('exact', from), [{ rewrite: { query: to } }])
let harness: Harness
const context = () => harness.context('collections:write')
const put = (id: string, when: RuleInput['when'], effects: readonly RuleEffect[]) =>
  putRule(harness.ranking, context(), { collection, id, rule: makeRule(id, when, effects) })

async function* stream(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof text === 'string' ? new TextEncoder().encode(text) : text
}
type Options = Partial<Omit<Parameters<typeof importRules>[2], 'collection' | 'source'>>
const importText = (text: string | Uint8Array, options: Options = {}) =>
  importRules(harness.ranking, context(), {
    collection,
    format: 'ndjson',
    replace: false,
    place: 'keep',
    dryRun: false,
    ...options,
    source: stream(text),
  })
const importLines = (lines: readonly unknown[], options?: Options) => importText(lines.map((line) => JSON.stringify(line)).join('\n'), options)
const draft = () => exportRules(harness.ranking, context(), { collection, state: 'draft' })
const ids = async () => (await draft()).map(({ id }) => id)
const audit = async () => (await listAudit(harness.ranking, context(), { collection, limit: 100, after: null })).items

beforeEach(async () => {
  harness = await openRuleShop([])
})

describe('an import', () => {
  test('writes new rules behind the others, replaces in place what it names, and is followed once it is published', async () => {
    await put('a', desk, hide('d1'))
    await put('b', desk, hide('d2'))
    const answer = await importLines([makeRule('c', desk, hide('d4')), makeRule('a', desk, hide('d3'))])
    expect(answer).toEqual({
      imported: 2,
      unchanged: 0,
      removed: 0,
      reordered: false,
      failed: [],
      failedTotal: 0,
      conflicts: [],
      dryRun: false,
    })
    expect(await draft()).toEqual([makeRule('a', desk, hide('d3')), makeRule('b', desk, hide('d2')), makeRule('c', desk, hide('d4'))])
    expect((await find(harness, { q: 'desk' })).total).toBe(5)
    await publishRules(harness.ranking, context(), { collection })
    expect((await find(harness, { q: 'desk' })).ids).toEqual(['d1', 'd5'])
  })

  test.each([
    ['first', ['c', 'new', 'a', 'b'], true],
    ['last', ['b', 'c', 'new', 'a'], false],
    ['keep', ['b', 'c', 'a', 'new'], false],
  ] as const)('with place %s orders the rules', async (place, expected, reordered) => {
    for (const id of ['b', 'c', 'a']) await put(id, desk, hide('d1'))
    const lines = ['c', 'new', 'a'].map((id) => makeRule(id, desk, hide('d1')))
    expect(await importLines(lines, { place })).toMatchObject({ imported: 1, unchanged: 2, reordered })
    expect(await ids()).toEqual(expected)
  })

  test('in the place of the draft makes the draft what the file is, in its order', async () => {
    for (const id of ['a', 'b', 'c']) await put(id, desk, hide('d1'))
    const answer = await importLines([makeRule('c', desk, hide('d1')), makeRule('x', desk, hide('d1')), makeRule('a', desk, hide('d2'))], {
      replace: true,
    })
    expect(answer).toMatchObject({ imported: 2, unchanged: 1, removed: 1, reordered: true })
    expect(await ids()).toEqual(['c', 'x', 'a'])
    expect(await importText('', { replace: true })).toMatchObject({ imported: 0, removed: 3 })
    expect(await ids()).toEqual([])
  })

  test('of an export changes nothing, and in an empty collection makes the same draft', async () => {
    await put('a', { ...desk, filter: 'brand = "acme"', segment: 'vip', from: '2026-01-01' }, [{ banner: { content: { text: 'ä "quoted"\n' } } }])
    await put('b', onWords('regex', '^desk'), [{ boost: { filter: 'price < 5', weight: 0.25 } }])
    const exported = await draft()
    const before = await audit()
    expect(await importLines(exported, { replace: true })).toMatchObject({ imported: 0, unchanged: 2, removed: 0, reordered: false })
    expect(await audit()).toEqual(before)
    harness = await openRuleShop([])
    await importText(JSON.stringify(exported), { format: 'json' })
    expect(await draft()).toEqual(exported)
  })

  test('names a rule without an id by what it says', async () => {
    const { id: _id, ...nameless } = makeRule('x', desk, hide('d1'))
    expect(await importLines([nameless])).toMatchObject({ imported: 1 })
    expect(await importLines([nameless])).toMatchObject({ imported: 0, unchanged: 1 })
    expect((await ids())[0]).toMatch(/^r-[0-9a-f]{18}$/)
  })

  test('only tried writes nothing and answers the same', async () => {
    await put('a', desk, hide('d1'))
    const lines = [makeRule('b', desk, hide('d1')), { id: 'c' }]
    const tried = await importLines(lines, { replace: true, dryRun: true })
    expect([await ids(), (await audit()).length]).toEqual([['a'], 1])
    expect(await importLines(lines, { replace: true })).toEqual({ ...tried, dryRun: false })
    expect(tried).toMatchObject({ imported: 1, removed: 1, failedTotal: 1, dryRun: true })
  })

  test('names rules at odds', async () => {
    await put('a', desk, hide('d1'))
    expect((await importLines([makeRule('b', desk, [{ pin: { ids: ['d1'] } }])])).conflicts).toEqual([
      { code: 'rules.at_odds', rules: ['a', 'b'], message: 'One pins "d1", which the other hides.' },
    ])
  })
})

describe('a line that fails', () => {
  test('is named with its reason and disturbs no other', async () => {
    await put('a', desk, hide('d1'))
    const good = JSON.stringify(makeRule('b', desk, hide('d1')))
    const lines = [
      good,
      '',
      '{"id":',
      '{"id":"a","then":[]}',
      '{"id":"import","then":[{"banner":{"content":1}}]}',
      JSON.stringify(makeRule('c', {}, [{ boost: { filter: 'shade = 1', weight: 1 } }])),
      JSON.stringify(makeRule('d', {}, [{ boost: { filter: 'price > 1', weight: -1 } }])),
      JSON.stringify(makeRule('e', onWords('regex', '(a)\\1'), hide('d1'))),
      good,
      JSON.stringify(makeRule('f', {}, [{ pin: { ids: Array.from({ length: 10_000 }, (_unused, at) => `d${at}`) } }])),
      JSON.stringify(makeRule('g', desk, hide('d1'))),
    ]
    const answer = await importText(lines.join('\n'))
    expect(answer.failed.map(({ line, code }) => [line, code])).toEqual([
      [3, 'documents.json'],
      [4, 'rules.invalid'],
      [5, 'rules.invalid'],
      [6, 'rules.invalid'],
      [7, 'rules.invalid'],
      [8, 'rules.invalid'],
      [9, 'rules.invalid'],
      [10, 'rules.invalid'],
    ])
    expect(answer.failed.map(({ message }) => message)).toEqual([
      'the line is not a JSON object',
      expect.stringMatching(/^then: /),
      'id: is the name of an address',
      expect.stringMatching(/^then\[0\]\.boost\.filter: .*shade/),
      expect.stringMatching(/^then\[0\]\.boost\.weight: is -1/),
      expect.stringMatching(/^when\.query\.text: the regular expression/),
      'id: line 1 has the id "b" too',
      expect.stringMatching(/pins 10000 documents, at most 100/),
    ])
    expect([answer.imported, answer.failedTotal, await ids()]).toEqual([2, 8, ['a', 'b', 'g']])
  })

  test('that is no UTF-8, or longer than any rule can be, is named too', async () => {
    const long = new TextEncoder().encode(`{"id":"${'x'.repeat(500_000)}"}\n`)
    const { failed } = await importText(Uint8Array.from([0xff, 10, ...long]))
    expect(failed.map(({ line, code }) => [line, code])).toEqual([
      [1, 'documents.encoding'],
      [2, 'rules.invalid'],
    ])
  })

  test('everywhere changes nothing, also where the file would replace all', async () => {
    await put('a', desk, hide('d1'))
    expect(await importLines([{}, 7], { replace: true })).toMatchObject({ imported: 0, removed: 0, failedTotal: 2 })
    expect(await ids()).toEqual(['a'])
  })

  test('by a circle is the later one, and its older rule stays', async () => {
    await put('b', onWords('exact', 'rug'), [{ rewrite: { query: 'carpet' } }])
    const lines = [rewrite('couch', 'sofa', 'a'), rewrite('sofa', 'couch', 'b'), rewrite('lamp', 'lamps', 'c'), rewrite('settee', 'couch', 'd')]
    const answer = await importLines(lines)
    expect(answer.failed).toEqual([
      { line: 2, code: 'rules.circle', message: 'rules lead in a circle: "b" to "a" to "b"' },
      { line: 3, code: 'rules.circle', message: 'the query that "c" leads to fires it again' },
    ])
    expect(await draft()).toEqual([rewrite('rug', 'carpet', 'b'), lines[0], lines[3]])
  })

  test('by a circle with the older rule of another refused line is refused as well', async () => {
    await importLines([rewrite('couch', 'sofa', 'a'), rewrite('rug', 'carpet', 'c')])
    // b leads back only through the older a, which the first line would have replaced if it were not a circle of its own
    const answer = await importLines([rewrite('sofa', 'couch', 'b'), rewrite('lamp', 'lamps', 'a'), rewrite('rug', 'mat', 'c')])
    expect(answer.failed.map(({ line }) => line)).toEqual([1, 2])
    expect(await draft()).toEqual([rewrite('couch', 'sofa', 'a'), rewrite('rug', 'mat', 'c')])
    await publishRules(harness.ranking, context(), { collection })
  })

  test('may mend a circle that only the older rules would make', async () => {
    await importLines([rewrite('couch', 'sofa', 'a')])
    expect(await importLines([rewrite('sofa', 'couch', 'b'), rewrite('couch', 'settee', 'a')])).toMatchObject({ imported: 2, failedTotal: 0 })
  })

  test('beyond what a collection holds is refused, and rules that are there may still change', async () => {
    const rules = Array.from({ length: MAX_RULES }, (_unused, at) => makeRule(`r${at}`, onWords('exact', `desk ${at}`), hide('d1')))
    await importLines(rules)
    const answer = await importLines([makeRule('more', desk, hide('d1')), makeRule('r7', desk, hide('d2'))])
    expect(answer).toMatchObject({ imported: 1, failed: [{ line: 1, code: 'rules.too_many' }] })
    const regexes = Array.from({ length: 60 }, (_unused, at) => makeRule(`x${at}`, onWords('regex', `[a-z]{${450}}${at}`), hide('d1')))
    const narrow = await importLines(regexes, { replace: true })
    expect(narrow.failed.map(({ line }) => line)).toEqual(regexes.map((_rule, at) => at + 1).slice(narrow.imported))
    expect([narrow.imported > 30, narrow.failedTotal > 0, narrow.failed[0]?.message]).toEqual([true, true, expect.stringContaining('20000 steps')])
    await publishRules(harness.ranking, context(), { collection })
  })
})

describe('a file', () => {
  test('that is no array, no JSON, or has too many rules is refused whole', async () => {
    await expect(importText('{}', { format: 'json' })).rejects.toMatchObject({ code: 'request.invalid' })
    await expect(importText('[1', { format: 'json' })).rejects.toMatchObject({ code: 'request.json' })
    await expect(importText(Uint8Array.of(0xff), { format: 'json' })).rejects.toMatchObject({ code: 'request.encoding' })
    await expect(importText('1\n'.repeat(10_001))).rejects.toMatchObject({ code: 'rules.too_many' })
    await expect(exportRules(harness.ranking, context(), { collection: 'nowhere', state: 'live' })).rejects.toMatchObject({
      code: 'collections.not_found',
    })
  })
  test('as an array names failures by their element', async () => {
    const answer = await importText(JSON.stringify([makeRule('a', desk, hide('d1')), { id: 'b' }]), { format: 'json' })
    expect([answer.imported, answer.failed]).toMatchObject([1, [{ line: 2, code: 'rules.invalid' }]])
  })
})

test('the audit log has every rule that changed with what it was, and the import as a whole', async () => {
  await put('a', desk, hide('d1'))
  await put('b', desk, hide('d1'))
  await importLines([makeRule('c', desk, hide('d3')), makeRule('a', desk, hide('d2'))], { replace: true })
  expect((await audit()).slice(0, 4)).toMatchObject([
    {
      action: 'import',
      subjectId: '*',
      actor: 'test',
      before: { rules: ['a', 'b'] },
      after: { rules: ['c', 'a'], added: ['c'], removed: ['b'], changed: ['a'] },
    },
    { action: 'delete', subjectId: 'b', before: makeRule('b', desk, hide('d1')), after: null },
    { action: 'put', subjectId: 'a', before: makeRule('a', desk, hide('d1')), after: makeRule('a', desk, hide('d2')) },
    { action: 'put', subjectId: 'c', before: null, after: makeRule('c', desk, hide('d3')) },
  ])
})
