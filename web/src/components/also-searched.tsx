import { listAlsoSearched } from '../text/understanding.ts'
import type { QueryView } from '../../../src/contracts/search.ts'

// Enough to see what kind of words they are; the rest is one press away.
const NAMED = 3

/** Other ways of writing the words and their synonyms, which were searched as well. */
export function AlsoSearched({ query }: { query: Pick<QueryView, 'forms' | 'synonyms'> }) {
  const all = listAlsoSearched(query)
  if (all.length === 0) return null
  const more = all.length - NAMED
  return (
    <details className="also">
      <summary>
        Also searched:{' '}
        {all
          .slice(0, NAMED)
          .map(({ to }) => to)
          .join(', ')}
        {more > 0 && ` and ${more} more`}
      </summary>
      <dl>
        {all.map(({ from, to, why }) => (
          <div key={to}>
            <dt>{to}</dt>
            <dd>
              for “{from}”, {why}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
