import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeUlid } from '../../../src/shared/ulid.ts'

const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const random = fc.uint8Array({ minLength: 16, maxLength: 16 })

test('has 26 characters of Crockford’s alphabet', () =>
  fc.assert(
    fc.property(moment, random, (now, bytes) => {
      expect(encodeUlid(now, bytes)).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
    }),
  ))

test('sorts by time', () =>
  fc.assert(
    fc.property(moment, moment, random, random, (left, right, leftBytes, rightBytes) => {
      fc.pre(left !== right)
      expect(encodeUlid(left, leftBytes) < encodeUlid(right, rightBytes)).toBe(left < right)
    }),
  ))

test('says the time of the specification’s example', () => expect(encodeUlid(1_469_918_176_385, new Uint8Array(16)).slice(0, 10)).toBe('01ARYZ6S41'))
