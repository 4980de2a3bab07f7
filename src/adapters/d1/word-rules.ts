import { z } from 'zod'
import type { WordRule, WordRuleStore } from '../../domain/search/index.ts'
import { cutParts } from './cut-parts.ts'
import type { Database, Row, Statement } from './database.ts'

const rowShape = z.object({ id: z.string(), body: z.string(), updated_at: z.number() })

export function createWordRuleStore(db: Database): WordRuleStore {
  const touch = (collection: number): Statement => ({
    sql: 'UPDATE collections SET understanding_version = understanding_version + 1 WHERE id = ?1',
    params: [collection],
  })
  const clear = (collection: number, kind: string): Statement => ({
    sql: 'DELETE FROM word_rules WHERE collection_id = ?1 AND kind = ?2',
    params: [collection, kind],
  })
  const store: WordRuleStore = {
    async count(collection, kind) {
      const { rows } = await db.all({
        sql: 'SELECT count(*) AS rules FROM word_rules WHERE collection_id = ?1 AND kind = ?2',
        params: [collection, kind],
      })
      return Number(rows[0]?.['rules'] ?? 0)
    },
    async find(collection, kind, id) {
      const sql = 'SELECT id, body, updated_at FROM word_rules WHERE collection_id = ?1 AND kind = ?2 AND id = ?3'
      const [row] = (await db.all({ sql, params: [collection, kind, id] })).rows
      return row ? readRule(row) : null
    },
    async list(collection, kind, limit, after) {
      const sql = 'SELECT id, body, updated_at FROM word_rules WHERE collection_id = ?1 AND kind = ?2 AND id > ?3 ORDER BY id LIMIT ?4'
      return (await db.all({ sql, params: [collection, kind, after ?? '', limit] })).rows.map(readRule)
    },
    async put(collection, kind, rules, now) {
      if (rules.length > 0) await db.batch([...insertRules(collection, kind, rules, now), touch(collection)])
    },
    async remove(collection, kind, ids) {
      const sql = 'DELETE FROM word_rules WHERE collection_id = ?1 AND kind = ?2 AND id IN (SELECT value FROM json_each(?3))'
      const [removed] = await db.batch([{ sql, params: [collection, kind, JSON.stringify(ids)] }, touch(collection)])
      return removed?.changes ?? 0
    },
    async replace(collection, kind, rules, now) {
      await db.batch([clear(collection, kind), ...insertRules(collection, kind, rules, now), touch(collection)])
    },
  }
  return store
}

function readRule(row: Row): WordRule {
  const { id, body, updated_at: updatedAt } = rowShape.parse(row)
  return { id, body: JSON.parse(body) as unknown, updatedAt }
}

/** None for a collection that has been deleted meanwhile: nobody would clear them. */
function insertRules(collection: number, kind: string, rules: readonly { id: string; body: unknown }[], now: number): Statement[] {
  const sql = `INSERT INTO word_rules (collection_id, kind, id, body, updated_at)
    SELECT ?1, ?2, j.value ->> 0, j.value ->> 1, ?4 FROM json_each(?3) j
    WHERE EXISTS (SELECT 1 FROM collections WHERE id = ?1 AND deleted_at IS NULL)
    ON CONFLICT (collection_id, kind, id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`
  return cutParts(rules.map(({ id, body }) => JSON.stringify([id, JSON.stringify(body)]))).map((part) => ({
    sql,
    params: [collection, kind, `[${part.join(',')}]`, now],
  }))
}
