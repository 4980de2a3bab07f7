import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CodeMemory } from '../../../../src/adapters/embedded/vector-index/code-memory.ts'

const CODE = new Uint8Array(32)
/** Few enough to meet each other, and some beyond 32 bits. */
const doc = fc.oneof(
  fc.integer({ min: 1, max: 300 }),
  fc.integer({ min: 1, max: 40 }).map((key) => key * 2 ** 38),
)

describe('the slots of documents in memory', () => {
  it('are those of the codes after any sequence of writes, removals and rebuilding', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('write', 'write', 'remove', 'rebuild'), doc), { maxLength: 500 }), (steps) => {
        const codes = new CodeMemory(256)
        codes.indexSlots(true)
        const present = new Set<number>()
        for (const [kind, key] of steps) {
          const slot = codes.findSlot(key)
          expect(typeof slot === 'number').toBe(present.has(key))
          if (kind === 'write') {
            codes.write(slot ?? codes.count, key, CODE)
            present.add(key)
          } else if (kind === 'remove' && typeof slot === 'number') {
            codes.remove(slot)
            present.delete(key)
          } else if (kind === 'rebuild') {
            codes.indexSlots(false)
            expect(codes.findSlot(key)).toBeNull()
            codes.indexSlots(true)
          }
        }
        expect(codes.count).toBe(present.size)
        for (const key of present) expect(codes.readDoc(codes.findSlot(key) ?? -1)).toBe(key)
      }),
    )
  })
})
