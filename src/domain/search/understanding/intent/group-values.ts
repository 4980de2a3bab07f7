import { hashWord } from '../../../../shared/math/random.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { DEFAULT_SEPARATOR, type Schema } from '../../../catalog/index.ts'
import { EMPTY_RUN, extendHash, hashValue, valuePhrase } from './value-phrase.ts'

const MOST_PHRASES = 50_000
/** Of all phrases and their values in the blob. */
export const MOST_BYTES = 4_000_000
/** What a phrase takes beside its values. */
export const RECORD_BYTES = 28
const MOST_SPELLINGS = 16
const SLICE = 128

/** The values of one field that have the same terms in the same order: Drama and drama, zombie and zombies. */
export type ValueGroup = {
  readonly field: string
  /** a document may carry several values of the field */
  readonly many: boolean
  /** between the levels of a hierarchical field's values */
  readonly separator: string | null
  readonly terms: readonly string[]
  readonly hash: number
  /** commonest first */
  readonly values: { readonly value: string; readonly count: number }[]
  /** the group whose values a part of their name stands for: Hitchcock for Alfred Hitchcock */
  readonly base?: ValueGroup
  /** documents that carry a value of the group */
  carriers: number
  /** about how many documents say the words and carry another value of the field, or, of a field of many, not this one */
  outside: number
  /** about how many documents say the words and carry a value of the group */
  mentions: number
}

/** Groups by field and phrase, the commonest phrases alone when there are too many. */
export function* groupValues(
  counted: Iterable<{ readonly field: string; readonly value: string; readonly count: number }>,
  schema: Schema,
  language: Language,
): Generator<void, { groups: ValueGroup[]; groupOfValue: ReadonlyMap<number, ValueGroup> }> {
  const groups = new Map<string, ValueGroup>()
  const groupOfValue = new Map<number, ValueGroup>()
  let seen = 0
  for (const { field, value, count } of counted) {
    seen += 1
    if (seen % SLICE === 0) yield
    const terms = termsOf(field, value, schema, language)
    if (terms === undefined) continue
    const key = `${field}\u0000${terms.join(' ')}`
    const group = groups.get(key) ?? startGroup(field, terms, schema)
    groups.set(key, group)
    group.carriers += count
    group.values.push({ value, count })
    groupOfValue.set(hashValue(field, value), group)
  }
  yield
  return { groups: yield* keepCommonest([...groups.values()]), groupOfValue }
}

/** The phrase of a hierarchical value is its last level's. */
function termsOf(field: string, value: string, schema: Schema, language: Language): string[] | undefined {
  const separator = separatorOf(schema, field)
  const said = separator === null ? value : value.split(separator).at(-1)
  return valuePhrase(said ?? value, language)?.map(({ term }) => term)
}

function separatorOf(schema: Schema, field: string): string | null {
  const declared = schema.field(field)
  return declared?.facet === 'hierarchical' ? (declared.separator ?? DEFAULT_SEPARATOR) : null
}

function startGroup(field: string, terms: readonly string[], schema: Schema): ValueGroup {
  const many = schema.field(field)?.type.endsWith('[]') === true
  const separator = separatorOf(schema, field)
  return { field, many, separator, terms, hash: hashTerms(terms), values: [], carriers: 0, outside: 0, mentions: 0 }
}

export function hashTerms(terms: readonly string[]): number {
  return terms.reduce((run, term) => extendHash(run, hashWord(term)), EMPTY_RUN)
}

function* keepCommonest(groups: readonly ValueGroup[]): Generator<void, ValueGroup[]> {
  const bytesOfCount = new Map<number, { phrases: number; bytes: number }>()
  for (const [index, group] of groups.entries()) {
    if (index % (SLICE * 8) === 0) yield
    group.values.sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1)).splice(MOST_SPELLINGS)
    const sum = bytesOfCount.get(group.carriers) ?? { phrases: 0, bytes: 0 }
    bytesOfCount.set(group.carriers, { phrases: sum.phrases + 1, bytes: sum.bytes + sizeOf(group) })
  }
  yield
  const room = { phrases: MOST_PHRASES, bytes: MOST_BYTES }
  let least = 0
  for (const [count, sum] of [...bytesOfCount].toSorted((left, right) => right[0] - left[0])) {
    least = count
    if (sum.phrases > room.phrases || sum.bytes > room.bytes) break
    room.phrases -= sum.phrases
    room.bytes -= sum.bytes
    least = count - 1
  }
  if (least === 0) return [...groups]
  yield
  // of the phrases as rare as the first that do not all fit, as many as do
  return groups.filter((group) => {
    if (group.carriers !== least) return group.carriers > least
    const bytes = sizeOf(group)
    if (room.phrases < 1 || room.bytes < bytes) return false
    room.phrases -= 1
    room.bytes -= bytes
    return true
  })
}

/** An upper bound of the bytes a group takes in the blob: a value's UTF-16 units take at most three bytes each. */
function sizeOf(group: ValueGroup): number {
  return RECORD_BYTES + group.values.reduce((sum, { value }) => sum + 12 + byteLength(value), 0)
}

function byteLength(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    // a lone surrogate is written as an escape of six
    if (unit >= 0xd800 && unit <= 0xdfff) bytes += 5
    else if (unit > 0x7ff) bytes += 2
    else if (unit > 0x7f || unit === 0x22 || unit === 0x5c) bytes += 1
  }
  return bytes
}
