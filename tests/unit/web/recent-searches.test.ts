import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addRecent, MAX_RECENT, readRecent, removeRecent, writeRecent, type RecentStorage } from '../../../web/src/state/recent-searches.ts'

function createStorage(): { storage: RecentStorage; kept: Map<string, string> } {
  const kept = new Map<string, string>()
  const storage: RecentStorage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  }
  return { storage, kept }
}

const refuse = (): never => {
  throw new DOMException('denied', 'SecurityError')
}

describe('recent searches', () => {
  test('the newest stands first, the same words once, and never more than fit', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 6 }), { maxLength: 20 }), fc.string({ minLength: 1 }), (before, q) => {
        const recent = addRecent(
          before.reduce<readonly string[]>((list, item) => addRecent(list, item), []),
          q,
        )
        expect(recent.length).toBeLessThanOrEqual(MAX_RECENT)
        expect(new Set(recent.map((item) => item.toLowerCase())).size).toBe(recent.length)
        if (q.trim() !== '') expect(recent[0]).toBe(q.trim().replace(/\s+/g, ' '))
      }),
    )
  })

  test('spaces are no search, and one removed leaves the others', () => {
    expect(addRecent(['desk'], '  ')).toEqual(['desk'])
    expect(removeRecent(['Oak desk', 'lamp'], 'oak desk')).toEqual(['lamp'])
  })

  test('are kept for their collection, and nothing stays behind when all are removed', () => {
    const { storage, kept } = createStorage()
    writeRecent(() => storage, 'products', ['desk'])
    expect(readRecent(() => storage, 'products')).toEqual(['desk'])
    expect(readRecent(() => storage, 'articles')).toEqual([])
    writeRecent(() => storage, 'products', [])
    expect([...kept]).toEqual([])
  })

  test('storage that refuses, or holds something else, counts as empty', () => {
    expect(readRecent(refuse, 'products')).toEqual([])
    expect(() => writeRecent(refuse, 'products', ['desk'])).not.toThrow()
    const { storage } = createStorage()
    for (const [stored, read] of [
      ['{', []],
      ['{"a":1}', []],
      ['["desk",5,"",null]', ['desk']],
      [JSON.stringify([...Array(20).keys()].map(String)), ['0', '1', '2', '3', '4', '5', '6', '7']],
    ] as const) {
      storage.setItem('meridian.recent.products', stored)
      expect(readRecent(() => storage, 'products')).toEqual(read)
    }
  })
})
