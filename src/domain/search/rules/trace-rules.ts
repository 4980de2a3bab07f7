import type { JsonObject } from '../../../contracts/documents.ts'
import type { RankTrace } from '../../../contracts/search.ts'
import { matches } from '../../catalog/filter/index.ts'
import type { Boost } from '../ports.ts'
import type { PlannedRules } from './plan-rules.ts'

/** What rules did to a hit; `body` is what is stored, since rules may speak of hidden fields. */
export function traceRules({ applied, pinned, boosts, idle }: PlannedRules, id: string, body: JsonObject): RankTrace['rules'] {
  const meets = ({ filter }: Boost): boolean => matches(filter, { ...body, id })
  const write = (weight: number): string => (weight > 0 ? `boosted by ${weight}` : `buried by ${-weight}`)
  return [
    ...pinned
      .filter((pin) => pin.id === id)
      .map(({ rule, position }) => ({ name: applied.find((one) => one.id === rule)?.name ?? rule, effect: `pinned at ${position}` })),
    ...boosts.filter(meets).map(({ name, weight }) => ({ name, effect: write(weight) })),
    ...idle.filter(meets).map(({ name, weight }) => ({ name, effect: `not ${write(weight)}: the sort of the request decides` })),
  ]
}
