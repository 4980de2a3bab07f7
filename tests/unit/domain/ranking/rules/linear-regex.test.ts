import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_REGEX_SIZE, checkRegex, createRegexSet, createRegexTest } from '../../../../../src/domain/ranking/rules/linear-regex.ts'

describe('a regular expression', () => {
  test('matches anywhere in the text, case aside', () => {
    expect(createRegexTest('^iPhone (1[3-5])( pro)?$')('iphone 15 pro')).toBe(true)
    expect(createRegexTest('sofa|couch')('red couch')).toBe(true)
    expect(createRegexTest('^couch')('red couch')).toBe(false)
  })

  test.each([
    ['(a)\\1', 'invalid escape sequence'],
    ['(?=a)b', 'invalid or unsupported Perl syntax'],
    ['(?<!a)b', 'invalid'],
    ['[a', 'missing closing ]'],
    ['a{1001}', 'invalid repeat count'],
    ['*', 'missing argument to repetition operator'],
  ])('%s is refused with the reason', (text, reason) => {
    expect(checkRegex(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) })
  })

  test('that compiles to too much is refused', () => {
    expect(checkRegex(`[a-z]{1,${MAX_REGEX_SIZE}}`)).toEqual({ ok: false, reason: expect.stringContaining('too large') })
    expect(checkRegex('^[a-z]{1,20}$')).toMatchObject({ ok: true })
  })

  test('that makes a backtracking engine try 2^500 ways takes steps in proportion to the text', () => {
    // a hang would be seen by the time limit of the test
    for (const text of ['(a+)+$', '(a|a)*b', '(?:a?){100}b', '(.*a){20}c']) {
      const long = `${'a'.repeat(511)}!`
      expect([checkRegex(text).ok, createRegexTest(text)(long), createRegexSet([text])(long)]).toEqual([true, false, []])
    }
  })
})

describe('a set of regular expressions', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    'ab',
    '^a',
    'b$',
    '(a|b)+',
    'a.b',
    '\\ba',
    'b\\b',
    '[^a]',
    'a{2,3}',
    '',
    ' ',
    'ab?',
    '(ab|ba)',
    'ab|',
    'bb|c',
    '[^]ab]',
    '[\\]a]',
    'a{0,2}',
    'abc+',
    '\\Qab\\E',
    '[[:alpha:]ab]',
    'B C',
  )
  const expression = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''))
  const text = fc.array(fc.constantFrom('a', 'b', ' ', 'c'), { maxLength: 12 }).map((letters) => letters.join(''))

  test('finds what its members find one by one', () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 1, maxLength: 8 }), fc.array(text, { minLength: 1, maxLength: 6 }), (expressions, texts) => {
        const sound = expressions.filter((one) => checkRegex(one).ok)
        const set = createRegexSet(sound)
        for (const given of texts) expect(set(given)).toEqual(sound.flatMap((one, at) => (createRegexTest(one)(given) ? [at] : [])))
      }),
      { numRuns: 300 },
    )
  })
})
