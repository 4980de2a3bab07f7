import { CLASS_WEIGHTS, type Collection } from '../../domain/catalog/index.ts'
import type { IndexedDocument, IndexedValue } from '../../domain/ingestion/index-document.ts'
import type { DocumentUpsert } from '../../domain/ingestion/ports.ts'
import type { Statement } from './database.ts'
import { HEAD_FIELD } from './head-field.ts'
import { isExtreme, splitDouble, writeDecimal } from './filter/sql-number.ts'
import { keywordTable } from './keyword-tables.ts'

/**
 * The ids of this batch as a JSON parameter, joined to their rows. Every statement binds ids at ?1, collection at ?2.
 * CROSS JOIN fixes the order here and below: the planner knows nothing about the size of a JSON list, and once it puts
 * the table outside, a batch reads the whole collection for every value.
 */
const ROWS = 'json_each(?1) j CROSS JOIN documents d ON d.collection_id = ?2 AND d.id = j.value'

/**
 * The write of DESIGN section 2 as one batch: row, values, terms, outbox. The first statement moves the counters and
 * sets `guard` when the collection (or an expected hash) is not what the caller saw; its CHECK rolls everything back.
 * Deleting a collection moves its config version too, so that nothing is written behind the job that clears it.
 */
export function upsertStatements(collection: Collection, documents: readonly DocumentUpsert[], now: number): Statement[] {
  const ids = JSON.stringify(documents.map((document) => document.id))
  const scope = [ids, collection.id] as const
  const statements: Statement[] = [moveCounters(collection, documents, now), insertRows(collection, documents, now)]
  statements.push(
    {
      sql: `DELETE FROM facet_values WHERE doc IN (SELECT d.key FROM ${ROWS} WHERE d.created_at < ?3 OR d.updated_at > d.created_at)`,
      params: [...scope, now],
    },
    {
      sql: `DELETE FROM geo_values WHERE doc IN (SELECT d.key FROM ${ROWS} WHERE d.created_at < ?3 OR d.updated_at > d.created_at)`,
      params: [...scope, now],
    },
  )
  statements.push(
    ...indexStatements(
      collection,
      collection.generation,
      documents.map((document) => [document.id, document.index]),
    ),
  )
  if (collection.building !== null) {
    statements.push(
      ...indexStatements(
        collection,
        collection.building,
        documents.flatMap((document) => (document.building ? [[document.id, document.building]] : [])),
      ),
    )
  }
  statements.push(outboxStatement(collection, scope, now))
  return statements
}

function moveCounters(collection: Collection, documents: readonly DocumentUpsert[], now: number): Statement {
  const facts = JSON.stringify(documents.map((document) => [document.id, document.index.tokens, document.expectedHash ?? null]))
  const sql = `UPDATE collections SET data_version = data_version + 1, updated_at = ?3,
    document_count = document_count + (SELECT count(*) FROM json_each(?1) j WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.collection_id = ?2 AND d.id = j.value ->> 0)),
    token_count = token_count + (SELECT sum(j.value ->> 1 - coalesce((SELECT d.tokens FROM documents d WHERE d.collection_id = ?2 AND d.id = j.value ->> 0), 0)) FROM json_each(?1) j),
    changed_since_learnt = changed_since_learnt + json_array_length(?1),
    guard = CASE WHEN config_version = ?4 AND NOT EXISTS (
      SELECT 1 FROM json_each(?1) j WHERE j.value ->> 2 IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM documents d WHERE d.collection_id = ?2 AND d.id = j.value ->> 0 AND d.hash = j.value ->> 2)) THEN 0 ELSE 1 END
    WHERE id = ?2 RETURNING data_version`
  return { sql, params: [facts, collection.id, now, collection.configVersion] }
}

function insertRows(collection: Collection, documents: readonly DocumentUpsert[], now: number): Statement {
  // bodies travel as nested JSON, not as quoted strings, so that the parameter stays near the size of the documents
  const rows = `[${documents.map((document) => `[${JSON.stringify(document.id)},"${document.hash}",${document.index.tokens},${document.body}]`).join(',')}]`
  const sql = `INSERT INTO documents (collection_id, id, hash, tokens, created_at, updated_at, body)
    SELECT ?2, j.value ->> 0, j.value ->> 1, j.value ->> 2, ?3, ?3, j.value -> 3 FROM json_each(?1) j WHERE true
    ON CONFLICT (collection_id, id) DO UPDATE SET hash = excluded.hash, tokens = excluded.tokens,
      updated_at = max(excluded.updated_at, documents.created_at + 1), body = excluded.body`
  return { sql, params: [rows, collection.id, now] }
}

