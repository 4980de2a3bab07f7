import fc from 'fast-check'
import { type FilterAst, type FilterField, type FilterNode, type FilterValue, joinNodes } from '../../../../../src/domain/catalog/filter/index.ts'

const NOWHERE = { start: 0, length: 0 }

/** Few values, so that filters and documents meet often: quotes, escapes, other planes, a prefix of 64 bytes, lone surrogates. */
export const TEXTS = [
  '',
  'a',
  'A',
  'Acme',
  'Acme & Söhne',
  'a "quoted" \\ one',
  '日本語',
  '\u{1F600}',
  '\uE000',
  '\uFFFD',
  '\ud800x',
  'x\u0000y',
  '12',
  'true',
  'y'.repeat(64),
  'y'.repeat(70),
  "it's -- ; DROP",
]
export const NUMBERS = [
  0,
  1,
  -1,
  2,
  10,
  19.99,
  100,
  0.1,
  1 / 3,
  -273.15,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 60),
  1e21,
  1.7976931348623157e308,
  5e-324,
  5.480545587412795e-242,
  -7.472515882093133e295,
]
export const DATES = [0, 1, -1, 951_782_400_000, 1_714_521_600_123, -62_135_596_800_000, 253_402_300_799_999]
const LATITUDES = [-90, -45.5, -10, -1e-9, 0, 10, 10.5, 45.5, 52.52, 90]
const LONGITUDES = [-180, -179.5, -90, -10, 0, 10, 13.405, 90, 179.5, 180]
const METRES = [0, 1, 5_000.5, 250_000, 1_500_000, 9_000_000, 20_100_000, 1e12]
const OPERATORS = ['=', '!=', '<', '<=', '>', '>='] as const

/** A value of the field's type; dates as epoch ms or, where the calendar allows, RFC 3339 text. */
export function arbitraryValue(field: FilterField): fc.Arbitrary<FilterValue> {
  switch (field.type) {
    case 'number':
    case 'number[]':
      return fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...NUMBERS) },
        { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0) },
      )
    case 'boolean':
      return fc.boolean()
    case 'date':
    case 'date[]':
      return fc.tuple(fc.constantFrom(...DATES), fc.boolean()).map(([time, text]) => (text ? new Date(time).toISOString() : time))
    default:
      return field.separator === undefined
        ? fc.constantFrom(...TEXTS)
        : fc.array(fc.constantFrom('Home', 'Desks', 'Oak'), { minLength: 1, maxLength: 3 }).map((levels) => levels.join(field.separator))
  }
}

/** A filter that parses and resolves over `fields` (prose fields are passed over); every offset is 0. */
export function arbitraryFilter(fields: readonly FilterField[], size: { readonly maxDepth: number } = { maxDepth: 3 }): fc.Arbitrary<FilterAst> {
  const usable = fields.filter((field) => field.type !== 'text')
  const condition = fc.constantFrom(...usable).chain(arbitraryCondition)
  return fc.letrec<{ node: FilterAst }>((tie) => ({
    node: fc.oneof(
      { maxDepth: size.maxDepth, withCrossShrink: true },
      { weight: 3, arbitrary: condition },
      { weight: 2, arbitrary: arbitraryGroup('and', tie('node')) },
      { weight: 2, arbitrary: arbitraryGroup('or', tie('node')) },
      { weight: 1, arbitrary: tie('node').map((child): FilterAst => ({ kind: 'not', child, ...NOWHERE })) },
    ),
  })).node
}

function arbitraryGroup(kind: 'and' | 'or', node: fc.Arbitrary<FilterAst>): fc.Arbitrary<FilterAst> {
  return fc.tuple(node, node, fc.array(node, { maxLength: 2 })).map(([first, second, more]) => joinNodes(kind, [first, second, ...more]))
}

