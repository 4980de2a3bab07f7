import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinBytes } from '../../../src/shared/join-bytes.ts'

test('the parts of anything, joined, are what was cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 5 })), (parts) => {
      expect([...joinBytes(parts)]).toEqual(parts.flatMap((part) => [...part]))
    }),
  )
})

test('a part that is alone is not copied', () => {
  const part = new Uint8Array([1, 2])
  expect(joinBytes([new Uint8Array(), part])).toBe(part)
})
