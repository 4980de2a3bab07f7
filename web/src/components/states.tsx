import type { Failure } from '../api/client.ts'
import type { SearchResponse } from '../../../src/contracts/search.ts'
import { clearFilters, countFilters, removeChip, setLiteral, setQuery, type SearchState } from '../state/search-state.ts'
import type { Navigate } from '../state/use-search-state.ts'
import { describeReformulation, nameChip } from '../text/understanding.ts'

/** Boxes of the size of the hits to come, so nothing jumps when they arrive. */
export function HitSkeleton({ layout }: { layout: 'grid' | 'list' }) {
  return (
    <div className="hits" data-layout={layout} aria-hidden="true">
      {Array.from({ length: layout === 'grid' ? 8 : 6 }, (_, index) => (
        <div className="hit" key={index}>
          {layout === 'grid' && <div className="hit-picture bone" />}
          <div className="hit-text">
            <span className="bone bone-small" />
            <span className="bone bone-title" />
            <span className="bone bone-line" />
            <span className="bone bone-line" />
          </div>
          <div className="hit-foot">
            <span className="bone bone-small" />
          </div>
        </div>
      ))}
    </div>
  )
}

type FailureProps = { failure: Failure; onRetry: () => void; onClear?: () => void }

/** The server's own words, or that it could not be reached; always with a way on. */
export function FailureNotice({ failure, onRetry, onClear }: FailureProps) {
  const { problem, status } = failure
  const title = problem?.title ?? (status === null ? 'The server can’t be reached' : 'The answer can’t be read')
  const detail =
    problem?.detail ??
    (status === null
      ? 'Check the connection, or whether the server is running, and try again.'
      : `Something between this page and the server answered with status ${status}.`)
  return (
    <div className="notice failure" role="alert">
      <h2>{title}</h2>
      <p>{detail}</p>
      <p className="notice-actions">
        <button type="button" className="button primary" onClick={onRetry}>
          Try again
        </button>
        {onClear !== undefined && (
          <button type="button" className="button" onClick={onClear}>
            Clear filters and sort
          </button>
        )}
      </p>
      {problem !== null && (
        <p className="quiet">
          {problem.code} · request <code>{problem.requestId}</code>
        </p>
      )}
    </div>
  )
}

type EmptyProps = { response: SearchResponse; state: SearchState; documents: number; navigate: Navigate }

/** Nothing was found: says why it may be so and offers the ways out that apply. */
export function EmptyNotice({ response, state, documents, navigate }: EmptyProps) {
  const { query } = response
  const filters = countFilters(state)
  if (documents === 0) return <NoDocuments collection={response.collection} />
  if (response.total > 0) return <PastTheEnd page={state.page} navigate={navigate} />
  // What words were taken to mean with certainty narrows like a filter.
  const only = query.chips.filter(({ id, applied }) => applied === 'filter' && !state.withoutChips.includes(id))
  return (
    <div className="notice empty">
      <h2>{query.original.trim() === '' ? 'No document passes these filters' : <>Nothing found for “{query.effective.trim()}”</>}</h2>
      <Reformulations response={response} navigate={navigate} />
      <ul className="ways">
        {filters > 0 && (
          <li>
            <button type="button" className="button primary" onClick={() => navigate(clearFilters)}>
              {filters === 1 ? 'Remove the filter' : `Remove all ${filters} filters`}
            </button>
          </li>
        )}
        {only.map((chip) => (
          <li key={chip.id}>
            <button type="button" className="button" onClick={() => navigate((now) => removeChip(now, chip.id))}>
              Search without {nameChip(chip)}
            </button>
          </li>
        ))}
        {state.mode !== 'hybrid' && (
          <li>
            <button type="button" className="button" onClick={() => navigate((now) => ({ ...now, mode: 'hybrid', page: 1 }))}>
              Match words and meaning
            </button>
          </li>
        )}
        {state.literal && (
          <li>
            <button type="button" className="button" onClick={() => navigate((now) => setLiteral(now, false))}>
              Allow spelling help
            </button>
          </li>
        )}
        {state.q !== '' && (
          <li>
            <button type="button" className="button" onClick={() => navigate((now) => setQuery(now, ''))}>
              Browse everything
            </button>
          </li>
        )}
      </ul>
      {query.reformulations.length === 0 && <p className="quiet">Try fewer words, or more general ones.</p>}
    </div>
  )
}

/** Other words to search for, each with the reason why it is offered. */
function Reformulations({ response, navigate }: Pick<EmptyProps, 'response' | 'navigate'>) {
  const { reformulations, original } = response.query
  if (reformulations.length === 0) return null
  return (
    <ul className="tries" aria-label="Searches to try instead">
      {reformulations.map((reformulation) => (
        <li key={reformulation.q}>
          <button type="button" className="button" onClick={() => navigate((now) => setQuery(now, reformulation.q))}>
            {reformulation.q}
          </button>
          <span className="ways-why">{describeReformulation(reformulation, original)}</span>
        </li>
      ))}
    </ul>
  )
}

/** The address names a page that these results do not have. */
function PastTheEnd({ page, navigate }: { page: number; navigate: Navigate }) {
  return (
    <div className="notice empty">
      <h2>There is no page {page}</h2>
      <p className="notice-actions">
        <button type="button" className="button primary" onClick={() => navigate((now) => ({ ...now, page: 1 }))}>
          Go to the first page
        </button>
      </p>
    </div>
  )
}

function NoDocuments({ collection }: { collection: string }) {
  return (
    <div className="notice empty">
      <h2>This collection is empty</h2>
      <p>Load a file of documents (NDJSON, a JSON array or CSV):</p>
      <pre>
        <code>npm run import -- --collection {collection} --file FILE</code>
      </pre>
    </div>
  )
}

/** There is nothing to search at all, or not under the name in the address. */
export function CollectionNotice({ wanted }: { wanted: string | null }) {
  return (
    <div className="notice empty">
      <h1>{wanted === null ? 'There is no collection yet' : `There is no collection called “${wanted}”`}</h1>
      {wanted === null ? (
        <>
          <p>Load a file of documents; its schema is inferred and shown:</p>
          <pre>
            <code>npm run import -- --collection NAME --file FILE</code>
          </pre>
        </>
      ) : (
        <p>Choose one of the collections above.</p>
      )}
    </div>
  )
}