function arbitraryCondition(declared: FilterField): fc.Arbitrary<FilterAst> {
  const field = { name: declared.name, ...NOWHERE }
  const presence = fc.constantFrom('exists' as const, 'isNull' as const).map((kind): FilterAst => ({ kind, field, ...NOWHERE }))
  if (declared.type === 'geo') return fc.oneof({ weight: 1, arbitrary: presence }, { weight: 4, arbitrary: arbitraryArea(field) })
  const literal = arbitraryValue(declared).map((value) => ({ value, ...NOWHERE }))
  const compare = fc
    .tuple(fc.constantFrom(...(declared.type === 'boolean' ? OPERATORS.slice(0, 2) : OPERATORS)), literal)
    .map(([operator, value]): FilterAst => ({ kind: 'compare', field, operator, value, ...NOWHERE }))
  const list = fc
    .tuple(fc.boolean(), fc.array(literal, { maxLength: 7 }))
    .map(([negated, values]): FilterAst => ({ kind: 'in', field, negated, values, ...NOWHERE }))
  const between = fc.tuple(literal, literal).map(([low, high]): FilterAst => ({ kind: 'between', field, low, high, ...NOWHERE }))
  return declared.type === 'boolean' ? fc.oneof(compare, list, presence) : fc.oneof(compare, compare, list, between, presence)
}

function arbitraryArea(field: FilterAst extends FilterNode<infer F> ? F : never): fc.Arbitrary<FilterAst> {
  const number = (values: readonly number[]): fc.Arbitrary<{ value: number; start: number; length: number }> =>
    fc.constantFrom(...values).map((value) => ({ value, ...NOWHERE }))
  const [lat, lng] = [number(LATITUDES), number(LONGITUDES)]
  const radius = fc.record({ lat, lng, metres: number(METRES) }).map((area): FilterAst => ({ kind: 'geoRadius', field, ...area, ...NOWHERE }))
  const box = fc.record({ lat1: lat, west: lng, lat2: lat, east: lng }).map((area): FilterAst => ({ kind: 'geoBox', field, ...area, ...NOWHERE }))
  const vertex = fc.record({ lat, lng: number([...LONGITUDES, -200, 190, 270]) })
  const polygon = fc.array(vertex, { minLength: 3, maxLength: 6 }).map((points): FilterAst => ({ kind: 'geoPolygon', field, points, ...NOWHERE }))
  return fc.oneof(radius, box, polygon)
}

/** A document over `fields`: values may be missing, null, empty lists or, for array fields, lists with nulls; dots become nested objects. */
export function arbitraryDocument(fields: readonly FilterField[]): fc.Arbitrary<Record<string, unknown>> {
  return fc.tuple(...fields.map((field) => arbitraryMember(field))).map((members) => {
    const document: Record<string, unknown> = {}
    members.forEach((value, index) => {
      const name = fields[index]?.name
      if (name !== undefined && value !== undefined) setPath(document, name.split('.'), value)
    })
    return document
  })
}

function arbitraryMember(field: FilterField): fc.Arbitrary<unknown> {
  const absent = fc.constantFrom(undefined, null)
  if (field.type === 'text') return fc.constantFrom('some prose', undefined)
  if (field.type === 'geo') {
    const point = fc.record({ lat: fc.constantFrom(...LATITUDES), lng: fc.constantFrom(...LONGITUDES) })
    return fc.oneof({ weight: 1, arbitrary: absent }, { weight: 5, arbitrary: point })
  }
  const value = arbitraryValue(field)
  const present = field.type.endsWith('[]')
    ? fc.array(fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) }), { maxLength: 4 })
    : value
  return fc.oneof({ weight: 1, arbitrary: absent }, { weight: 3, arbitrary: present })
}

function setPath(document: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head, ...tail] = path
  if (head === undefined) return
  if (tail.length === 0) {
    document[head] = value
    return
  }
  const inner: Record<string, unknown> = {}
  setPath(inner, tail, value)
  document[head] = inner
}
