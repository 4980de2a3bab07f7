import type { AuditRecord } from '../../../contracts/audit.ts'
import type { Context } from '../../../shared/context.ts'
import type { Collection } from '../../catalog/index.ts'
import type { Audited } from './ports.ts'

/** Subject of what concerns all rules at once: no rule has this id in the log by chance, since ids of rules stand beside their action. */
export const ALL_RULES = '*'

/** An entry about rules by whom the request came from. */
export function auditRule(ctx: Context, collection: Collection, record: Omit<AuditRecord, 'subject'>): Audited {
  return { subject: 'rule', ...record, tenant: ctx.tenant, collection: collection.id, actor: ctx.actor, now: ctx.now() }
}
