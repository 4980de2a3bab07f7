import type { RefObject } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { SearchView } from '../api/use-search.ts'
import { chooseCardFields } from '../schema/fields.ts'
import { clearFilters, countFilters, type SearchState } from '../state/search-state.ts'
import type { Navigate } from '../state/use-search-state.ts'
import { FilterChips } from './filter-chips.tsx'
import { PagesNav } from './pages-nav.tsx'
import { QueryNotes } from './query-notes.tsx'
import { Results } from './results.tsx'
import { ResultsBar } from './results-bar.tsx'
import { EmptyNotice, FailureNotice, HitSkeleton } from './states.tsx'

type Props = {
  collection: CollectionView
  state: SearchState
  view: SearchView
  online: boolean
  navigate: Navigate
  drawer: { open: boolean; show: () => void } | null
  listRef: RefObject<HTMLOListElement | null>
  openHit: string | null
  onExplain: (id: string) => void
  /** A hit was pressed. */
  onTouch: () => void
  onLeaveTop: () => void
  onPage: (page: number) => void
}

/** What the search came to: hits, nothing, a failure, or boxes where the first hits will be. */
export function ResultsArea({ collection, state, view, online, navigate, drawer, listRef, openHit, onExplain, onTouch, onLeaveTop, onPage }: Props) {
  const { response, status, failure, retry } = view
  const chips = <FilterChips collection={collection} state={state} navigate={navigate} />
  // Offline the last answer is still worth reading; a notice above says how old it is.
  const readable = !online && failure?.status === null && response !== null
  if (status === 'failed' && failure !== null && !readable) {
    const clearable = countFilters(state) > 0 || state.sort !== null
    return (
      <>
        {chips}
        <FailureNotice
          failure={failure}
          onRetry={retry}
          {...(clearable ? { onClear: () => navigate((now) => ({ ...clearFilters(now), sort: null })) } : {})}
        />
      </>
    )
  }
  return (
    <>
      <ResultsBar collection={collection} state={state} response={response} navigate={navigate} drawer={drawer} />
      {chips}
      {response === null ? (
        <HitSkeleton layout={chooseCardFields(collection).image === null ? 'list' : 'grid'} />
      ) : (
        <>
          <QueryNotes response={response} collection={collection} state={state} navigate={navigate} />
          {response.hits.length === 0 ? (
            <EmptyNotice response={response} state={state} documents={collection.documents} navigate={navigate} />
          ) : (
            <Results
              response={response}
              collection={collection}
              busy={status === 'loading'}
              openHit={openHit}
              listRef={listRef}
              onExplain={onExplain}
              onTouch={onTouch}
              onLeaveTop={onLeaveTop}
            />
          )}
          <PagesNav response={response} state={state} onPage={onPage} />
        </>
      )}
    </>
  )
}
