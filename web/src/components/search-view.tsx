import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import { postFacetSearch } from '../api/client.ts'
import { useFinishedSearch } from '../api/use-finished-search.ts'
import { useSearch } from '../api/use-search.ts'
import { LOCALE } from '../locale.ts'
import { findCategoryField, type Scope } from '../schema/scope.ts'
import { applySuggestion, clearFilters, countFilters, type SearchState } from '../state/search-state.ts'
import type { Navigate } from '../state/use-search-state.ts'
import { formatFieldName, formatTotal } from '../text/format.ts'
import { FacetPanel } from './facet-panel.tsx'
import type { FindValues } from './facet-finder.tsx'
import { Footer } from './footer.tsx'
import { Masthead } from './masthead.tsx'
import { ModeSwitch } from './mode-switch.tsx'
import { isCorrected } from './query-notes.tsx'
import { listStops } from './results.tsx'
import { ResultsArea } from './results-area.tsx'
import { SearchBox } from './search-box.tsx'
import { Sheet } from './sheet.tsx'
import { TracePanel } from './trace-panel.tsx'
import { useMedia, useOnline, useSlash } from './use-media.ts'

type Props = {
  apiKey: string
  collection: CollectionView
  collections: readonly CollectionView[]
  state: SearchState
  acted: boolean
  navigate: Navigate
  version: string
  inputRef: RefObject<HTMLInputElement | null>
  onChoose: (name: string) => void
  onType: (q: string) => void
  onRefused: () => void
}

/** One collection being searched: the field, the filters, the results and the two panels. */
export function SearchView({ apiKey, collection, collections, state, acted, navigate, version, inputRef, onChoose, onType, onRefused }: Props) {
  const [openHit, setOpenHit] = useState<string | null>(null)
  const [drawer, setDrawer] = useState(false)
  const listRef = useRef<HTMLOListElement>(null)
  const view = useSearch(apiKey, collection, state, openHit !== null)
  const { response, status, failure, retry } = view
  useFinishedSearch(apiKey, collection, state, { answered: status === 'ready' ? (response?.query.original ?? null) : null, acted })
  const wide = useMedia('(min-width: 60rem)')
  const failed = useRef(false)
  failed.current = status === 'failed'
  const online = useOnline(useCallback(() => failed.current && retry(), [retry]))
  const focusSearch = useCallback(() => inputRef.current?.select(), [inputRef])
  useSlash(focusSearch)
  useEffect(() => {
    if (failure?.status === 401) onRefused()
  }, [failure, onRefused])

  const find = useCallback<FindValues>(
    (field, query, signal) => postFacetSearch(apiKey, collection.name, field, query, signal),
    [apiKey, collection.name],
  )
  const closeTrace = useCallback(() => setOpenHit(null), [])
  const turnPage = (page: number): void => {
    navigate((now) => ({ ...now, page }))
    document.getElementById('results-heading')?.focus({ preventScroll: true })
    scrollTo({ top: 0 })
  }
  // The letters typed and what they were completed to are one step back.
  const choose = (text: string, scope: Scope | null): void => {
    navigate((now) => applySuggestion(now, text, scope), 'type')
    navigate((now) => now, 'settle')
  }
  const categoryField = findCategoryField(collection)
  const facets = (
    <FacetPanel collection={collection} state={state} response={response} failed={status === 'failed'} navigate={navigate} onFind={find} />
  )
  const modes = <ModeSwitch mode={state.mode} onChange={(mode) => navigate((now) => ({ ...now, mode, page: 1 }))} />
  return (
    <>
      <Masthead collections={collections} current={collection.name} q={state.q} onChoose={onChoose}>
        <SearchBox
          apiKey={apiKey}
          q={state.q}
          collection={collection}
          category={categoryField === undefined ? null : (state.values.get(categoryField.name)?.[0] ?? null)}
          busy={status === 'loading'}
          inputRef={inputRef}
          onType={onType}
          onSettle={() => navigate((now) => now, 'settle')}
          onSuggestion={choose}
          onArrowDown={() => listStops(listRef.current)[0]?.focus()}
        />
        {wide && modes}
      </Masthead>
      {!wide && <div className="modeband">{modes}</div>}
      <p className="sr" role="status">
        {status === 'ready' && response !== null
          ? `${formatTotal(response.total, response.exhaustive.total, LOCALE)}${isCorrected(response.query) ? ` for ${response.query.effective.trim()}` : ''}${state.page > 1 ? `, page ${state.page}` : ''}`
          : ''}
      </p>
      {!online && (
        <p className="offline" role="status">
          You are offline. What you see is from before; the search goes on when the connection is back.
        </p>
      )}
      <div className="columns">
        {wide && (
          <aside className="sidebar" aria-label="Filters">
            <h2 className="sr">Filters</h2>
            {facets}
          </aside>
        )}
        <main id="results" tabIndex={-1}>
          <h1 className="sr">Search {formatFieldName(collection.name).toLowerCase()}</h1>
          <ResultsArea
            collection={collection}
            state={state}
            view={view}
            online={online}
            navigate={navigate}
            drawer={wide ? null : { open: drawer, show: () => setDrawer(true) }}
            listRef={listRef}
            openHit={openHit}
            onExplain={setOpenHit}
            onTouch={() => navigate((now) => now, 'settle')}
            onLeaveTop={() => inputRef.current?.focus()}
            onPage={turnPage}
          />
        </main>
      </div>
      <Footer response={response} elapsedMs={view.elapsedMs} version={version} />
      {drawer && !wide && (
        <Sheet
          title="Filters"
          side="left"
          onClose={() => setDrawer(false)}
          footer={
            <DrawerFoot
              state={state}
              navigate={navigate}
              total={response === null ? null : formatTotal(response.total, response.exhaustive.total, LOCALE)}
              onClose={() => setDrawer(false)}
            />
          }
        >
          {facets}
        </Sheet>
      )}
      {openHit !== null && response !== null && status !== 'failed' && (
        <TracePanel response={response} collection={collection} sorted={state.sort !== null} id={openHit} onOpen={setOpenHit} onClose={closeTrace} />
      )}
    </>
  )
}

function DrawerFoot({ state, navigate, total, onClose }: { state: SearchState; navigate: Navigate; total: string | null; onClose: () => void }) {
  return (
    <>
      <button type="button" className="button" disabled={countFilters(state) === 0} onClick={() => navigate(clearFilters)}>
        Clear
      </button>
      <button type="button" className="button primary" onClick={onClose}>
        Show {total?.toLowerCase() ?? 'results'}
      </button>
    </>
  )
}
