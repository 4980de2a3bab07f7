import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../src/shared/canonical-json.ts'

test('equal values give equal text, whatever the order of their members', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const reversed: unknown = JSON.parse(JSON.stringify(value), (_key, member: unknown) =>
        member !== null && typeof member === 'object' && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).toReversed()) : member,
      )
      expect(canonicalJson(reversed)).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  ))

test('different values give different text, also where they differ in a member called __proto__', () => {
  expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}')
  const [left, right] = ['{"x":{"__proto__":1}}', '{"x":{"__proto__":2}}'].map((text) => canonicalJson(JSON.parse(text)))
  expect(left).toBe('{"x":{"__proto__":1}}')
  expect(right).not.toBe(left)
})
