import { describe, expect, test } from 'vitest'
import { importSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/import-synonyms.ts'
import { loadWords } from '../../../../../../src/domain/search/understanding/load-words.ts'
import { createSynonymRig, cut } from './synonym-rig.ts'

const toLines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('')

describe('an import of synonyms', () => {
  test('reads every line it can and names the others by their number, however the stream is cut', async () => {
    const text = '# furniture\ncouch, sofa\n\nlonely\r\nnotebook => laptop\r\nlamp, lamps\nα, β'
    for (const chunk of [1, 3, 7, 1000]) {
      const rig = await createSynonymRig()
      const outcome = await rig.importText(text, { chunk })
      expect(outcome).toMatchObject({ imported: 3, failedTotal: 2, conflicts: [] })
      expect(outcome.failed.map(({ line, code }) => [line, code])).toEqual([
        [4, 'synonyms.invalid'],
        [6, 'synonyms.invalid'],
      ])
      expect(await rig.exportAll()).toHaveLength(3)
    }
  })

  test('then an export, then an import of it in the place of all is the identity', async () => {
    const rig = await createSynonymRig()
    await rig.importText('couch, sofa\nnotebook => laptop, netbook\na\\,b, c\\=>d\nだ, で')
    await rig.importText('{"id":"own","type":"one_way","from":["tv"],"to":["television"],"weight":0.25}', { format: 'ndjson' })
    const exported = await rig.exportAll()
    expect(exported).toHaveLength(5)
    await rig.importText(toLines(exported), { format: 'ndjson', replace: true })
    expect(await rig.exportAll()).toEqual(exported)
  })

  test('repeated changes nothing but the version, which every import moves once', async () => {
    const rig = await createSynonymRig()
    const before = await rig.version()
    await rig.importText('couch, sofa\ntent, tarp')
    const exported = await rig.exportAll()
    await rig.importText('couch, sofa\ntent, tarp')
    expect(await rig.exportAll()).toEqual(exported)
    expect(await rig.version()).toBe(before + 2)
  })

  test('in the place of all leaves only what it holds; when nothing in it is sound, everything stays', async () => {
    const rig = await createSynonymRig()
    await rig.importText('couch, sofa')
    expect(await rig.importText('broken\nlines', { replace: true })).toMatchObject({ imported: 0, failedTotal: 2 })
    expect(await rig.exportAll()).toHaveLength(1)
    await rig.importText('tent, tarp', { replace: true })
    expect(await rig.exportAll()).toMatchObject([{ words: ['tent', 'tarp'] }])
    await rig.importText('# none', { replace: true })
    expect(await rig.exportAll()).toEqual([])
  })

  test('names conflicts with rules that were there', async () => {
    const rig = await createSynonymRig()
    await rig.importText('notebook, laptop')
    const { conflicts } = await rig.importText('notebook => laptop')
    expect(conflicts).toMatchObject([{ code: 'synonyms.contradicted', words: ['notebook', 'laptop'] }])
  })

  test('survives bytes that are no text and lines without an end', async () => {
    const rig = await createSynonymRig()
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('couch, sofa\n'),
      0xff,
      0xfe,
      10,
      ...new TextEncoder().encode(`${'x'.repeat(200_000)}\ntent, tarp`),
    ])
    const outcome = await importSynonyms(rig.ports, rig.ctx, { collection: 'shop', format: 'text', replace: false, source: cut(bytes, 4096) })
    expect(outcome).toMatchObject({
      imported: 2,
      failed: [
        { line: 2, code: 'documents.encoding' },
        { line: 3, code: 'synonyms.invalid' },
      ],
    })
  })
})

test('a file of 100,000 lines is imported whole, and the line after the last that fits is refused', async () => {
  const rig = await createSynonymRig()
  const lines = Array.from({ length: 100_001 }, (_unused, at) => `term${at}, word ${at}`)
  const outcome = await rig.importText(lines.join('\n'))
  expect(outcome).toMatchObject({ imported: 100_000, failedTotal: 1, failed: [{ line: 100_001, code: 'synonyms.too_many' }], conflicts: [] })
  let pauses = 0
  const { synonyms: index } = await loadWords(rig.ports.rules, await rig.harness.find('shop'), async () => void pauses++)
  expect(index).toMatchObject({ rules: 100_000, leftOut: 0 })
  // others run meanwhile: no search waits for all of it
  expect(pauses).toBeGreaterThanOrEqual(100)
}, 60_000)
