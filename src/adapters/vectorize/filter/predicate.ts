import type { FilterValue, ResolvedFilter } from '../../../domain/catalog/filter/index.ts'
import type { Slot, SlotValue } from './slots.ts'
import { fitsSlot, isExactInSlot, toSlotValue } from './slots.ts'

export type Predicate = {
  readonly slot: Slot
  readonly conditions: Readonly<Record<string, SlotValue | readonly SlotValue[]>>
  /** Accepts exactly what the condition accepts. */
  readonly exact: boolean
  /** The most selective come first when not all fit: equality, lists, ranges, inequalities. */
  readonly rank: number
}
type Bound = readonly ['<' | '<=' | '>' | '>=', FilterValue]

const BOUND_OPERATORS = { '<': '$lt', '<=': '$lte', '>': '$gt', '>=': '$gte' } as const
/** Below U+0080 every order of strings agrees, whichever Vectorize uses. */
const ASCII = /^[\0-\x7f]*$/

/**
 * One conjunct as a predicate on one slot, or undefined. OR over different conditions, NOT and presence can't be said:
 * NOT also accepts documents without the field, which no operator of Vectorize promises to.
 */
export function writePredicate(node: ResolvedFilter, slots: ReadonlyMap<string, Slot>): Predicate | undefined {
  if (node.kind !== 'compare' && node.kind !== 'in' && node.kind !== 'between') return undefined
  const slot = slots.get(node.field.name)
  if (slot === undefined || !fitsSlot(node.field, slot)) return undefined
  if (node.kind === 'between')
    return writeBounds(
      [
        ['>=', node.low.value],
        ['<=', node.high.value],
      ],
      slot,
    )
  if (node.kind === 'in')
    return writeList(
      node.values.map((literal) => literal.value),
      node.negated,
      slot,
    )
  if (node.operator === '=' || node.operator === '!=') return writeList([node.value.value], node.operator === '!=', slot)
  return writeBounds([[node.operator, node.value.value]], slot)
}

function writeList(values: readonly FilterValue[], negated: boolean, slot: Slot): Predicate | undefined {
  const exact = values.every(isExactInSlot)
  // The cut form of a long string also stands for others, which a denial must not exclude.
  const stored = (negated ? values.filter(isExactInSlot) : values).flatMap((value) => toSlotValue(value, slot) ?? [])
  const [first, ...rest] = [...new Set(stored)]
  if (first === undefined) return undefined
  const single = rest.length === 0
  if (!negated) return { slot, conditions: single ? { $eq: first } : { $in: [first, ...rest] }, exact, rank: single ? 0 : 1 }
  // A denial needs the field to be there; whether $ne and $nin do is not documented, so D1 checks.
  return { slot, conditions: single ? { $ne: first } : { $nin: [first, ...rest] }, exact: false, rank: single ? 4 : 3 }
}

function writeBounds(bounds: readonly Bound[], slot: Slot): Predicate | undefined {
  const conditions: Record<string, SlotValue> = {}
  let exact = true
  for (const [operator, value] of bounds) {
    const stored = toSlotValue(value, slot)
    if (stored === undefined || (typeof stored === 'string' && !ASCII.test(stored))) return undefined
    // Cutting keeps the order but makes strings equal, so a bound at a long string has to include its cut form.
    const cut = !isExactInSlot(value)
    exact &&= !cut
    conditions[cut ? BOUND_OPERATORS[operator[0] === '<' ? '<=' : '>='] : BOUND_OPERATORS[operator]] = stored
  }
  return { slot, conditions, exact, rank: 2 }
}
