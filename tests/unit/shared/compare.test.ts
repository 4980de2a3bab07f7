import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareBytes } from '../../../src/shared/compare.ts'

const text = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '\u{1F600}', '\ue000', '\uffff', '\u0000', '日') })

test('strings are ordered as their UTF-8 bytes are', () =>
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(Math.sign(compareBytes(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)))
    }),
    { numRuns: 1000 },
  ))
