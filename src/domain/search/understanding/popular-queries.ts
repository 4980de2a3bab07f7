import type { Collection } from '../../catalog/index.ts'
import { LEAST_SEARCHES, type PopularQuery, type QueryCountStore, dayOf } from './suggest/index.ts'

const DAYS = 30

/** Past queries of the last thirty days that mostly found something, commonest first. */
export function createPopularQueries(
  counts: Pick<QueryCountStore, 'readPopular'>,
  now: () => number,
): (collection: Pick<Collection, 'id'>) => Promise<readonly PopularQuery[]> {
  return async ({ id }) => {
    const found = await counts.readPopular(id, dayOf(now()) - DAYS, LEAST_SEARCHES)
    return found.filter(({ searches, empty }) => empty * 2 < searches)
  }
}
