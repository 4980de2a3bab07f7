import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldDefinition } from '../../../../src/contracts/collection.ts'
import { resolveDefinition } from '../../../../src/domain/catalog/resolve-definition.ts'
import { schemaOf } from '../../../../src/domain/catalog/index.ts'
import { indexDocument, parseDocument } from '../../../../src/domain/ingestion/index.ts'

const schemaWith = (type: FieldDefinition['type'], dynamic: 'store' | 'ignore' | 'reject' = 'store') =>
  schemaOf(
    resolveDefinition({
      dynamic,
      fields: [
        { name: 'f', type },
        { name: 'box.inner', type: 'number' },
        { name: 'p_*', type: 'number' },
      ],
    }),
  )

/** type, a value that fits, and one that does not with what is said about it */
const CASES: readonly [FieldDefinition['type'], unknown, unknown, string][] = [
  ['text', '', 5, 'f: expected text, got 5'],
  ['string', 'x', ['x'], 'got ["x"]'],
  ['string', 'é', { a: 1 }, 'got {"a":1}'],
  ['image', 'https://example.com/a.png', false, 'f: expected a URL or blob key, got false'],
  ['number', -1.5, '12,50', 'f: expected a number, got "12,50"'],
  ['number', 0, 'NaN', 'f: expected a number, got "NaN"'],
  ['boolean', false, 'true', 'f: expected true or false, got "true"'],
  ['boolean', true, 0, 'f: expected true or false, got 0'],
  ['date', '2024-02-29', '2023-02-29', 'f: expected an RFC 3339 date or epoch milliseconds, got "2023-02-29"'],
  ['date', '2024-05-01T12:00:00+02:00', '01.05.2024', 'got "01.05.2024"'],
  ['date', 1_714_521_600_000, 8.64e15 + 1, 'f: expected an RFC 3339 date'],
  ['geo', { lat: 90, lng: -180 }, { lat: 90.1, lng: 0 }, 'f: expected {"lat": -90..90, "lng": -180..180}'],
  ['geo', { lat: 0, lng: 0, more: 1 }, [1, 2], 'got [1,2]'],
  ['string[]', [], 'x', 'f: expected a list of strings, got "x"'],
  ['string[]', ['a', ''], ['a', 1], 'f[1]: expected a string'],
  ['number[]', [1, 2], [1, null], 'f[1]: expected a number, got null'],
  ['date[]', ['2024-01-01', 0], ['today'], 'f[0]: expected an RFC 3339 date'],
]

describe('a value', () => {
  test.each(CASES)('of a %s field: %j fits, %j does not', (type, fits, wrong, message) => {
    const schema = schemaWith(type)
    expect(parseDocument(schema, { id: '1', f: fits })).toEqual({ ok: true, id: '1', body: { id: '1', f: fits } })
    expect(parseDocument(schema, { id: '1', f: wrong })).toMatchObject({
      ok: false,
      id: '1',
      code: 'documents.field_type',
      message: expect.stringContaining(message) as string,
    })
    expect(parseDocument(schema, { id: '1', f: null })).toMatchObject({ ok: true })
    expect(parseDocument(schema, { id: '1' })).toMatchObject({ ok: true })
  })

  test('of a nested or a patterned field is checked under its own name', () => {
    expect(parseDocument(schemaWith('text'), { id: '1', box: { inner: 'x' } })).toMatchObject({ message: 'box.inner: expected a number, got "x"' })
    expect(parseDocument(schemaWith('text'), { id: '1', p_a: 1, p_b: 'x' })).toMatchObject({ message: 'p_b: expected a number, got "x"' })
  })

  test('is quoted in a message in at most 60 characters', () => {
    const parsed = parseDocument(schemaWith('number'), { id: '1', f: 'x'.repeat(1000) })
    expect(parsed.ok ? '' : parsed.message.length).toBeLessThan(100)
  })
})

describe('an undeclared field', () => {
  const document = { id: '1', f: 'a', other: 'b', box: { inner: 1, more: 2 }, p_x: 1 }
  test('is kept, dropped or refused, as the collection says', () => {
    expect(parseDocument(schemaWith('text'), document)).toMatchObject({ body: document })
    expect(parseDocument(schemaWith('text', 'ignore'), document)).toMatchObject({ body: { id: '1', f: 'a', box: { inner: 1, more: 2 }, p_x: 1 } })
    expect(parseDocument(schemaWith('text', 'reject'), document)).toMatchObject({
      code: 'documents.unknown_field',
      message: 'other: the collection does not declare this field',
    })
  })
})

describe('any JSON', () => {
  test('is taken or refused in a sentence, never thrown at, and what is taken can be indexed', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('text' as const, 'number[]' as const, 'geo' as const, 'date' as const), (input, type) => {
        const parsed = parseDocument(
          schemaWith(type),
          input !== null && typeof input === 'object' && !Array.isArray(input) ? { ...input, id: 'x', f: Object.values(input)[0] } : input,
        )
        if (parsed.ok) indexDocument(schemaWith(type), parsed.body)
        else expect(parsed.message.length).toBeGreaterThan(5)
      }),
      { numRuns: 500 },
    ))
})
