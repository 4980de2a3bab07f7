import { z } from 'zod'
import { type ProfileDefinition, profileDefinition } from '../../contracts/ranking.ts'
import type { RankingChange, RankingProfileStore, StoredProfile } from '../../domain/search/index.ts'
import { auditStatement } from './audit-log.ts'
import type { Database, Row, Statement } from './database.ts'

const rowShape = z.object({ name: z.string(), version: z.number().int(), body: z.string(), created_at: z.number() })
const versionsShape = z.array(z.object({ version: z.number().int(), createdAt: z.number() }))

/** Of the versions the newest, with a list of all. SQLite takes the other columns of a row from where the maximum is. */
const NEWEST = `SELECT name, max(version) AS version, body, created_at,
  json_group_array(json_object('version', version, 'createdAt', created_at)) AS versions FROM ranking_profiles`

export function createRankingProfileStore(db: Database): RankingProfileStore {
  return {
    async find(collection, name, version) {
      const sql = `SELECT name, version, body, created_at FROM ranking_profiles
        WHERE collection_id = ?1 AND name = ?2 AND (?3 IS NULL OR version = ?3) ORDER BY version DESC LIMIT 1`
      const [row] = (await db.all({ sql, params: [collection, name, version] })).rows
      return row ? readProfile(row) : null
    },
    async versions(collection, name) {
      const { rows } = await db.all({ sql: `${NEWEST} WHERE collection_id = ?1 AND name = ?2 GROUP BY name`, params: [collection, name] })
      return rows[0] ? readVersions(rows[0]) : []
    },
    async list(collection, limit, after) {
      const sql = `${NEWEST} WHERE collection_id = ?1 AND name > ?2 GROUP BY name ORDER BY name LIMIT ?3`
      const { rows } = await db.all({ sql, params: [collection, after ?? '', limit] })
      return rows.map((row) => ({ ...readProfile(row), versions: readVersions(row) }))
    },
    async count(collection) {
      const { rows } = await db.all({ sql: 'SELECT count(*) AS profiles FROM ranking_profiles WHERE collection_id = ?1', params: [collection] })
      return Number(rows[0]?.['profiles'] ?? 0)
    },
    async write(change) {
      try {
        await db.batch(writeStatements(change))
        return true
      } catch (error) {
        if (error instanceof Error && error.message.includes('collections_guard')) return false
        throw error
      }
    },
  }
}

/** The guard comes first: a collection that has changed since it was read rolls all of it back. */
function writeStatements({ collection, actor, now, audit, state, insert, remove }: RankingChange): Statement[] {
  const { id, tenant, configVersion } = collection
  const moved = `config_version = config_version + 1, updated_at = ?3, guard = CASE WHEN config_version = ?2 AND deleted_at IS NULL THEN 0 ELSE 1 END`
  const statements: Statement[] = []
  // how many rules are live is not this change's to say
  if (state) {
    const sql = `UPDATE collections SET ranking = json_set(json(?4), '$.rules', coalesce(json_extract(ranking, '$.rules'), 0)), ${moved} WHERE id = ?1`
    statements.push({ sql, params: [id, configVersion, now, JSON.stringify(state)] })
  } else statements.push({ sql: `UPDATE collections SET ${moved} WHERE id = ?1`, params: [id, configVersion, now] })
  if (insert) {
    const sql = 'INSERT INTO ranking_profiles (collection_id, name, version, body, created_at) VALUES (?1, ?2, ?3, ?4, ?5)'
    statements.push({ sql, params: [id, insert.name, insert.version, JSON.stringify(insert.definition), now] })
  }
  if (remove !== undefined) {
    const named = `body ->> '$.shadow.name' = ?2 OR body ->> '$.served.name' = ?2`
    statements.push(
      { sql: 'DELETE FROM ranking_profiles WHERE collection_id = ?1 AND name = ?2', params: [id, remove] },
      // a profile of that name begins at version 1 again
      { sql: `DELETE FROM shadow_comparisons WHERE collection_id = ?1 AND (${named})`, params: [id, remove] },
    )
  }
  return [...statements, auditStatement({ ...audit, tenant, collection: id, actor, now })]
}

function readProfile(row: Row): StoredProfile {
  const { name, version, body, created_at: createdAt } = rowShape.parse(row)
  const definition: ProfileDefinition = profileDefinition.parse(JSON.parse(body))
  return { name, version, definition, createdAt }
}

function readVersions(row: Row): z.infer<typeof versionsShape> {
  return versionsShape.parse(JSON.parse(String(row['versions']))).sort((left, right) => right.version - left.version)
}
