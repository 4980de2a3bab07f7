import { z } from 'zod'
import { quantise } from '../../domain/embedding/index.ts'
import type { Database, Row, Statement } from '../d1/database.ts'
import { splitEvery } from '../limits/run-in-waves.ts'
import type { FreshVector, FreshVectors } from './ports.ts'
import type { Seen } from './visibility.ts'

/** Entries a space keeps: until they are visible every search reads them all, at most 1.5 MB of int8 vectors. */
const CAPACITY = 1000
/** Vectors a statement: 256 of 1,536 bytes in hex are 0.8 MB of the 2 MB that D1 allows a bound string. */
const VECTORS_A_STATEMENT = 256
/** The row that stands for writes that found no room; documents have positive keys. */
const OVERFLOW = -1

// ?1 namespace, ?2 the processed mutation, ?3 the time before which everything accepted is visible
const VISIBLE = `(accepted_at < ?3 OR accepted_at <= coalesce((SELECT max(r.accepted_at) FROM vector_mutations r WHERE r.space = ?1 AND r.mutation = ?2), -1))`
const READ = `SELECT doc, ${VISIBLE} AS visible, CASE WHEN ${VISIBLE} THEN NULL ELSE hex("values") END AS bytes, scale FROM vector_mutations WHERE space = ?1`
// when full, only documents that are already here are written, because their older entry would win otherwise
const INSERT = `INSERT INTO vector_mutations (space, mutation, accepted_at, doc, "values", scale)
  SELECT ?1, ?2, ?3, value ->> 0, unhex(value ->> 1), value ->> 2 FROM json_each(?4)
  WHERE (SELECT count(*) FROM vector_mutations WHERE space = ?1) + ?5 <= ?6
    OR EXISTS (SELECT 1 FROM vector_mutations m WHERE m.space = ?1 AND m.doc = value ->> 0)
  ON CONFLICT (space, doc) DO UPDATE SET mutation = excluded.mutation, accepted_at = excluded.accepted_at, "values" = excluded."values", scale = excluded.scale`
const MARK_OVERFLOW = `INSERT INTO vector_mutations (space, mutation, accepted_at, doc) SELECT ?1, ?2, ?3, ${OVERFLOW}
  WHERE (SELECT count(*) FROM vector_mutations WHERE space = ?1 AND mutation = ?2 AND doc <> ${OVERFLOW}) < ?4
  ON CONFLICT (space, doc) DO UPDATE SET mutation = excluded.mutation, accepted_at = excluded.accepted_at`

const row = z.object({ doc: z.number(), visible: z.number(), bytes: z.string().nullable(), scale: z.number() })

/** The freshness overlay in the table `vector_mutations`; int8 copies travel as hex, so that lists fit one parameter. */
export function createD1FreshVectors(db: Database, capacity = CAPACITY): FreshVectors {
  return {
    async read(namespace, seen) {
      const rows = (await db.all({ sql: READ, params: [namespace, seen.mutation, seen.before] })).rows.map((value: Row) => row.parse(value))
      const pending = rows.filter((entry) => entry.visible === 0)
      return {
        pending: pending
          .filter((entry) => entry.doc !== OVERFLOW)
          .map(({ doc, bytes, scale }): FreshVector => ({ doc, vector: bytes ? { values: fromHex(bytes), scale } : null })),
        overflowed: pending.some((entry) => entry.doc === OVERFLOW),
        visible: rows.length - pending.length,
      }
    },
    async record(namespace, { mutation, acceptedAt, vectors }, settled) {
      const entries = vectors.map(({ doc, vector }) => {
        const { values, scale } = vector ? quantise(vector) : { values: new Int8Array(0), scale: 0 }
        return [doc, toHex(values), scale] as const
      })
      await db.batch([
        deleteVisible(namespace, settled),
        ...splitEvery(entries, VECTORS_A_STATEMENT).map((slice): Statement => ({
          sql: INSERT,
          params: [namespace, mutation, acceptedAt, JSON.stringify(slice), slice.length, capacity],
        })),
        { sql: MARK_OVERFLOW, params: [namespace, mutation, acceptedAt, entries.length] },
      ])
    },
    async prune(namespace, settled) {
      await db.all(deleteVisible(namespace, settled))
    },
    async discard(namespace, docs) {
      await db.all({
        sql: 'DELETE FROM vector_mutations WHERE space = ?1 AND doc IN (SELECT value FROM json_each(?2))',
        params: [namespace, JSON.stringify(docs)],
      })
    },
    async clear(namespace) {
      await db.all({ sql: 'DELETE FROM vector_mutations WHERE space = ?1', params: [namespace] })
    },
  }
}

function deleteVisible(namespace: string, settled: Seen): Statement {
  return { sql: `DELETE FROM vector_mutations WHERE space = ?1 AND ${VISIBLE}`, params: [namespace, settled.mutation, settled.before] }
}

function toHex(values: Int8Array): string {
  let hex = ''
  for (const value of values) hex += (value & 255).toString(16).padStart(2, '0')
  return hex
}

/** Of upper-case digits, as SQLite writes them; a search may decode 1.5 MB, so it is arithmetic and no parsing. */
function fromHex(hex: string): Int8Array {
  const digit = (at: number): number => {
    const code = hex.charCodeAt(at)
    return code < 65 ? code - 48 : code - 55
  }
  const values = new Int8Array(hex.length / 2)
  for (let at = 0; at < values.length; at++) values[at] = digit(2 * at) * 16 + digit(2 * at + 1)
  return values
}
