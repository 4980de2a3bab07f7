import type { MouseEvent, ReactNode } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import { formatSearchState } from '../state/url-state.ts'
import { EMPTY_STATE } from '../state/search-state.ts'
import { formatFieldName } from '../text/format.ts'
import { Mark } from './icons.tsx'

type Props = {
  collections: readonly CollectionView[]
  current: string | null
  /** The address of a collection with the present words; without it the collections are not links yet. */
  onChoose?: (name: string) => void
  q?: string
  children?: ReactNode
}

/** The band at the top: name, collections, and the search field as its children. */
export function Masthead({ collections, current, onChoose, q = '', children }: Props) {
  const choose = (event: MouseEvent, name: string): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onChoose?.(name)
  }
  return (
    <>
      <a className="skip" href="#results">
        Skip to the results
      </a>
      <header className="masthead">
        <div className="bar">
          <a className="brand" href="/">
            <Mark />
            <span>Meridian</span>
          </a>
          {collections.length > 0 && (
            <nav className="collections" aria-label="Collections">
              {collections.map(({ name }) => (
                <a
                  key={name}
                  href={`/${formatSearchState({ ...EMPTY_STATE, collection: name, q })}`}
                  aria-current={name === current ? 'page' : undefined}
                  onClick={(event) => choose(event, name)}
                >
                  {formatFieldName(name)}
                </a>
              ))}
            </nav>
          )}
          <a className="docs" href="/docs">
            API
          </a>
        </div>
      </header>
      {children !== undefined && <div className="searchband">{children}</div>}
    </>
  )
}
