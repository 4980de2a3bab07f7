import type { FieldRef, FilterAst, NumberLiteral } from './ast.ts'
import { failFilter } from './filter-error.ts'
import { MAX_POLYGON_POINTS } from './limits.ts'
import type { TokenCursor } from './token-cursor.ts'
import type { Punctuation, Token } from './tokenize.ts'

const SIGNATURES = {
  _georadius: '_geoRadius(field, lat, lng, metres)',
  _geobox: '_geoBox(field, lat1, lng1, lat2, lng2)',
  _geopolygon: '_geoPolygon(field, [[lat, lng], [lat, lng], [lat, lng]])',
} as const
type GeoFunction = keyof typeof SIGNATURES

export function isGeoFunction(name: string): boolean {
  return toGeoFunction(name) !== undefined
}

/** Reads `_geoRadius(…)`, `_geoBox(…)` or `_geoPolygon(…)`; the cursor stands on the name. */
export function parseGeoFunction(cursor: TokenCursor, name: Extract<Token, { kind: 'name' }>): FilterAst {
  const called = toGeoFunction(name.name) ?? failFilter('filter.syntax', `There is no function ${name.name}`, name)
  const usage = `Write ${SIGNATURES[called]}`
  const { start } = name
  cursor.take()
  expectSymbol(cursor, '(', usage)
  const field = parseField(cursor, usage)
  const readNumber = (): NumberLiteral => {
    expectSymbol(cursor, ',', usage)
    return parseNumber(cursor, usage)
  }
  const close = (): number => {
    expectSymbol(cursor, ')', usage)
    return cursor.lastEnd() - start
  }
  if (called === '_georadius') {
    const [lat, lng, metres] = [readNumber(), readNumber(), readNumber()]
    return { kind: 'geoRadius', field, lat, lng, metres, start, length: close() }
  }
  if (called === '_geobox') {
    const [lat1, west, lat2, east] = [readNumber(), readNumber(), readNumber(), readNumber()]
    return { kind: 'geoBox', field, lat1, west, lat2, east, start, length: close() }
  }
  expectSymbol(cursor, ',', usage)
  const points = parsePoints(cursor, usage)
  return { kind: 'geoPolygon', field, points, start, length: close() }
}

function parsePoints(cursor: TokenCursor, usage: string): { lat: NumberLiteral; lng: NumberLiteral }[] {
  const list = cursor.peek()
  expectSymbol(cursor, '[', usage)
  const points: { lat: NumberLiteral; lng: NumberLiteral }[] = []
  do {
    if (points.length >= MAX_POLYGON_POINTS) failFilter('filter.too_complex', `The polygon has more than ${MAX_POLYGON_POINTS} points`, cursor.peek())
    expectSymbol(cursor, '[', usage)
    const lat = parseNumber(cursor, usage)
    expectSymbol(cursor, ',', usage)
    const lng = parseNumber(cursor, usage)
    expectSymbol(cursor, ']', usage)
    points.push({ lat, lng })
  } while (cursor.acceptSymbol(','))
  expectSymbol(cursor, ']', usage)
  if (points.length < 3)
    failFilter('filter.syntax', 'A polygon needs at least 3 points', { start: list.start, length: cursor.lastEnd() - list.start })
  return points
}

function parseField(cursor: TokenCursor, usage: string): FieldRef {
  const token = cursor.peek()
  if (token.kind !== 'name') return cursor.failExpected('a field name', usage)
  cursor.take()
  return { name: token.name, start: token.start, length: token.length }
}

function parseNumber(cursor: TokenCursor, usage: string): NumberLiteral {
  const token = cursor.peek()
  if (token.kind !== 'number') return cursor.failExpected('a number', usage)
  cursor.take()
  return { value: token.value, start: token.start, length: token.length }
}

function expectSymbol(cursor: TokenCursor, symbol: Punctuation, usage: string): void {
  if (!cursor.acceptSymbol(symbol)) cursor.failExpected(JSON.stringify(symbol), usage)
}

function toGeoFunction(name: string): GeoFunction | undefined {
  const lower = name.toLowerCase()
  return lower === '_georadius' || lower === '_geobox' || lower === '_geopolygon' ? lower : undefined
}
