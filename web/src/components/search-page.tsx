import { useCallback, useEffect, useRef } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import { setCollection, setQuery } from '../state/search-state.ts'
import { useSearchState } from '../state/use-search-state.ts'
import { formatFieldName } from '../text/format.ts'
import { Masthead } from './masthead.tsx'
import { SearchView } from './search-view.tsx'
import { CollectionNotice } from './states.tsx'

type Props = { apiKey: string; collections: readonly CollectionView[]; version: string; onRefused: () => void }

/** Chooses the collection to search: the one in the address, otherwise products, otherwise the first that holds anything. */
export function SearchPage({ apiKey, collections, version, onRefused }: Props) {
  const { state, navigate, acted } = useSearchState()
  const fallback = collections.find(({ name }) => name === 'products') ?? collections.find(({ documents }) => documents > 0) ?? collections[0]
  const collection = state.collection === null ? fallback : collections.find(({ name }) => name === state.collection)
  const choose = useCallback((name: string) => navigate((now) => setCollection(now, name)), [navigate])
  const inputRef = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const parts = [state.q, collection === undefined ? '' : formatFieldName(collection.name), 'Meridian']
    document.title = parts.filter((part) => part !== '').join(' · ')
  }, [state.q, collection])

  if (collection === undefined) {
    return (
      <>
        <Masthead collections={collections} current={null} onChoose={choose} />
        <main className="solo" id="results">
          <CollectionNotice wanted={state.collection} />
        </main>
      </>
    )
  }
  return (
    <SearchView
      apiKey={apiKey}
      collection={collection}
      collections={collections}
      state={state}
      acted={acted}
      navigate={navigate}
      version={version}
      inputRef={inputRef}
      onChoose={choose}
      onType={(q) => navigate((now) => setQuery(now, q), 'type')}
      onRefused={onRefused}
    />
  )
}
