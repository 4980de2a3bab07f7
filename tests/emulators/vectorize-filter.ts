// The metadata filter of developers.cloudflare.com/vectorize/reference/metadata-filtering, rules and meaning.
export type MetadataIndexType = 'string' | 'number' | 'boolean'
type Scalar = string | number | boolean | null

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const OPERATORS = ['$eq', '$ne', '$in', '$nin', '$lt', '$lte', '$gt', '$gte']
const RANGE = ['$lt', '$lte', '$gt', '$gte']

/** What is wrong with a filter, or null. The rules are the documentation's; the platform's wording is not public. */
export function findFilterFault(filter: unknown): string | null {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) return 'filter must be an object'
  if (Object.keys(filter).length === 0) return 'filter must be a non-empty object'
  const bytes = encoder.encode(JSON.stringify(filter)).length
  if (bytes >= 2048) return `filter must be less than 2048 bytes, got ${bytes} bytes`
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '' || key.startsWith('$') || key.includes('"') || key.length > 512) return `invalid filter key ${JSON.stringify(key)}`
    if (isScalar(condition)) continue
    if (typeof condition !== 'object' || Array.isArray(condition)) return `invalid filter value for key ${JSON.stringify(key)}`
    const fault = findConditionFault(condition as Record<string, unknown>)
    if (fault !== null) return `${fault} for key ${JSON.stringify(key)}`
  }
  return null
}

function findConditionFault(condition: Record<string, unknown>): string | null {
  const operators = Object.keys(condition)
  const unknown = operators.find((operator) => !OPERATORS.includes(operator))
  if (unknown !== undefined || operators.length === 0) return `invalid filter operator ${JSON.stringify(unknown ?? '')}`
  const lower = operators.filter((operator) => operator.startsWith('$g')).length
  if (operators.length > 2 || (operators.length === 2 && (lower !== 1 || !operators.every((operator) => RANGE.includes(operator))))) {
    return 'only one lower and one upper bound can be combined'
  }
  for (const [operator, value] of Object.entries(condition)) {
    if (operator === '$in' || operator === '$nin') {
      if (!Array.isArray(value) || value.length === 0 || !value.every(isScalar))
        return `${operator} needs a list of strings, numbers, booleans or nulls`
    } else if (RANGE.includes(operator) ? typeof value !== 'string' && typeof value !== 'number' : !isScalar(value)) {
      return `invalid value of ${operator}`
    }
  }
  return null
}

/** The value that a metadata index of this type keeps of a vector: the first 64 bytes of a string, whole characters only. */
export function toIndexed(value: unknown, type: MetadataIndexType): string | number | boolean | undefined {
  if (typeof value !== type) return undefined
  return typeof value === 'string' ? cutTo64Bytes(value) : (value as number | boolean)
}

/** Whether a vector with these indexed values passes. All conditions must hold: there is no OR. */
export function passesFilter(filter: Record<string, unknown>, indexed: Readonly<Record<string, string | number | boolean>>): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    const value = indexed[key] ?? null
    if (isScalar(condition)) return value === condition
    return Object.entries(condition as Record<string, unknown>).every(([operator, wanted]) => passesOperator(operator, value, wanted))
  })
}

function passesOperator(operator: string, value: Scalar, wanted: unknown): boolean {
  if (operator === '$eq') return value === wanted
  if (operator === '$ne') return value !== wanted
  if (operator === '$in') return (wanted as Scalar[]).includes(value)
  if (operator === '$nin') return !(wanted as Scalar[]).includes(value)
  if (typeof value !== typeof wanted || value === null) return false
  const bound = wanted as string | number
  if (operator === '$lt') return value < bound
  if (operator === '$lte') return value <= bound
  return operator === '$gt' ? value > bound : value >= bound
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function cutTo64Bytes(text: string): string {
  let cut = ''
  for (const character of text) {
    if (encoder.encode(cut + character).length > 64) return cut
    cut += character
  }
  return decoder.decode(encoder.encode(cut))
}
