import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { SearchResponse } from '../../../src/contracts/search.ts'
import { LOCALE } from '../locale.ts'
import { findGroupField, listSortOptions } from '../schema/fields.ts'
import { countFilters, type SearchState } from '../state/search-state.ts'
import type { Navigate } from '../state/use-search-state.ts'
import { formatFieldName, formatTotal } from '../text/format.ts'
import { findLastPage } from '../text/pages.ts'
import { FilterIcon } from './icons.tsx'

type Props = {
  collection: CollectionView
  state: SearchState
  response: SearchResponse | null
  navigate: Navigate
  drawer: { open: boolean; show: () => void } | null
}

/** How many results there are, how they are ordered, and on the phone the way to the filters. */
export function ResultsBar({ collection, state, response, navigate, drawer }: Props) {
  const options = listSortOptions(collection, formatFieldName)
  const filters = countFilters(state)
  // Nothing is there to be ordered or put together.
  const none = response?.total === 0
  return (
    <div className="results-bar">
      <h2 id="results-heading" tabIndex={-1}>
        {response === null ? <span className="bone bone-heading" /> : formatTotal(response.total, response.exhaustive.total, LOCALE)}
        {response !== null && response.hits.length > 0 && state.page > 1 && (
          <span className="quiet">
            {' '}
            · page {response.page} of {findLastPage(response).last}
          </span>
        )}
      </h2>
      {drawer !== null && (
        <button type="button" className="button" aria-haspopup="dialog" aria-expanded={drawer.open} onClick={drawer.show}>
          <FilterIcon /> Filters{filters > 0 && <span className="badge">{filters}</span>}
        </button>
      )}
      {!none && findGroupField(collection) !== null && (
        <label className="together">
          <input
            type="checkbox"
            checked={state.grouped}
            onChange={(event) => navigate((now) => ({ ...now, grouped: event.target.checked, page: 1 }))}
          />
          <span>Variants together</span>
        </label>
      )}
      {!none && options.length > 0 && (
        <label className="sort">
          <span>Sort</span>
          <select
            value={state.sort ?? ''}
            onChange={(event) => navigate((now) => ({ ...now, sort: event.target.value === '' ? null : event.target.value, page: 1 }))}
          >
            <option value="">{state.q === '' ? 'Default order' : 'Best match'}</option>
            {options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}
