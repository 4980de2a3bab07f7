import type { JsonObject } from '../../../contracts/documents.ts'
import type { RankTrace } from '../../../contracts/search.ts'
import { matches } from '../../catalog/filter/index.ts'
import type { PlannedRules } from './plan-rules.ts'

/** What rules did to a hit; `body` is what is stored, since rules may speak of hidden fields. */
export function traceRules({ applied, pinned, boosts }: PlannedRules, id: string, body: JsonObject): RankTrace['rules'] {
  if (applied.length === 0) return []
  const nameOf = (rule: string): string => applied.find((one) => one.id === rule)?.name ?? rule
  return [
    ...pinned.filter((pin) => pin.id === id).map(({ rule, position }) => ({ name: nameOf(rule), effect: `pinned at ${position}` })),
    ...boosts
      .filter(({ filter }) => matches(filter, { ...body, id }))
      .map(({ rule, weight }) => ({ name: nameOf(rule), effect: weight > 0 ? `boosted by ${weight}` : `buried by ${-weight}` })),
  ]
}
