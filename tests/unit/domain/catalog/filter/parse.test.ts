import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FilterAst } from '../../../../../src/domain/catalog/filter/index.ts'
import { describeFilterError, parseFilter, printFilter } from '../../../../../src/domain/catalog/filter/index.ts'
import { arbitraryFilter } from './arbitrary-filter.ts'
import { FIELDS, parse } from './sample-fields.ts'

/** The tree without places: JSON has no undefined, so equal text is an equal tree. */
function stripPlaces(ast: FilterAst): unknown {
  return JSON.parse(JSON.stringify(ast, (key, value: unknown) => (key === 'start' || key === 'length' ? undefined : value)))
}

describe('parseFilter', () => {
  test.each([
    ['NOT binds before AND, AND before OR', 'NOT a = 1 AND b = 2 OR c = 3', '((NOT a = 1) AND b = 2) OR c = 3'],
    ['parentheses win', 'a = 1 AND (b = 2 OR c = 3)', 'a = 1 AND ((b = 2) OR (c = 3))'],
    ['AND of BETWEEN is not the logical AND', 'a BETWEEN 1 AND 2 AND b = 3', '(a BETWEEN 1 AND 2) AND (b = 3)'],
    ['AND is associative', 'a = 1 AND (b = 2 AND c = 3)', '(a = 1 AND b = 2) AND c = 3'],
    ['keywords in any case', 'not a in [1] or b is not null', 'NOT a IN [1] OR b EXISTS'],
    ['NOT EXISTS is IS NULL', 'a NOT EXISTS', 'a IS NULL'],
    ['numbers in every notation', 'a IN [-1, .5, 1e3, 1E-2, 1.0, -0]', 'a IN [-1.0, 0.5, 1000, 0.01, 1, 0]'],
    ['escapes', String.raw`a = "\"\\\/\n\u00e9"`, '`a` = "\\"\\\\/\\u000aé"'],
    ['dotted, unicode and quoted names', 'größe.breite = 1 AND `a b`.c = 1', ''],
  ])('%s', (_law, left, right) => {
    if (right === '') expect(parseFilter(left).ok).toBe(false)
    else expect(stripPlaces(parse(left))).toEqual(stripPlaces(parse(right)))
  })

  test('every node knows its place', () => {
    const text = '  brand != "A"  OR  NOT ( price BETWEEN 1 AND 22 )'
    const ast = parse(text)
    const cut = (span: { start: number; length: number }): string => text.slice(span.start, span.start + span.length)
    expect(cut(ast)).toBe('brand != "A"  OR  NOT ( price BETWEEN 1 AND 22 )')
    if (ast.kind !== 'or') throw new Error(ast.kind)
    const [first, second] = ast.children
    expect(first && cut(first)).toBe('brand != "A"')
    expect(first?.kind === 'compare' && [cut(first.field), cut(first.value)]).toEqual(['brand', '"A"'])
    expect(second && cut(second)).toBe('NOT ( price BETWEEN 1 AND 22 )')
    expect(second?.kind === 'not' && second.child.kind === 'between' && cut(second.child.high)).toBe('22')
  })

  test('what is printed parses to the same tree', () => {
    fc.assert(
      fc.property(arbitraryFilter(FIELDS, { maxDepth: 5 }), (ast) => {
        const printed = printFilter(ast)
        expect(stripPlaces(parse(printed))).toEqual(stripPlaces(ast))
        expect(printFilter(parse(printed))).toBe(printed)
      }),
      { numRuns: 200 },
    )
  })

  test('JSON.stringify writes a valid string, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (value) => {
        const ast = parse(`a = ${JSON.stringify(value)}`)
        expect(ast.kind === 'compare' && ast.value.value).toBe(value)
      }),
    )
  })

  test('any text gives a tree or an error inside the text', () => {
    const word = fc.constantFrom(
      'a',
      '`b c`',
      '"x"',
      '1',
      '-2e3',
      'AND',
      'or',
      'NOT',
      'IN',
      'BETWEEN',
      'IS',
      'NULL',
      'EXISTS',
      '(',
      ')',
      '[',
      ']',
      ',',
      '=',
      '!=',
      '<',
      '_geoRadius',
      "'",
      '\\',
      '\u{1F600}',
      '"',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
          fc.string({ unit: 'grapheme' }),
        ),
        (text) => {
          const result = parseFilter(text)
          if (result.ok) return
          expect(result.error.offset).toBeGreaterThanOrEqual(0)
          expect(result.error.offset + result.error.length).toBeLessThanOrEqual(text.length)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('a filter that can not be read', () => {
  test.each([
    ['', 0, 0, 'Expected a condition'],
    ['   ', 3, 0, 'Expected a condition'],
    ['inStock =', 9, 0, 'Expected a value after "="'],
    ['price < AND brand = "A"', 8, 3, 'Expected a value after "<"'],
    ['price', 5, 0, 'Expected an operator such as =, <, IN, BETWEEN, EXISTS or IS NULL after price'],
    ['brand = Acme', 8, 4, 'Expected a value after "="'],
    ["brand = 'Acme'", 8, 1, 'Unexpected "\'"'],
    ['brand = “Acme”', 8, 1, 'Unexpected "“"'],
    ['brand = "Acme', 8, 5, 'The string is never closed'],
    [String.raw`brand = "a\qb"`, 10, 2, 'A backslash begins an unknown escape'],
    [String.raw`brand = "\u12"`, 9, 2, 'A backslash begins an unknown escape'],
    ['`brand = "A"', 0, 12, 'The name in backticks is never closed'],
    ['`` = 1', 0, 2, 'A field name is empty'],
    ['brand = null', 8, 4, 'Nothing compares with null'],
    ['brand IN ["a", NULL]', 15, 4, 'Nothing compares with null'],
    ['brand IS "A"', 9, 3, 'Expected NULL or NOT NULL'],
    ['brand IS NOT "A"', 13, 3, 'Expected NULL'],
    ['brand == "A"', 6, 2, 'Unexpected "=="'],
    ['brand <> "A"', 6, 2, 'Unexpected "<>"'],
    ['a = 1 && b = 2', 6, 2, 'Unexpected "&&"'],
    ['!a = 1', 0, 1, 'Unexpected "!"'],
    ['brand:Acme', 5, 1, 'Unexpected ":"'],
    ['wi-fi = true', 2, 1, 'Unexpected "-"'],
    ['wi-5 = true', 2, 2, 'Expected an operator such as =, <, IN, BETWEEN, EXISTS or IS NULL after wi'],
    ['"brand" = "A"', 0, 7, 'Expected a field name'],
    ['in = "A"', 0, 2, 'Expected a field name'],
    ['brand LIKE "A"', 6, 4, 'Expected an operator such as =, <, IN, BETWEEN, EXISTS or IS NULL after brand'],
    ['price = 12px', 8, 4, '"12px" is not a number'],
    ['price = 1.2.3', 8, 5, '"1.2.3" is not a number'],
    ['price = 1e999', 8, 5, 'The number is too large'],
    ['price BETWEEN 1, 2', 15, 1, 'Expected AND and the upper end of the range'],
    ['price NOT BETWEEN 1 AND 2', 10, 7, 'Expected IN or EXISTS after NOT'],
    ['brand IN ("a")', 9, 1, 'Expected "[" and a list of values'],
    ['brand IN ["a" "b"]', 14, 3, 'Expected "," or "]"'],
    ['brand IN ["a",]', 14, 1, 'Expected a value after ","'],
    ['brand IN ["a"', 9, 1, 'This "[" is never closed'],
    ['(a = 1 OR b = 2', 0, 1, 'This "(" is never closed'],
    ['(a = 1 b = 2)', 7, 1, 'Expected AND, OR or ")"'],
    ['a = 1)', 5, 1, 'This ")" closes nothing'],
    ['a = 1 b = 2', 6, 1, 'Expected AND, OR or the end'],
    ['a = 1 OR', 8, 0, 'Expected a condition'],
    ['near(place, 1, 2)', 0, 4, 'There is no function near'],
    ['_geoRadius(place, 1, 2)', 22, 1, 'Expected ","'],
    ['_geoRadius("place", 1, 2, 3)', 11, 7, 'Expected a field name'],
    ['_geoBox(place, 1, x, 2, 3)', 18, 1, 'Expected a number'],
    ['_geoPolygon(place, [[1, 2], [3, 4]])', 19, 16, 'A polygon needs at least 3 points'],
  ])('%s', (text, offset, length, message) => {
    const result = parseFilter(text)
    expect(result.ok ? 'parsed' : result.error).toMatchObject({ code: 'filter.syntax', offset, length, message })
  })

  test('is described in a sentence with the character', () => {
    const result = parseFilter('inStock =')
    expect(result.ok ? '' : describeFilterError(result.error)).toBe('Expected a value after "=" at character 9.')
  })
})

describe('a filter past a limit', () => {
  const nest = (levels: number): string => `${'('.repeat(levels)}a = 1${')'.repeat(levels)}`
  const alternate = (levels: number): string =>
    levels === 0 ? 'a = 1' : levels % 2 ? `b = 2 AND (${alternate(levels - 1)})` : `c = 3 OR (${alternate(levels - 1)})`
  test.each([
    ['50 parentheses', nest(50), 'ok'],
    ['51 parentheses', nest(51), 51],
    ['a condition under 49 NOTs', `${'NOT '.repeat(49)}a = 1`, 'ok'],
    ['a condition under 51 NOTs', `${'NOT '.repeat(51)}a = 1`, 204],
    ['AND and OR 50 deep', alternate(49), 'ok'],
    ['AND and OR 51 deep, by the tree', alternate(50), alternate(50).lastIndexOf('b = 2')],
    ['500 conditions', Array.from({ length: 500 }, () => 'a = 1').join(' OR '), 'ok'],
    ['501 conditions', Array.from({ length: 501 }, () => 'a = 1').join(' OR '), 4500],
    ['1000 values', `a IN [${Array.from({ length: 1000 }, () => '1').join(',')}]`, 'ok'],
    ['1001 values', `a IN [${Array.from({ length: 1001 }, () => '1').join(',')}]`, 2006],
    ['20 areas', Array.from({ length: 20 }, () => '_geoRadius(p, 1, 2, 3)').join(' OR '), 'ok'],
    ['21 areas', Array.from({ length: 21 }, () => '_geoRadius(p, 1, 2, 3)').join(' OR '), 520],
    ['1001 points', `_geoPolygon(p, [${Array.from({ length: 1001 }, () => '[1,2]').join(',')}])`, 6016],
    ['too long a text', `a = "${'x'.repeat(262_144)}"`, 262_144],
  ])('%s', (_what, text, outcome) => {
    const result = parseFilter(text)
    if (outcome === 'ok') expect(result.ok).toBe(true)
    else expect(result.ok ? 'parsed' : result.error).toMatchObject({ code: 'filter.too_complex', offset: outcome })
  })
})
