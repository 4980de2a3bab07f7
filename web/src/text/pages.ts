import type { SearchResponse } from '../../../src/contracts/search.ts'

// Search reaches the first 1,000 hits (CONTRACT: page x perPage <= 1,000).
const REACHABLE = 1000

/** The last page that can be opened, at least 1, and whether hits lie beyond it. */
export function findLastPage(response: Pick<SearchResponse, 'total' | 'perPage'>): { last: number; cut: boolean } {
  const needed = Math.max(1, Math.ceil(response.total / response.perPage))
  const last = Math.max(1, Math.min(needed, Math.floor(REACHABLE / response.perPage)))
  return { last, cut: needed > last }
}

/** Page numbers to offer, ascending: the ends, the current page and its neighbours; null stands for a gap. */
export function listPages(current: number, last: number): (number | null)[] {
  const wanted = [1, current - 1, current, current + 1, last].filter((page) => page >= 1 && page <= last)
  const pages = [...new Set(wanted)].sort((a, b) => a - b)
  return pages.flatMap((page, index) => {
    const before = pages[index - 1]
    if (before === undefined || page === before + 1) return [page]
    return page === before + 2 ? [before + 1, page] : [null, page]
  })
}
