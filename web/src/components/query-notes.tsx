import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { QueryView, SearchResponse } from '../../../src/contracts/search.ts'
import { setLiteral, setQuery, type SearchState } from '../state/search-state.ts'
import type { Navigate } from '../state/use-search-state.ts'
import { listUnknown } from '../text/understanding.ts'
import { DEGRADED_WORDS } from '../text/words.ts'
import { AlsoSearched } from './also-searched.tsx'
import { ReadingChips } from './reading-chips.tsx'

type Props = { response: SearchResponse; collection: CollectionView; state: SearchState; navigate: Navigate }

/** What was done to the query and what the answer had to do without, in plain words. */
export function QueryNotes({ response, collection, state, navigate }: Props) {
  const { query, total } = response
  const unknown = listUnknown(query)
  const lost = listLost(response, collection, state)
  return (
    <div className="notes">
      <SpellingNotes query={query} state={state} navigate={navigate} />
      {unknown.length > 0 && (
        <p>
          {unknown.map((word) => `“${word}”`).join(', ')} {unknown.length === 1 ? 'occurs' : 'occur'} nowhere in this collection
          {total > 0 ? ' and could not narrow the results' : ''}.
        </p>
      )}
      {query.truncated === true && <p>The query was longer than 512 characters; the rest was left out.</p>}
      <ReadingChips chips={query.chips} state={state} navigate={navigate} />
      {total > 0 && <FallbackNote query={query} />}
      <AlsoSearched query={query} />
      {total > 0 && query.reformulations.length > 0 && (
        <p>
          Few results. Others to try:{' '}
          {query.reformulations.map(({ q }, index) => (
            <span key={q}>
              {index > 0 && ', '}
              <button type="button" className="link" onClick={() => navigate((now) => setQuery(now, q))}>
                {q}
              </button>
            </span>
          ))}
        </p>
      )}
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

/** The correction that was searched, the one that was not certain enough, and the way back to the words as typed. */
function SpellingNotes({ query, state, navigate }: { query: QueryView } & Pick<Props, 'state' | 'navigate'>) {
  const corrected = isCorrected(query)
  return (
    <>
      {corrected && (
        <p>
          Showing results for <strong>{query.effective.trim()}</strong>. Search instead for{' '}
          <button type="button" className="link" onClick={() => navigate((now) => setLiteral(now, true))}>
            {query.original.trim()}
          </button>
        </p>
      )}
      {state.literal && (
        <p>
          Searching for exactly these words.{' '}
          <button type="button" className="link" onClick={() => navigate((now) => setLiteral(now, false))}>
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
    </>
  )
}

export function isCorrected(query: Pick<QueryView, 'corrections' | 'effective' | 'original'>): boolean {
  return query.corrections.length > 0 && query.effective.trim() !== query.original.trim()
}

function FallbackNote({ query }: { query: QueryView }) {
  if (query.fallback === 'semantic') return <p className="quiet">No match by word: showing what is near in meaning.</p>
  const some = query.fallback === 'any' || (query.plan === 'any' && query.effective.trim().includes(' '))
  return some ? <p className="quiet">Few documents hold all the words, so documents with some of them are listed too.</p> : null
}

function listLost({ degraded, exhaustive }: SearchResponse, { semantic }: CollectionView, state: SearchState): string[] {
  const lost: string[] = degraded.map((code) => DEGRADED_WORDS[code])
  if (degraded.includes('semantic') && semantic.state === 'learning')
    lost.push('This collection is still being learnt, which takes a moment after an import.')
  if (!degraded.includes('semantic') && !exhaustive.semantic && state.mode !== 'keyword')
    lost.push('Matching by meaning could not look at every document in time.')
  return lost
}
