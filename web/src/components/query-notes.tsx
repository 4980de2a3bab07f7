import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { SearchResponse } from '../../../src/contracts/search.ts'
import { setQuery, type SearchState } from '../state/search-state.ts'
import type { Navigate } from '../state/use-search-state.ts'
import { DEGRADED_WORDS } from '../text/words.ts'
import { readChips } from '../text/chips.ts'
import { formatFieldName } from '../text/format.ts'

type Props = { response: SearchResponse; collection: CollectionView; state: SearchState; navigate: Navigate }

/** What was done to the query and what the answer had to do without, in plain words. */
export function QueryNotes({ response, collection, state, navigate }: Props) {
  const { query, degraded } = response
  const corrected = query.corrections.length > 0 && query.effective !== query.original
  const unknown = query.unknown ?? []
  const chips = readChips(query.chips)
  const lost: string[] = degraded.map((code) => DEGRADED_WORDS[code])
  if (degraded.includes('semantic') && collection.semantic.state === 'learning')
    lost.push('This collection is still being learnt, which takes a moment after an import.')
  if (!degraded.includes('semantic') && !response.exhaustive.semantic && state.mode !== 'keyword')
    lost.push('Matching by meaning could not look at every document in time.')
  return (
    <div className="notes">
      {corrected && (
        <p>
          Showing results for <strong>{query.effective}</strong>. Search instead for{' '}
          <button type="button" className="link" onClick={() => navigate((now) => ({ ...now, literal: true, page: 1 }))}>
            {query.original}
          </button>
        </p>
      )}
      {state.literal && (
        <p>
          Searching for exactly these words.{' '}
          <button type="button" className="link" onClick={() => navigate((now) => ({ ...now, literal: false, page: 1 }))}>
            Turn spelling help back on
          </button>
        </p>
      )}
      {query.didYouMean !== null && (
        <p>
          Did you mean{' '}
          <button type="button" className="link" onClick={() => navigate((now) => setQuery(now, query.didYouMean ?? ''))}>
            {query.didYouMean}
          </button>
          ?
        </p>
      )}
      {unknown.length > 0 && (
        <p>
          {unknown.map((word) => `“${word}”`).join(', ')} {unknown.length === 1 ? 'occurs' : 'occur'} nowhere in this collection
          {response.total > 0 ? ' and could not narrow the results' : ''}.
        </p>
      )}
      {query.truncated === true && <p>The query was longer than 512 characters; the rest was left out.</p>}
      {query.plan === 'any' && response.total > 0 && response.query.effective.trim().includes(' ') && (
        <p className="quiet">Few documents hold all the words, so documents with some of them are listed too.</p>
      )}
      {chips.length > 0 && <p className="quiet">Understood: {chips.map(({ field, value }) => `${formatFieldName(field)} ${value}`).join(' · ')}</p>}
      {lost.length > 0 && (
        <ul className="degraded" aria-label="What this answer had to do without">
          {lost.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
