import { z } from 'zod'

/** Who changed what decides ranking, and from what to what. */
export const auditSubject = z.enum(['rule', 'profile', 'vector_set'])
export type AuditSubject = z.infer<typeof auditSubject>

export const auditEntry = z
  .object({
    seq: z.number().int(),
    subject: auditSubject,
    subjectId: z.string(),
    action: z.string().describe('put, delete, publish, promote, rollback, shadow…'),
    actor: z.string().describe('name of the key that asked'),
    before: z.unknown().describe('null when there was nothing'),
    after: z.unknown().describe('null when nothing is left'),
    at: z.string(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof auditEntry>

/** An entry before it is written. */
export type AuditRecord = Pick<AuditEntry, 'subject' | 'subjectId' | 'action' | 'before' | 'after'>
