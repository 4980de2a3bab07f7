import type { KeyboardEvent, RefObject } from 'react'
import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { SearchResponse } from '../../../src/contracts/search.ts'
import { chooseCardFields, hasPictures } from '../schema/fields.ts'
import { HitCard } from './hit-card.tsx'

type Props = {
  response: SearchResponse
  collection: CollectionView
  busy: boolean
  openHit: string | null
  listRef: RefObject<HTMLOListElement | null>
  onExplain: (id: string) => void
  onTouch: () => void
  onLeaveTop: () => void
}

/** The hits in order. Arrow keys go from hit to hit, and from the first back to the search. */
export function Results({ response, collection, busy, openHit, listRef, onExplain, onTouch, onLeaveTop }: Props) {
  const card = chooseCardFields(collection)
  const pictures = hasPictures(card, response.hits)
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const stops = listStops(listRef.current)
    const index = stops.findIndex((stop) => stop === document.activeElement)
    if (index < 0) return
    event.preventDefault()
    if (event.key === 'ArrowUp' && index === 0) onLeaveTop()
    else stops[index + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
  }
  return (
    <ol ref={listRef} className="hits" data-layout={pictures ? 'grid' : 'list'} data-busy={busy} aria-busy={busy} onKeyDown={press} onClick={onTouch}>
      {response.hits.map((hit) => (
        <li key={hit.id}>
          <HitCard hit={hit} collection={collection} card={card} pictures={pictures} open={hit.id === openHit} onExplain={() => onExplain(hit.id)} />
        </li>
      ))}
    </ol>
  )
}

/** Where the arrow keys stop: one place a hit. */
export function listStops(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-hit-focus]') ?? [])]
}
