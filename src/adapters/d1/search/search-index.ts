import { z } from 'zod'
import type { JsonObject } from '../../../contracts/documents.ts'
import type { ByteCache } from '../../../shared/byte-cache.ts'
import type { Candidate, FacetResult, RetrievalRequest, Retrieved, SearchIndex } from '../../../domain/search/ports.ts'
import type { Versions } from '../../../domain/search/result-set.ts'
import { shareOf } from '../../../domain/search/share-of.ts'
import type { Database, Row } from '../database.ts'
import { compileFilter } from '../filter/index.ts'
import { keywordTable } from '../keyword-tables.ts'
import { createParameters } from '../parameters.ts'
import { type ExactJson, readExact } from './exact-json.ts'
import { bodyJson } from './body-json.ts'
import { countBest } from './candidate-sources.ts'
import { type CountedGroups, readGroups, readVariantColumns } from './read-variant-columns.ts'
import { isCountedWhole, retrieveStatement } from './retrieve-statement.ts'

const retrievedRow = z.object({
  versions: z.string().nullable(),
  known: z.string(),
  every: z.number(),
  keyword: z.string(),
  total: z.number(),
  candidates: z.string(),
  counted_groups: z.string().optional(),
  ids: z.string().optional(),
  best: z.string().optional(),
  bodies: z.string().optional(),
})

/** Numeric field ids never change once given, so an isolate may keep them. */
export function createSearchIndex(db: Database, cache: ByteCache): SearchIndex {
  return {
    async retrieve(request) {
      try {
        const { rows, rowsRead } = await db.all(retrieveStatement(request))
        return readRetrieved(request, rows[0] ?? {}, rowsRead)
      } catch (error) {
        if (isReplaced(error)) return OUTDATED
        throw error
      }
    },
    async versions(tenant, name) {
      const sql = `SELECT json_array(id, data_version, config_version, vector_version, vector_set, understanding_version) AS versions FROM collections WHERE deleted_at IS NULL AND tenant = ?1 AND id = coalesce(
        (SELECT collection_id FROM aliases WHERE tenant = ?1 AND name = ?2), (SELECT id FROM collections WHERE tenant = ?1 AND name = ?2))`
      const [row] = (await db.all({ sql, params: [tenant, name] })).rows
      return row ? readVersions(JSON.parse(String(row['versions'])) as VersionNumbers) : null
    },
    async fieldIds(collection, names) {
      const found = new Map<string, number>()
      const missing: string[] = []
      const keyOf = (name: string): string => `field:${collection.id}:${collection.generation}:${name}`
      for (const name of names) {
        const id = cache.get<number>(keyOf(name))
        if (id === undefined) missing.push(name)
        else found.set(name, id)
      }
      if (missing.length === 0) return found
      const sql = 'SELECT f.name, f.id FROM json_each(?3) j CROSS JOIN fields f ON f.collection_id = ?1 AND f.generation = ?2 AND f.name = j.value'
      const { rows } = await db.all({ sql, params: [collection.id, collection.generation, JSON.stringify(missing)] })
      for (const row of rows) {
        found.set(String(row['name']), Number(row['id']))
        cache.set(keyOf(String(row['name'])), Number(row['id']), 100)
      }
      return found
    },
    async bodies(docs, members = null) {
      const params = createParameters([JSON.stringify(docs)])
      const sql = `SELECT d.key, ${bodyJson('d.body', members, params)} AS body FROM json_each(?1) j CROSS JOIN documents d ON d.key = j.value`
      const { rows, rowsRead } = await db.all({ sql, params: params.values })
      return { bodies: new Map(rows.map((row) => [Number(row['key']), JSON.parse(String(row['body'])) as JsonObject])), rowsRead }
    },
    async facetValues(field, scope, limit) {
      const params = createParameters([field, limit])
      const inside =
        scope === null ? '' : ` AND ${compileFilter(scope, { doc: 'v.doc', id: '(SELECT id FROM documents WHERE key = v.doc)', params })}`
      const sql = `SELECT v.value AS value, count(*) AS count FROM facet_values v WHERE v.field = ?1${inside} GROUP BY v.value ORDER BY count(*) DESC, v.value LIMIT ?2`
      const { rows } = await db.all({ sql, params: params.values })
      return rows.map((row) => ({ value: row['value'] as string | number, count: Number(row['count']) }))
    },
    async findKnown(collection, words) {
      const table = keywordTable(collection.id, collection.generation)
      const phrases = `'"' || replace(j.value ->> 'term', '"', '""') || '"' || coalesce(' OR "' || replace(j.value ->> 'prefix', '"', '""') || '"*', '')`
      const sql = `SELECT json_group_array(j.value ->> 'term') AS terms FROM json_each(?1) j WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${table} MATCH ${phrases})`
      try {
        const [row] = (await db.all({ sql, params: [JSON.stringify(words)] })).rows
        return new Set(JSON.parse(String(row?.['terms'] ?? '[]')) as string[])
      } catch (error) {
        // nothing is known there; the statement that answers the search will say that the collection is another
        if (isReplaced(error)) return new Set()
        throw error
      }
    },
    async within(collection, scope, docs) {
      const params = createParameters([JSON.stringify(docs), collection.id])
      const condition = compileFilter(scope, { doc: 'd.key', id: 'd.id', params })
      const sql = `SELECT json_group_array(d.key) AS docs FROM json_each(?1) j CROSS JOIN documents d INDEXED BY documents_by_key ON d.key = j.value AND d.collection_id = ?2 WHERE ${condition}`
      const [row] = (await db.all({ sql, params: params.values })).rows
      return new Set(JSON.parse(String(row?.['docs'] ?? '[]')) as number[])
    },
  }
}

