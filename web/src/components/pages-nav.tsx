import type { MouseEvent } from 'react'
import type { SearchResponse } from '../../../src/contracts/search.ts'
import type { SearchState } from '../state/search-state.ts'
import { formatSearchState } from '../state/url-state.ts'
import { findLastPage, listPages } from '../text/pages.ts'
import { ArrowIcon, BackIcon } from './icons.tsx'

type Props = { response: SearchResponse; state: SearchState; onPage: (page: number) => void }

export function PagesNav({ response, state, onPage }: Props) {
  const { last, cut } = findLastPage(response)
  if (last === 1) return null
  const current = Math.min(state.page, last)
  const link = (page: number) => ({
    href: `/${formatSearchState({ ...state, page })}`,
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      onPage(page)
    },
  })
  return (
    <nav className="pages" aria-label="Pages">
      {current > 1 ? (
        <a {...link(current - 1)} rel="prev">
          <BackIcon /> Previous
        </a>
      ) : (
        <span className="pages-off">
          <BackIcon /> Previous
        </span>
      )}
      <ol>
        {listPages(current, last).map((page, index) => (
          <li key={page ?? `gap-${index}`}>
            {page === null ? (
              <span aria-hidden="true">…</span>
            ) : (
              <a {...link(page)} aria-label={`Page ${page}`} aria-current={page === current ? 'page' : undefined}>
                {page}
              </a>
            )}
          </li>
        ))}
      </ol>
      {current < last ? (
        <a {...link(current + 1)} rel="next">
          Next <ArrowIcon />
        </a>
      ) : (
        <span className="pages-off">
          Next <ArrowIcon />
        </span>
      )}
      {cut && current === last && <p className="quiet">A search reaches its first 1,000 hits. More words or a filter bring the rest into view.</p>}
    </nav>
  )
}
