import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createByteCache } from '../../../src/shared/byte-cache.ts'

describe('a byte cache', () => {
  test('drops what was used longest ago, and only then', () => {
    const cache = createByteCache(10)
    cache.set('a', 1, 4)
    cache.set('b', 2, 4)
    expect(cache.get('a')).toBe(1)
    cache.set('c', 3, 4)
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.bytes]).toEqual([1, undefined, 3, 8])
    cache.delete('a')
    expect([cache.get('a'), cache.bytes]).toEqual([undefined, 4])
    cache.set('huge', 4, 11)
    expect([cache.get('huge'), cache.get('c')]).toEqual([undefined, 3])
  })

  test('never holds more than its budget, counts exactly, and never answers an old value', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(30), fc.boolean())),
        (budget, steps) => {
          const cache = createByteCache(budget)
          const last = new Map<string, { value: number; bytes: number }>()
          steps.forEach(([key, bytes, remove], value) => {
            if (remove) {
              cache.delete(key)
              last.delete(key)
            } else {
              cache.set(key, value, bytes)
              last.set(key, { value, bytes })
            }
            expect(cache.bytes).toBeLessThanOrEqual(budget)
          })
          const held = [...last].filter(([key]) => cache.get(key) !== undefined)
          for (const [key, { value }] of held) expect(cache.get(key)).toBe(value)
          expect(cache.bytes).toBe(held.reduce((sum, [, { bytes }]) => sum + bytes, 0))
        },
      ),
    ))
})
