import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../../../src/contracts/documents.ts'
import { packObject } from '../../../../../../src/domain/embedding/pack.ts'
import { openCompletions } from '../../../../../../src/domain/search/understanding/suggest/index.ts'
import { MAX_BLOB_BYTES, MAX_COMPLETIONS } from '../../../../../../src/domain/search/understanding/suggest/write-completions.ts'
import { randomBitsAt } from '../../../../../../src/shared/math/random.ts'
import { FIELDS, SHOP, buildBlob, suggestFrom } from './desk-shop.ts'

const { blob } = buildBlob(SHOP, [{ query: 'desk', searches: 3, empty: 0 }])

describe('the blob', () => {
  test('says what is wrong when any byte of it is, or when it is cut or foreign', () => {
    fc.assert(
      fc.property(fc.nat({ max: blob.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = blob.slice()
        damaged[at] = (damaged[at] ?? 0) ^ flip
        expect(() => openCompletions(damaged)).toThrow(/^The stored completions /)
      }),
    )
    for (const bytes of [new Uint8Array(), blob.slice(0, 40), blob.slice(0, -8), new Uint8Array(64)])
      expect(() => openCompletions(bytes)).toThrow(/^The stored completions /)
    expect(() => openCompletions(packObject(0x4c504d43, { version: 1 }))).toThrow('another shape')
    expect(() => openCompletions(packObject(0x4c504d43, { ...openCompletions(blob), counts: [], sources: new Uint8Array(2) }))).toThrow(
      'another shape',
    )
    expect(() => openCompletions(packObject(0x4c504d43, { ...openCompletions(blob), sources: new Uint8Array(2) }))).toThrow('do not fit together')
  })

  test('is the same for the same documents, and opens wherever it lies in memory', () => {
    expect(buildBlob(SHOP, [{ query: 'desk', searches: 3, empty: 0 }]).blob).toEqual(blob)
    const shifted = new Uint8Array(blob.length + 3).subarray(3)
    shifted.set(blob)
    expect(suggestFrom(openCompletions(shifted), 'desk')).toEqual(suggestFrom(openCompletions(blob), 'desk'))
  })

  test('of nothing suggests nothing', () => {
    const empty = openCompletions(buildBlob([]).blob)
    for (const prefix of ['', 'd', 'desk lamp', 'dwsk']) expect(suggestFrom(empty, prefix)).toEqual([])
    expect(suggestFrom(openCompletions(buildBlob([], [], { fields: [] }).blob), 'd')).toEqual([])
  })

  test('stays below its size whatever comes, and is made in small slices', () => {
    const word = (at: number): string => `w${(randomBitsAt(7, at) % 400_000).toString(36)}ord`
    const documents = Array.from({ length: 40_000 }, (_, at) => ({
      title: `${word(3 * at)} ${word(3 * at + 1)} ${'long'.repeat(12)}${at}`,
      brand: `${word(at)} brand of many ${at}`,
      category: `Level ${at % 50} > Level ${at % 5000}`,
    }))
    const large = buildBlob(documents)
    expect(large.blob.length).toBeLessThan(MAX_BLOB_BYTES)
    expect(large.blob.length).toBeGreaterThan(MAX_BLOB_BYTES / 2)
    const opened = openCompletions(large.blob)
    expect(opened.sources.length).toBeLessThanOrEqual(MAX_COMPLETIONS)
    expect(large.slices).toBeGreaterThan(opened.sources.length / 1000)
    expect(suggestFrom(opened, 'w').length).toBeGreaterThan(0)
  }, 60_000)
})

describe('what documents may hold', () => {
  test('titles and values of any shape: what is no text is passed over', () => {
    const odd: JsonObject[] = [
      { title: 5 },
      { title: null },
      { title: ['a'] },
      { title: '' },
      { title: '—' },
      { title: 'desk', brand: [1, null], category: {} },
      {},
    ]
    const { blob: bytes } = buildBlob([...odd, ...SHOP])
    expect(suggestFrom(openCompletions(bytes), 'walnut desk')[0]).toMatchObject({ count: 3 })
  })

  test('long titles, shortened at a word', () => {
    const long = `Ergonomic ${'very '.repeat(30)}chair`
    const found = suggestFrom(openCompletions(buildBlob([{ title: long }, { title: `${'x'.repeat(50)} ${'y'.repeat(50)} table` }]).blob), '')
    expect(found.map(({ text }) => text)).toContain('Ergonomic')
    for (const { text } of found) expect(text.length).toBeLessThanOrEqual(80)
  })

  test('markup, which is taken out of titles that are not searched', () => {
    const fields = FIELDS.map(({ name, type }) => ({ name, type }))
    const opened = openCompletions(buildBlob([{ title: '<b>Walnut</b> desk' }], [], { fields, display: { title: 'title' } }).blob)
    expect(suggestFrom(opened, 'wal')[0]?.text.trim()).toBe('Walnut desk')
  })
})
