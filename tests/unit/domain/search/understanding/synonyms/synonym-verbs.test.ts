import { describe, expect, test } from 'vitest'
import { deleteSynonym } from '../../../../../../src/domain/search/understanding/synonyms/delete-synonym.ts'
import { expandSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/expand-synonyms.ts'
import { getSynonym } from '../../../../../../src/domain/search/understanding/synonyms/get-synonym.ts'
import { listSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/list-synonyms.ts'
import { type PreviewSearch, previewSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/preview-synonyms.ts'
import { putSynonym } from '../../../../../../src/domain/search/understanding/synonyms/put-synonym.ts'
import { readTokens } from './synonym-queries.ts'
import { createSynonymRig } from './synonym-rig.ts'

const collection = 'shop'

describe('a rule that is written', () => {
  test('is read back, listed, moves the version, and is gone once deleted', async () => {
    const { ports, ctx, version } = await createSynonymRig()
    const before = await version()
    const { rule, conflicts } = await putSynonym(ports, ctx, { collection, id: 'x', rule: { type: 'two_way', words: ['couch', 'sofa'] } })
    expect([rule, conflicts]).toEqual([{ id: 'x', type: 'two_way', words: ['couch', 'sofa'], weight: 0.8 }, []])
    expect(await getSynonym(ports, ctx, { collection, id: 'x' })).toMatchObject(rule)
    expect(await version()).toBe(before + 1)
    await deleteSynonym(ports, ctx, { collection, id: 'x' })
    await expect(getSynonym(ports, ctx, { collection, id: 'x' })).rejects.toMatchObject({ code: 'synonyms.not_found' })
    await expect(deleteSynonym(ports, ctx, { collection, id: 'x' })).rejects.toMatchObject({ code: 'synonyms.not_found' })
  })

  test('is in force whatever it conflicts with, and the conflict is named', async () => {
    const { ports, ctx, exportAll } = await createSynonymRig()
    await putSynonym(ports, ctx, { collection, id: 'x', rule: { type: 'one_way', from: ['a1'], to: ['b1'] } })
    await putSynonym(ports, ctx, { collection, id: 'z', rule: { type: 'two_way', words: ['tent', 'tarp'] } })
    const written = await putSynonym(ports, ctx, { collection, id: 'y', rule: { type: 'one_way', from: ['b1'], to: ['a1'] } })
    expect(written).toMatchObject({ compared: 2, conflicts: [{ code: 'synonyms.cycle', rules: ['y', 'x'] }] })
    expect(await exportAll()).toHaveLength(3)
    // written again it is not compared with what it was
    expect(await putSynonym(ports, ctx, { collection, id: 'z', rule: { type: 'two_way', words: ['tent', 'tarp'] } })).toMatchObject({ conflicts: [] })
  })

  test('is refused when a word of it would expand to itself, with the words that do', async () => {
    const { ports, ctx, exportAll } = await createSynonymRig()
    const rule = { type: 'one_way' as const, from: ['lamp'], to: ['light', 'Lamps'] }
    await expect(putSynonym(ports, ctx, { collection, id: 'x', rule })).rejects.toMatchObject({
      code: 'synonyms.invalid',
      errors: [{ path: 'to[1]' }],
    })
    expect(await exportAll()).toEqual([])
  })
})

describe('the list', () => {
  test('walks every rule once, page by page, and finds words whatever their case and accents', async () => {
    const { ports, ctx, importText } = await createSynonymRig()
    await importText(Array.from({ length: 25 }, (_unused, at) => `word${at}, Café ${at}`).join('\n'))
    const walk = async (limit: number, q?: string): Promise<string[]> => {
      const ids: string[] = []
      for (let after: string | null = null; ;) {
        const page = await listSynonyms(ports, ctx, { collection, limit, after, ...(q === undefined ? {} : { q }) })
        ids.push(...page.items.map(({ id }) => id))
        if (page.next === null) return ids
        after = page.next
      }
    }
    expect(await walk(4)).toHaveLength(25)
    expect(new Set(await walk(4)).size).toBe(25)
    expect(await walk(4, 'CAFE')).toEqual(await walk(100))
    expect(await walk(1, 'word1')).toHaveLength(11)
    expect(await walk(5, 'nowhere')).toEqual([])
  })
})

describe('a preview', () => {
  /** Finds one document a term of the query or of what stands for it. */
  const search: PreviewSearch = async ({ query, synonyms }) => {
    const tokens = readTokens(query)
    const { alternatives, synonyms: expansions } = expandSynonyms({ tokens, index: synonyms, text: query })
    const ids = [...alternatives.map(({ terms }) => terms.join('-')), ...tokens.map(({ term }) => term)]
    return { total: ids.length, ids, expansions }
  }

  test('shows each query before and after, and writes nothing', async () => {
    const { ports, ctx, importText, exportAll, version } = await createSynonymRig()
    await importText('{"id":"old","type":"two_way","words":["couch","settee"]}', { format: 'ndjson' })
    const [rules, moved] = [await exportAll(), await version()]
    const request = { rules: [{ type: 'two_way' as const, words: ['couch', 'sofa'] }], remove: ['old'], queries: ['couch', 'tent'] }
    const { queries, conflicts } = await previewSynonyms({ ...ports, search }, ctx, { collection, request })
    expect(conflicts).toEqual([])
    expect(queries).toMatchObject([
      {
        query: 'couch',
        before: { total: 2, ids: ['sette', 'couch'], expansions: [{ from: 'couch', to: 'settee', weight: 0.8, rule: 'old' }] },
        after: { total: 2, ids: ['sofa', 'couch'], expansions: [{ to: 'sofa' }] },
        added: ['sofa'],
        removed: ['sette'],
        moved: [],
      },
      { query: 'tent', before: { ids: ['tent'] }, after: { ids: ['tent'] }, added: [], removed: [], moved: [] },
    ])
    expect([await exportAll(), await version()]).toEqual([rules, moved])
  })

  test('tells how hits move, puts a rule in the place of one with its id, and names conflicts of what is proposed', async () => {
    const { ports, ctx, importText } = await createSynonymRig()
    await importText('{"id":"old","type":"two_way","words":["couch","settee"]}\n{"id":"z","type":"two_way","words":["couch","sofa"]}', {
      format: 'ndjson',
    })
    const request = { rules: [{ id: 'old', type: 'two_way' as const, words: ['sofa', 'couch'] }], remove: [], queries: ['couch'] }
    const { queries, conflicts } = await previewSynonyms({ ...ports, search }, ctx, { collection, request })
    expect(queries).toMatchObject([
      {
        added: [],
        removed: ['sette'],
        moved: [
          { id: 'sofa', before: 2, after: 1 },
          { id: 'couch', before: 3, after: 2 },
        ],
      },
    ])
    expect(conflicts).toMatchObject([{ code: 'synonyms.duplicate', rules: ['old', 'z'] }])
  })
})
