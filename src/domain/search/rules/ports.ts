import type { AuditEntry, AuditRecord } from '../../../contracts/audit.ts'
import type { Rule } from '../../../contracts/rules.ts'
import type { CollectionStore } from '../../catalog/index.ts'

export type RuleState = 'draft' | 'live'

/** `position` orders rules and has gaps. */
export type StoredRule = { rule: Rule; position: number; updatedAt: number }

/** An entry of the audit log with who and when; written in the batch of the change itself. */
export type Audited = AuditRecord & { tenant: string; collection: number; actor: string; now: number }

/** Every change is written together with its audit entry, or not at all. */
export type RuleStore = {
  /** In their order. */
  list(collection: number, state: RuleState): Promise<readonly StoredRule[]>
  /** The live rules in their order, and the version of the collection that they were read with; null when it is gone. */
  readLive(collection: number): Promise<{ rules: readonly Rule[]; configVersion: number } | null>
  /** Adds a rule to the draft as its last one, or puts it in the place of the one with its id. */
  put(rule: Rule, audited: Audited): Promise<void>
  /** From the draft. */
  remove(id: string, audited: Audited): Promise<void>
  /** Writes these rules, takes out the removed ones and orders the draft by `ids`; besides its own entry one a rule, all in one batch. */
  rewrite(
    change: { rules: readonly Rule[]; ids: readonly string[]; removed: readonly string[] },
    audited: Audited,
    entries: readonly AuditRecord[],
  ): Promise<void>
  /** Gives the draft's rules the places of their ids in the list. */
  order(ids: readonly string[], audited: Audited): Promise<void>
  /** Makes the draft live and moves the collection's configVersion, which is returned; null when the collection is gone. */
  publish(audited: Audited): Promise<number | null>
  /** Puts what is live in the place of the draft. */
  discard(audited: Audited): Promise<void>
}

export type AuditReader = { list(collection: number, limit: number, before: number | null): Promise<readonly AuditEntry[]> }

export type RulePorts = { collections: CollectionStore; rules: RuleStore; audit: AuditReader }
