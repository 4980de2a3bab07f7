import type { ResolvedFilter } from '../../../domain/catalog/filter/index.ts'
import { simplifyFilter } from '../../../domain/catalog/filter/index.ts'
import type { Predicate } from './predicate.ts'
import { writePredicate } from './predicate.ts'
import type { Slot, SlotValue } from './slots.ts'

/** Concrete field name -> the metadata index that holds it. */
export type SlotMap = ReadonlyMap<string, Slot>

export type VectorizeFilter = {
  /** To send with the query; undefined when nothing can be said. */
  readonly filter: Readonly<Record<string, Readonly<Record<string, SlotValue | readonly SlotValue[]>>>> | undefined
  /** True when the filter says everything, so that its results need no check in D1. */
  readonly complete: boolean
}

/** Vectorize takes filters of less than 2,048 bytes of JSON. */
const MAX_FILTER_BYTES = 2_047

/**
 * The part of a filter that Vectorize can apply: an AND over slots. It never excludes a document that the filter
 * accepts; what it lets through besides is named by `complete: false` and has to be checked in D1.
 */
export function compileVectorizeFilter(filter: ResolvedFilter, slots: SlotMap): VectorizeFilter {
  const simple = simplifyFilter(filter)
  const conjuncts = simple.kind === 'and' ? simple.children : [simple]
  const predicates = conjuncts.map((node) => writePredicate(node, slots))
  const known = predicates.filter((predicate) => predicate !== undefined)
  const bySelectivity = known.toSorted((a, b) => a.rank - b.rank)
  let complete = known.length === predicates.length && known.every((predicate) => predicate.exact)
  let sent: Record<string, Predicate['conditions']> = {}
  for (const predicate of bySelectivity) {
    const wider = addPredicate(sent, predicate)
    if (wider === undefined || countBytes(wider) > MAX_FILTER_BYTES) complete = false
    else sent = wider
  }
  return { filter: Object.keys(sent).length === 0 ? undefined : sent, complete }
}

/** A slot takes one predicate, or two bounds that make a range. */
function addPredicate(
  sent: Readonly<Record<string, Predicate['conditions']>>,
  predicate: Predicate,
): Record<string, Predicate['conditions']> | undefined {
  const present = sent[predicate.slot]
  if (present === undefined) return { ...sent, [predicate.slot]: predicate.conditions }
  const operators = [...Object.keys(present), ...Object.keys(predicate.conditions)]
  const isRange = operators.length === 2 && operators.some((name) => name.startsWith('$g')) && operators.some((name) => name.startsWith('$l'))
  return isRange ? { ...sent, [predicate.slot]: { ...present, ...predicate.conditions } } : undefined
}

function countBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length
}
