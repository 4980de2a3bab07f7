import type { QueryMessage } from '../../../../contracts/queue.ts'
import { looksPersonal } from './looks-personal.ts'
import type { QueryCount, QueryCountStore } from './ports.ts'

/**
 * Adds a batch of searches to the daily counts, in one write. Queues deliver at least once: a batch that comes again is counted
 * again, so a count may be a little too high. What looks personal is left out here too: a producer of an older version may not know it yet.
 */
export async function countQueries(ports: { counts: Pick<QueryCountStore, 'add'> }, messages: readonly QueryMessage[]): Promise<void> {
  const counts = new Map<string, QueryCount>()
  for (const { tenant, collection, query, language, empty, day } of messages) {
    if (looksPersonal(query)) continue
    const key = JSON.stringify([tenant, collection, day, query])
    const known = counts.get(key) ?? { tenant, collection, day, query, language, searches: 0, empty: 0 }
    counts.set(key, { ...known, searches: known.searches + 1, empty: known.empty + (empty ? 1 : 0) })
  }
  if (counts.size > 0) await ports.counts.add([...counts.values()])
}
