import type { AuditEntry } from '../../../contracts/audit.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import type { RulePorts } from './ports.ts'

/** Who changed what decides ranking, newest first; `after` is the seq that the page before ended with. Throws collections.not_found. */
export async function listAudit(
  ports: Pick<RulePorts, 'collections' | 'audit'>,
  ctx: Context,
  input: { collection: string; limit: number; after: string | null },
): Promise<{ items: readonly AuditEntry[]; next: string | null }> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const found = await ports.audit.list(collection.id, input.limit + 1, input.after === null ? null : Number(input.after))
  const items = found.slice(0, input.limit)
  return { items, next: found.length > items.length ? String(items.at(-1)?.seq ?? '') : null }
}
