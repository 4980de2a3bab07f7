import type { RankTrace, SearchResponse } from '../../../src/contracts/search.ts'
import { formatFieldName } from '../text/format.ts'
import { formatScore } from '../text/trace.ts'
import { REASON_WORDS } from '../text/words.ts'

/** The reason that speaks of this hit's place and not of the weights. */
export const MOVED = 'moved'

/** What rules did to this hit, and those that fired for the search without touching it. */
export function TraceRules({ fired, rules }: { fired: SearchResponse['appliedRules']; rules: RankTrace['rules'] }) {
  const others = fired.map(({ id, name }) => name ?? id).filter((name) => !rules.some((rule) => rule.name === name))
  if (rules.length === 0 && others.length === 0) return null
  return (
    <section className="trace-part" aria-labelledby="rules">
      <h3 id="rules">Rules that fired</h3>
      <ul>
        {rules.map(({ name, effect }) => (
          <li key={`${name}${effect}`}>
            {name}: {effect}
          </li>
        ))}
        {others.map((name) => (
          <li className="quiet" key={name}>
            {name}: did not move this hit
          </li>
        ))}
      </ul>
    </section>
  )
}

export function TraceReasons({ reasons }: { reasons: NonNullable<RankTrace['reasons']> }) {
  const shown = reasons.filter(({ name }) => name !== MOVED)
  if (shown.length === 0) return null
  return (
    <section className="trace-part" aria-labelledby="reasons">
      <h3 id="reasons">How the weights were chosen</h3>
      <dl className="matched">
        {shown.map(({ name, value }) => (
          <div key={`${name}${value}`}>
            <dt>{formatFieldName(name)}</dt>
            <dd>
              {typeof value === 'number' ? formatScore(value) : value}
              {REASON_WORDS[name] !== undefined && <span className="quiet">{REASON_WORDS[name]}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