/** A value as JSON that SQLite reads as exactly this value: an integer past 2^53 as a real, an extreme one in its two parts. */
function writeValue([name, value]: IndexedValue): string {
  const written = typeof value === 'string' ? JSON.stringify(value) : isExtreme(value) ? JSON.stringify(splitDouble(value)) : writeDecimal(value)
  return `[${JSON.stringify(name)},${written}]`
}

const EXACT_VALUE =
  "CASE json_type(v.value, '$[1]') WHEN 'array' THEN json_extract(v.value, '$[1][0]') * pow(2.0, json_extract(v.value, '$[1][1]')) ELSE v.value ->> 1 END"

/** What a title says its thing is lies among the values, under a name that no field can have. */
function listValues({ values, heads }: IndexedDocument): IndexedValue[] {
  return [...values, ...heads.map((term): IndexedValue => [HEAD_FIELD, term])]
}

/** One document's values and terms; with a hash they are only written while the stored document still has it. */
export type IndexEntry = readonly [id: string, index: IndexedDocument, hash?: string]

/** Values and terms of one generation. Rows of the keyword table are replaced: REPLACE deletes contentless rows too. */
export function indexStatements(collection: Collection, generation: number, documents: readonly IndexEntry[]): Statement[] {
  const table = keywordTable(collection.id, generation)
  const names = JSON.stringify([
    ...new Set(documents.flatMap(([, index]) => [...listValues(index).map(([name]) => name), ...index.geo.map(([name]) => name)])),
  ])
  const valued = documents.filter(([, index]) => index.values.length + index.heads.length > 0)
  const values = `[${valued.map(([id, index, hash]) => `[${JSON.stringify(id)},[${listValues(index).map(writeValue).join(',')}],${JSON.stringify(hash ?? null)}]`).join(',')}]`
  const extreme = valued.some(([, index]) => index.values.some(([, value]) => typeof value === 'number' && isExtreme(value)))
  const places = JSON.stringify(documents.flatMap(([id, index, hash]) => index.geo.map(([name, lat, lng]) => [id, name, lat, lng, hash])))
  const terms = JSON.stringify(documents.map(([id, index, hash]) => [id, index.terms.a, index.terms.b, index.terms.c, index.terms.d, hash]))
  const guarded = documents.some(([, , hash]) => hash !== undefined)
  const current = (place: number): string => (guarded ? ` AND d.hash = j.value ->> ${place}` : '')
  const statements: Statement[] = [
    {
      sql: 'INSERT OR IGNORE INTO fields (collection_id, generation, name) SELECT ?2, ?3, value FROM json_each(?1)',
      params: [names, collection.id, generation],
    },
    {
      sql: `INSERT OR IGNORE INTO facet_values (doc, field, value) SELECT d.key, f.id, ${extreme ? EXACT_VALUE : 'v.value ->> 1'} FROM json_each(?1) j
        CROSS JOIN documents d ON d.collection_id = ?2 AND d.id = j.value ->> 0${current(2)} CROSS JOIN json_each(j.value, '$[1]') v
        CROSS JOIN fields f ON f.collection_id = ?2 AND f.generation = ?3 AND f.name = v.value ->> 0`,
      params: [values, collection.id, generation],
    },
    {
      sql: `INSERT OR REPLACE INTO ${table} (rowid, a, b, c, d) SELECT d.key, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4
        FROM json_each(?1) j CROSS JOIN documents d ON d.collection_id = ?2 AND d.id = j.value ->> 0${current(5)}`,
      params: [terms, collection.id],
    },
  ]
  if (places !== '[]') {
    statements.push({
      sql: `INSERT OR REPLACE INTO geo_values (doc, field, lat, lng) SELECT d.key, f.id, j.value ->> 2, j.value ->> 3 FROM json_each(?1) j
        CROSS JOIN documents d ON d.collection_id = ?2 AND d.id = j.value ->> 0${current(4)} CROSS JOIN fields f ON f.collection_id = ?2 AND f.generation = ?3 AND f.name = j.value ->> 1`,
      params: [places, collection.id, generation],
    })
  }
  return statements
}

function outboxStatement(collection: Collection, scope: readonly [string, number], now: number): Statement {
  const sql = `INSERT INTO outbox (tenant, collection_id, message, created_at)
    SELECT ?3, ?2, json_object('kind', 'embed', 'tenant', ?3, 'collection', ?2, 'docs', (SELECT json_group_array(d.key) FROM ${ROWS})), ?4`
  return { sql, params: [...scope, collection.tenant, now] }
}

/** Weights of the classes in the order of the keyword table's columns, for bm25(). */
export const BM25_WEIGHTS: string = [CLASS_WEIGHTS.a, CLASS_WEIGHTS.b, CLASS_WEIGHTS.c, CLASS_WEIGHTS.d].join(', ')
