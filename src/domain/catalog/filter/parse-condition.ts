import type { CompareOperator, FieldRef, FilterAst, Literal } from './ast.ts'
import { failFilter } from './filter-error.ts'
import { MAX_LIST_VALUES } from './limits.ts'
import { isGeoFunction, parseGeoFunction } from './parse-geo.ts'
import type { TokenCursor } from './token-cursor.ts'
import type { Token } from './tokenize.ts'

const COMPARE_OPERATORS: ReadonlySet<string> = new Set<CompareOperator>(['=', '!=', '<', '<=', '>', '>='])
const OPERATORS = 'an operator such as =, <, IN, BETWEEN, EXISTS or IS NULL'
const FOREIGN_WORDS: ReadonlyMap<string, string> = new Map([
  ['LIKE', 'Filters compare exact values; search prose with q'],
  ['CONTAINS', 'On an array field = already means "some element is"'],
  ['TO', 'Write a range as field BETWEEN a AND b'],
])

/** One condition on one field, or a geo function. */
export function parseCondition(cursor: TokenCursor): FilterAst {
  const token = cursor.peek()
  if (token.kind === 'string') cursor.failExpected('a field name', 'Field names stand alone or in backticks; double quotes are for values')
  if (token.kind === 'keyword')
    cursor.failExpected(
      'a field name',
      `To use a field called ${cursor.text.slice(token.start, token.start + token.length)}, put its name in backticks`,
    )
  if (token.kind !== 'name') return cursor.failExpected('a condition')
  const next = cursor.peek(1)
  if (next.kind === 'symbol' && next.symbol === '(') {
    if (isGeoFunction(token.name)) return parseGeoFunction(cursor, token)
    failFilter('filter.syntax', `There is no function ${token.name}`, token, 'The functions are _geoRadius, _geoBox and _geoPolygon')
  }
  cursor.take()
  const field: FieldRef = { name: token.name, start: token.start, length: token.length }
  return parsePredicate(cursor, field)
}

function parsePredicate(cursor: TokenCursor, field: FieldRef): FilterAst {
  const { start } = field
  const token = cursor.peek()
  if (token.kind === 'symbol' && isCompareOperator(token.symbol)) {
    cursor.take()
    const value = parseValue(cursor, token.symbol)
    return { kind: 'compare', field, operator: token.symbol, value, start, length: cursor.lastEnd() - start }
  }
  if (cursor.acceptKeyword('IS')) {
    const negated = cursor.acceptKeyword('NOT')
    if (!cursor.acceptKeyword('NULL')) cursor.failExpected(negated ? 'NULL' : 'NULL or NOT NULL', 'Write = to compare with a value')
    return { kind: negated ? 'exists' : 'isNull', field, start, length: cursor.lastEnd() - start }
  }
  if (cursor.acceptKeyword('EXISTS')) return { kind: 'exists', field, start, length: cursor.lastEnd() - start }
  if (cursor.acceptKeyword('IN')) return parseIn(cursor, field, false)
  if (cursor.acceptKeyword('BETWEEN')) return parseBetween(cursor, field)
  if (cursor.acceptKeyword('NOT')) return parseNegated(cursor, field)
  return failOperator(cursor, field)
}

function parseNegated(cursor: TokenCursor, field: FieldRef): FilterAst {
  if (cursor.acceptKeyword('IN')) return parseIn(cursor, field, true)
  const { start } = field
  if (cursor.acceptKeyword('EXISTS')) return { kind: 'isNull', field, start, length: cursor.lastEnd() - start }
  return cursor.failExpected('IN or EXISTS after NOT', 'To negate a whole condition write NOT before it: NOT (price BETWEEN 1 AND 5)')
}

function parseBetween(cursor: TokenCursor, field: FieldRef): FilterAst {
  const low = parseValue(cursor, 'BETWEEN')
  if (!cursor.acceptKeyword('AND')) cursor.failExpected('AND and the upper end of the range')
  const high = parseValue(cursor, 'AND')
  return { kind: 'between', field, low, high, start: field.start, length: cursor.lastEnd() - field.start }
}

function parseIn(cursor: TokenCursor, field: FieldRef, negated: boolean): FilterAst {
  const open = cursor.peek()
  if (!cursor.acceptSymbol('[')) cursor.failExpected('"[" and a list of values', 'Write the values as ["a", "b"]')
  const values: Literal[] = []
  while (!cursor.acceptSymbol(']')) {
    if (values.length > 0 && !cursor.acceptSymbol(',')) {
      if (cursor.peek().kind === 'end') failFilter('filter.syntax', 'This "[" is never closed', open)
      cursor.failExpected('"," or "]"')
    }
    const at = cursor.peek()
    values.push(parseValue(cursor, values.length === 0 ? '[' : ','))
    if (values.length > MAX_LIST_VALUES) failFilter('filter.too_complex', `The list has more than ${MAX_LIST_VALUES} values`, at)
  }
  return { kind: 'in', field, negated, values, start: field.start, length: cursor.lastEnd() - field.start }
}

function parseValue(cursor: TokenCursor, after: string): Literal {
  const token = cursor.peek()
  const value = readValue(token)
  if (value === undefined) return failValue(cursor, token, after)
  cursor.take()
  return { value, start: token.start, length: token.length }
}

function readValue(token: Token): Literal['value'] | undefined {
  if (token.kind === 'string' || token.kind === 'number') return token.value
  if (token.kind !== 'keyword') return undefined
  if (token.keyword === 'TRUE') return true
  return token.keyword === 'FALSE' ? false : undefined
}

function failValue(cursor: TokenCursor, token: Token, after: string): never {
  if (token.kind === 'keyword' && token.keyword === 'NULL') {
    failFilter('filter.syntax', 'Nothing compares with null', token, 'Write field IS NULL or field IS NOT NULL')
  }
  const hint = token.kind === 'name' ? `Strings are written in double quotes: ${JSON.stringify(token.name)}` : undefined
  return cursor.failExpected(`a value after ${JSON.stringify(after)}`, hint)
}

function failOperator(cursor: TokenCursor, field: FieldRef): never {
  const token = cursor.peek()
  const name = cursor.text.slice(field.start, field.start + field.length)
  const word = token.kind === 'name' ? FOREIGN_WORDS.get(token.name.toUpperCase()) : undefined
  const bare = token.kind === 'end' || token.kind === 'keyword' ? `For a true field write ${name} = true` : undefined
  const glued =
    token.start === field.start + field.length && token.kind !== 'end' ? 'Names with other characters are written in backticks' : undefined
  return cursor.failExpected(`${OPERATORS} after ${name}`, word ?? glued ?? bare)
}

function isCompareOperator(symbol: string): symbol is CompareOperator {
  return COMPARE_OPERATORS.has(symbol)
}
