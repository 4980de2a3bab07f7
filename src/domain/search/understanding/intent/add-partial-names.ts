import { valueRole } from './field-roles.ts'
import { type ValueGroup, hashTerms } from './group-values.ts'

/** A part of a name stands for the whole when the name has this share of the documents of all names with that part… */
const DOMINANCE = 0.8
/** …and is carried by this many documents: of a rare name nobody says a part and means it. */
const LEAST_CARRIERS = 5
const SHORTEST = 4
const MOST_NAMES = 5_000
const SLICE = 4_096

/**
 * Phrases for parts of names that people say for the whole: the last word of a person's name (Hitchcock), the first
 * of a brand's (Kingston), where one value dominates that part and no value of the field is called so.
 */
export function* addPartialNames(groups: readonly ValueGroup[]): Generator<void, ValueGroup[]> {
  const roles = new Map([...new Set(groups.map(({ field }) => field))].map((field) => [field, valueRole(field)]))
  const parts = new Map<string, { total: number; best: ValueGroup; part: string }>()
  /** values of one word: the part is called so in full */
  const whole = new Set<string>()
  for (const [index, group] of groups.entries()) {
    if (index % SLICE === SLICE - 1) yield
    const role = roles.get(group.field)
    if (role !== 'person' && role !== 'brand') continue
    const part = role === 'person' ? group.terms.at(-1) : group.terms[0]
    if (part === undefined || part.length < SHORTEST) continue
    const key = `${group.field}\u0000${part}`
    if (group.terms.length === 1) whole.add(key)
    const known = parts.get(key) ?? { total: 0, best: group, part }
    known.total += group.carriers
    if (group.carriers > known.best.carriers) known.best = group
    parts.set(key, known)
  }
  yield
  const added = [...parts].flatMap(([key, { total, best, part }]) => {
    const dominates = best.terms.length > 1 && best.carriers >= LEAST_CARRIERS && best.carriers >= DOMINANCE * total
    return dominates && !whole.has(key) ? [{ ...best, terms: [part], hash: hashTerms([part]), base: best }] : []
  })
  return [...groups, ...added.toSorted((left, right) => right.carriers - left.carriers).slice(0, MOST_NAMES)]
}