/** A rebuild, or a new collection of the name, has replaced the keyword table that this isolate's copy of the collection names. */
function isReplaced(error: unknown): boolean {
  return error instanceof Error && error.message.includes('no such table: fts_')
}

const OUTDATED: Retrieved = {
  versions: null,
  plan: 'any',
  known: [],
  keywordMax: 0,
  total: 0,
  candidates: [],
  best: [],
  bodies: new Map(),
  facets: [],
  rowsRead: 0,
}

type VersionNumbers = [
  id: number,
  dataVersion: number,
  configVersion: number,
  vectorVersion: number,
  vectorSet: number | null,
  understandingVersion: number,
]

function readVersions([id, dataVersion, configVersion, vectorVersion, vectorSet, understandingVersion]: VersionNumbers): Versions {
  return { id, dataVersion, configVersion, vectorVersion, vectorSet, understandingVersion }
}

/** Parallel lists; without refinements, boosts, rules or heads theirs are null. */
type CandidateColumns = [
  docs: number[],
  ids: string[],
  keyword: (number | null)[],
  refined: (0 | 1)[] | null,
  boosts: number[] | null,
  ruled: number[] | null,
  headed: (0 | 1)[] | null,
  ...keysAndColumns: (ExactJson | null)[][],
]

function readRetrieved(request: RetrievalRequest, row: Row, rowsRead: number): Retrieved {
  const data = retrievedRow.parse(row)
  const [keywordTotal, keywordMax] = JSON.parse(data.keyword) as [number, number | null]
  const lists = JSON.parse(data.candidates) as CandidateColumns
  const [, , ...rest] = lists
  const groups = data.counted_groups === undefined ? null : readGroups(data.counted_groups)
  const total = isCountedWhole(request) ? data.total : keywordTotal + data.total
  return {
    versions: data.versions === null ? null : readVersions(JSON.parse(data.versions) as VersionNumbers),
    plan: data.every === 1 ? 'all' : 'any',
    known: JSON.parse(data.known) as number[],
    keywordMax: keywordMax ?? 0,
    total,
    ...(groups === null ? {} : { groups: { total: groups.total, documents: groups.documents } }),
    bodies: new Map(data.bodies === undefined ? [] : (JSON.parse(data.bodies) as [number, JsonObject][])),
    candidates: readCandidates(request, data.ids === undefined ? lists : [lists[0], JSON.parse(data.ids) as string[], ...rest], groups),
    best: readBest(request, lists, data.best),
    facets: readFacets(row, total),
    rowsRead,
  }
}

/** One list may name a document that another has named; the first has its sort keys. */
function readCandidates(
  request: RetrievalRequest,
  [docs, ids, scores, refined, boosts, ruled, headed, ...others]: CandidateColumns,
  counted: CountedGroups | null,
): Candidate[] {
  const seen = new Set<number>()
  const candidates: Candidate[] = []
  const keys = others.slice(0, request.sort.length)
  const columns = others.slice(request.sort.length, request.sort.length + request.columns.length)
  const { pool, groups } = readVariantColumns(request, docs, others.slice(request.sort.length + request.columns.length), counted)
  const valuesAt = (lists: typeof others, at: number): Candidate['keys'] =>
    lists.length === 0 ? NO_VALUES : lists.map((list) => (list[at] === null ? null : readExact(list[at] ?? 0)))
  for (let at = 0; at < docs.length; at++) {
    const doc = docs[at] ?? 0
    if (seen.has(doc)) continue
    seen.add(doc)
    candidates.push({
      doc,
      id: ids[at] ?? '',
      keyword: request.kind === 'browse' ? null : (scores[at] ?? null),
      refined: refined === null || refined[at] === 1,
      headed: headed?.[at] === 1,
      boost: boosts === null ? 0 : shareOf(request.boosts, boosts[at] ?? 0),
      ruled: ruled === null ? 0 : shareOf(request.ruleBoosts, ruled[at] ?? 0),
      columns: valuesAt(columns, at),
      keys: valuesAt(keys, at),
      ...pool(doc, at),
      ...groups(at),
    })
  }
  return candidates
}

/**
 * The first of K in the statement's own order, since the scores may have lost their last digits on the way and so the order of near
 * ties: listed apart, or the first candidates.
 */
function readBest(request: RetrievalRequest, [docs, , scores]: CandidateColumns, apart: string | undefined): number[] {
  if (apart !== undefined) return JSON.parse(apart) as number[]
  const found: number[] = []
  for (let at = 0; at < docs.length && found.length < countBest(request); at++) if ((scores[at] ?? null) !== null) found.push(docs[at] ?? 0)
  return found
}

const NO_VALUES: readonly null[] = []

/** `documents` is null where it is the total. */
type FacetJson = [
  documents: number | null,
  present: number,
  counted: number,
  values: [ExactJson, number][],
  stats: [ExactJson, ExactJson, ExactJson, number] | null,
]

/** Every column has some of the facets, each with its place. */
function readFacets(row: Row, total: number): FacetResult[] {
  const columns = Object.entries(row).flatMap(([name, json]) =>
    name.startsWith('facets') ? [JSON.parse(String(json)) as [number, FacetJson][]] : [],
  )
  return columns
    .flat()
    .toSorted(([a], [b]) => a - b)
    .map(([, facet]) => readFacet(facet, total))
}

function readFacet([documents, present, counted, values, stats]: FacetJson, total: number): FacetResult {
  return {
    documents: documents ?? total,
    present,
    counted,
    values: values.map(([value, count]) => ({ value: readExact(value), count })),
    stats:
      stats === null
        ? null
        : { min: Number(readExact(stats[0])), max: Number(readExact(stats[1])), avg: Number(readExact(stats[2])), count: stats[3] },
  }
}
