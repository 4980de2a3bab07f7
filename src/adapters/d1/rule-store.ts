import { z } from 'zod'
import { type Rule, rule as ruleShape } from '../../contracts/rules.ts'
import type { RuleStore, StoredRule } from '../../domain/search/index.ts'
import { auditStatement, auditStatements } from './audit-log.ts'
import { cutParts } from './cut-parts.ts'
import type { Database, Row, Statement } from './database.ts'

const rowShape = z.object({ position: z.number().int(), body: z.string(), updated_at: z.number().int() })
const liveShape = z.object({ config_version: z.number().int(), body: z.string().nullable() })
/** ?1 is the collection: nobody would clear what is written for one that has been deleted meanwhile. */
const EXISTS = 'EXISTS (SELECT 1 FROM collections WHERE id = ?1 AND deleted_at IS NULL)'
const NO_RANKING = JSON.stringify({ profile: null, shadow: null, previous: [], rules: 0 })

export function createRuleStore(db: Database): RuleStore {
  const run = (audited: Parameters<RuleStore['discard']>[0], ...statements: Statement[]) => db.batch([...statements, auditStatement(audited)])
  return {
    async list(collection, state) {
      const sql = 'SELECT position, body, updated_at FROM ranking_rules WHERE collection_id = ?1 AND state = ?2 ORDER BY position, id'
      return (await db.all({ sql, params: [collection, state] })).rows.map(readStored)
    },
    async readLive(collection) {
      // one statement: rules and version from the same state of the database, whichever replica answers
      const sql = `SELECT c.config_version, r.body FROM collections c LEFT JOIN ranking_rules r ON r.collection_id = c.id AND r.state = 'live'
        WHERE c.id = ?1 AND c.deleted_at IS NULL ORDER BY r.position, r.id`
      const rows = (await db.all({ sql, params: [collection] })).rows.map((row) => liveShape.parse(row))
      const [first] = rows
      if (!first) return null
      return { configVersion: first.config_version, rules: rows.flatMap(({ body }) => (body === null ? [] : [readBody(body)])) }
    },
    async put(rule, audited) {
      const sql = `INSERT INTO ranking_rules (collection_id, state, id, position, body, updated_at)
        SELECT ?1, 'draft', ?2, (SELECT coalesce(max(position), 0) + 1 FROM ranking_rules WHERE collection_id = ?1 AND state = 'draft'), ?3, ?4 WHERE ${EXISTS}
        ON CONFLICT (collection_id, state, id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`
      await run(audited, { sql, params: [audited.collection, rule.id, JSON.stringify(rule), audited.now] })
    },
    async remove(id, audited) {
      await run(audited, {
        sql: "DELETE FROM ranking_rules WHERE collection_id = ?1 AND state = 'draft' AND id = ?2",
        params: [audited.collection, id],
      })
    },
    async rewrite({ rules, ids, removed }, audited, entries) {
      const { collection, now } = audited
      const clear = "DELETE FROM ranking_rules WHERE collection_id = ?1 AND state = 'draft' AND id IN (SELECT value FROM json_each(?2))"
      await run(
        audited,
        ...(removed.length === 0 ? [] : [{ sql: clear, params: [collection, JSON.stringify(removed)] }]),
        ...writeRules(collection, rules, now),
        orderBy(collection, ids),
        ...auditStatements(entries, audited),
      )
    },
    async order(ids, audited) {
      await run(audited, orderBy(audited.collection, ids))
    },
    async publish(audited) {
      const { collection, now } = audited
      const sql = `UPDATE collections SET config_version = config_version + 1, updated_at = ?2, ranking = json_set(coalesce(ranking, ?3), '$.rules',
        (SELECT count(*) FROM ranking_rules WHERE collection_id = ?1 AND state = 'live')) WHERE id = ?1 AND deleted_at IS NULL RETURNING config_version`
      const results = await run(audited, ...copyRules(collection, 'draft', 'live'), { sql, params: [collection, now, NO_RANKING] })
      const version = results[2]?.rows[0]?.['config_version']
      return typeof version === 'number' ? version : null
    },
    async discard(audited) {
      await run(audited, ...copyRules(audited.collection, 'live', 'draft'))
    },
  }
}

/** Positions of new ones are those of `orderBy`, which follows in the same batch. */
function writeRules(collection: number, rules: readonly Rule[], now: number): Statement[] {
  const sql = `INSERT INTO ranking_rules (collection_id, state, id, position, body, updated_at)
    SELECT ?1, 'draft', j.value ->> 0, 0, j.value ->> 1, ?3 FROM json_each(?2) j WHERE ${EXISTS}
    ON CONFLICT (collection_id, state, id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`
  const items = rules.map((rule) => JSON.stringify([rule.id, JSON.stringify(rule)]))
  return cutParts(items).map((part) => ({ sql, params: [collection, `[${part.join(',')}]`, now] }))
}

/** A rule that was written meanwhile, and is not named, keeps its position. */
function orderBy(collection: number, ids: readonly string[]): Statement {
  const sql = `UPDATE ranking_rules SET position = j.key + 1 FROM json_each(?2) j
    WHERE ranking_rules.collection_id = ?1 AND ranking_rules.state = 'draft' AND ranking_rules.id = j.value`
  return { sql, params: [collection, JSON.stringify(ids)] }
}

function copyRules(collection: number, from: 'draft' | 'live', to: 'draft' | 'live'): Statement[] {
  return [
    { sql: 'DELETE FROM ranking_rules WHERE collection_id = ?1 AND state = ?2', params: [collection, to] },
    {
      sql: `INSERT INTO ranking_rules (collection_id, state, id, position, body, updated_at)
        SELECT collection_id, ?3, id, position, body, updated_at FROM ranking_rules WHERE collection_id = ?1 AND state = ?2 AND ${EXISTS}`,
      params: [collection, from, to],
    },
  ]
}

function readStored(row: Row): StoredRule {
  const { position, body, updated_at: updatedAt } = rowShape.parse(row)
  return { rule: readBody(body), position, updatedAt }
}

function readBody(body: string): Rule {
  return ruleShape.parse(JSON.parse(body))
}
