import { MAX_LOGGED_QUERY } from '../../../../contracts/queue.ts'
import type { Context } from '../../../../shared/context.ts'
import type { Collection } from '../../../catalog/index.ts'
import { looksPersonal } from './looks-personal.ts'
import type { QueryLog } from './ports.ts'

const DAY_MS = 86_400_000

/** Days since 1970-01-01 UTC. */
export function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / DAY_MS)
}

/** A query as it may be kept; null of one that looks like personal data, is a pasted text, or has no word. */
export function cleanQuery(given: string): string | null {
  const query = given.toWellFormed().normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
  return query === '' || query.length > MAX_LOGGED_QUERY || !/[\p{L}\p{N}]/u.test(query) || looksPersonal(query) ? null : query
}

/**
 * Leaves a search for the counts behind suggestions: what was searched, in which language, whether it found nothing, and the day; no
 * user, no session, no address. Nothing is left when the log is off (`queryLog: null`, or the collection's understanding.queryLog), when the
 * query looks like personal data, or when it is longer than 128 characters, which is a pasted text. Meant for ctx.later.
 */
export async function recordQuery(
  ports: { queryLog: QueryLog | null },
  ctx: Context,
  input: { collection: Collection; query: string; empty: boolean },
): Promise<void> {
  const { id, tenant, definition } = input.collection
  if (ports.queryLog === null || definition.understanding?.queryLog === false) return
  const query = cleanQuery(input.query)
  if (query === null) return
  await ports.queryLog.record({
    kind: 'query',
    tenant,
    collection: id,
    query,
    language: definition.language,
    empty: input.empty,
    day: dayOf(ctx.now()),
  })
}
