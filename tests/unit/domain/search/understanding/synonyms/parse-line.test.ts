import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLine } from '../../../../../../src/domain/search/understanding/synonyms/parse-line.ts'

const read = (line: string) => parseLine(line, 'text', 'en')
const json = (value: unknown) => parseLine(typeof value === 'string' ? value : JSON.stringify(value), 'ndjson', 'en')

describe('a line of text', () => {
  test('with commas is a two-way rule, with an arrow a one-way rule', () => {
    expect(read('tv, television')).toMatchObject({ rule: { type: 'two_way', words: ['tv', 'television'], weight: 0.8 } })
    expect(read('couch => sofa, settee')).toMatchObject({ rule: { type: 'one_way', from: ['couch'], to: ['sofa', 'settee'] } })
  })

  test('may be blank or a comment', () => {
    for (const line of ['', '   ', '\r', '# tv, television', '  #']) expect(read(line)).toBeNull()
  })

  test('keeps commas, arrows and hashes behind a backslash', () => {
    expect(read('a\\,b, c\\=>d')).toMatchObject({ rule: { words: ['a,b', 'c=>d'] } })
    expect(read('\\#1 bolt, number one bolt')).toMatchObject({ rule: { words: ['#1 bolt', 'number one bolt'] } })
  })

  test('leaves out what is searched anyway', () => {
    expect(read('couch => couch, sofa')).toMatchObject({ rule: { from: ['couch'], to: ['sofa'] } })
    expect(read('lamp, lamps, light')).toMatchObject({ rule: { words: ['lamp', 'light'] } })
  })

  test.each([
    'tv',
    'tv,',
    'lamp, lamps',
    'couch => couch',
    '=> sofa',
    'a => b => c',
    ', ,',
    'the, tent',
    '…, tent',
    'one two three four five six seven, x',
  ])('is refused when it says nothing: %s', (line) => {
    expect(read(line)).toMatchObject({ code: 'synonyms.invalid' })
  })

  test('has the same id whenever it is read, and another line another', () => {
    const id = (line: string) => {
      const parsed = read(line)
      return parsed && 'rule' in parsed ? parsed.rule.id : ''
    }
    expect(id('tv, television')).toBe(id('tv,  television '))
    expect(id('tv, television')).not.toBe(id('tv => television'))
    expect(id('tv, television')).toMatch(/^w-[0-9a-f]{16}$/)
  })
})

describe('a line of JSON', () => {
  test('is a rule with its id and weight', () => {
    const rule = { id: 'x', type: 'one_way', from: ['couch'], to: ['sofa'], weight: 0.5 }
    expect(json(rule)).toEqual({ rule })
  })

  test.each([
    { type: 'two_way', words: ['tv'] },
    { type: 'two_way', words: ['tv', 'television'], weight: 0 },
    { type: 'two_way', words: ['tv', 'television'], weight: 1.1 },
    { type: 'two_way', words: ['tv', 'television'], from: ['x'] },
    { type: 'two_way', words: ['tv', 'x'.repeat(129)] },
    { type: 'two_way', words: Array.from({ length: 33 }, (_unused, at) => `w${at}`) },
    { id: 'a/b', type: 'two_way', words: ['tv', 'television'] },
    { id: '', type: 'two_way', words: ['tv', 'television'] },
    { type: 'three_way', words: ['tv', 'television'] },
    ['tv', 'television'],
    'null',
  ])('of another shape is refused: %j', (value) => {
    expect(json(value)).toMatchObject({ code: 'synonyms.invalid' })
  })

  test('that is no JSON is said to be none', () => {
    expect(json('{"type":')).toMatchObject({ code: 'documents.json' })
  })
})

test('no line makes the reader throw, and what it takes is read back as it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z ,=>\\#]{0,40}$/)),
      fc.constantFrom('text' as const, 'ndjson' as const),
      (line, format) => {
        const parsed = parseLine(line, format, 'en')
        if (parsed && 'rule' in parsed) expect(json(parsed.rule)).toEqual(parsed)
      },
    ),
  )
}, 60_000)
