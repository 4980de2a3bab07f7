import type { FieldDefinition } from '../../src/contracts/collection.ts'
import type { FieldStatistics, Kind } from './field-statistics.ts'
import { LONGEST_VALUE } from './infer-field.ts'

/** Fewer names than this are declared one by one. */
const MIN_MEMBERS = 8

export type Pattern = { definition: FieldDefinition; members: FieldStatistics[] }

/**
 * Common prefixes that end in _ . or - and whose fields are all of one kind: attr_ with texts, numbers and booleans is cut
 * further into attr_t_, attr_n_, attr_b_. Fields that differ from their neighbours are left out.
 */
export function inferPatterns(fields: readonly FieldStatistics[]): Pattern[] {
  return divide(fields, '')
}

function divide(fields: readonly FieldStatistics[], prefix: string): Pattern[] {
  const groups = Map.groupBy(fields, ({ name }) => nextPrefix(name, prefix.length))
  return [...groups].flatMap(([longer, all]) => {
    // longer values are texts, declared by their own names, so that the pattern can stay a facet
    const members = all.filter((field) => field.longest <= LONGEST_VALUE)
    if (longer === undefined || members.length < MIN_MEMBERS) return []
    const kind = commonKind(members)
    return kind === undefined ? divide(members, longer) : [{ definition: describePattern(longer, kind), members }]
  })
}

function nextPrefix(name: string, from: number): string | undefined {
  const at = name.slice(from).search(/[_.-]/)
  return at <= 0 && from === 0 ? undefined : at === -1 ? undefined : name.slice(0, from + at + 1)
}

function commonKind(members: readonly FieldStatistics[]): Kind | undefined {
  const kinds = new Set(members.flatMap((field) => Object.keys(field.kinds) as Kind[]))
  const [kind] = kinds
  return kinds.size === 1 && kind !== 'other' && kind !== 'geo' ? kind : undefined
}

function describePattern(prefix: string, kind: Kind): FieldDefinition {
  const name = `${prefix}*`
  if (kind === 'boolean') return { name, type: 'boolean', facet: 'conjunctive' }
  if (kind === 'number' || kind === 'number[]') return { name, type: kind, facet: 'range' }
  return { name, type: kind === 'string[]' ? 'string[]' : 'string', search: 'd', facet: 'disjunctive' }
}
