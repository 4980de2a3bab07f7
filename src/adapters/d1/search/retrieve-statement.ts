import type { RetrievalRequest } from '../../../domain/search/ports.ts'
import { AppError } from '../../../contracts/errors.ts'
import type { Statement } from '../database.ts'
import { compileFilter, isDriving } from '../filter/index.ts'
import { type Parameters, createParameters } from '../parameters.ts'
import { bodyJson } from './body-json.ts'
import { bestColumn, candidateSources, isCurated, isTakenInOrder, listCandidates } from './candidate-sources.ts'
import { facetColumns, facetsSource, joinFlags } from './facet-columns.ts'
import { GROUPS_COLUMN } from './group-sources.ts'
import { keywordSources } from './keyword-sources.ts'
import { isOrderedInside } from './sort-columns.ts'
import { target } from './target.ts'

const NEIGHBOURS = 100
/** D1 binds at most 100 parameters; a few are kept free for the statement itself. */
const MAX_PARAMETERS = 96
/** It takes expressions 100 high and statements of 100 KB: facets name every refinement they may be counted under. */
const MAX_REFINEMENTS = 32
const MAX_SQL_LENGTH = 99_000

/**
 * One statement that reads everything a search needs from one snapshot: the versions, which terms are known, the
 * keyword level, R, its refinements, the counts, the candidates and the facets. It answers one row of JSON columns,
 * because a row object per candidate costs more to move than to find.
 */
export function retrieveStatement(request: RetrievalRequest): Statement {
  const { collection } = request
  const params = createParameters([collection.tenant, request.name])
  const browse = request.kind === 'browse'
  const ctes = refinedSources(request, params)
  const refined = joinFlags(request.refine.map((_node, index) => `p${index}`))
  ctes.push(...candidateSources(request, refined, params), ...facetsSource(request, params))
  const columns = [
    `(SELECT json_array(c.id, c.data_version, c.config_version, c.vector_version, c.vector_set, c.understanding_version) FROM collections c WHERE c.deleted_at IS NULL AND c.tenant = ?1 AND c.id = coalesce(
      (SELECT collection_id FROM aliases WHERE tenant = ?1 AND name = ?2), (SELECT id FROM collections WHERE tenant = ?1 AND name = ?2))) AS versions`,
    browse ? `'[]' AS known` : '(SELECT known FROM asked) AS known',
    browse ? '1 AS every' : '(SELECT every FROM asked) AS every',
    // count and maximum in one pass: K can be half of the collection
    browse ? `'[0,null]' AS keyword` : `(SELECT json_array(count(*), max(s)) FROM ${isCurated(request) ? 'r' : 'k'}) AS keyword`,
    `${countRefined(request, refined)} AS total`,
    'listed.*',
    ...facetColumns(request).map((column, index) => `${column} AS facets${index}`),
    ...bestColumn(request),
    ...(request.group ? [GROUPS_COLUMN] : []),
    ...bodyColumn(request, params),
  ]
  const sql = `WITH ${ctes.join(',\n')}\nSELECT ${columns.join(',\n')}\nFROM (${listCandidates(request, params)}) listed`
  if (params.values.length > MAX_PARAMETERS || sql.length > MAX_SQL_LENGTH) {
    throw new AppError('filter.too_complex', 'The filter, the refinements and the facets together are more than one statement takes.')
  }
  return { sql, params: params.values }
}

/** R as m, with a flag for every refinement. */
function refinedSources(request: RetrievalRequest, params: Parameters): string[] {
  if (request.refine.length > MAX_REFINEMENTS)
    throw new AppError('filter.too_complex', `A refinement joins at most ${MAX_REFINEMENTS} conditions with AND.`)
  const found = request.kind === 'browse' ? [browseSource(request, params)] : searchSources(request, params)
  const sources = isCurated(request) ? [...found, ...curatedSources(request, params)] : found
  const flags = request.refine.map((node, index) => `${compileFilter(node, target('r.d', params))} AS p${index}`)
  // without flags m is another name for r: a copy of tens of thousands of rows would cost more than reading them twice
  return [
    ...sources,
    `m AS ${flags.length > 0 ? 'MATERIALIZED' : 'NOT MATERIALIZED'} (SELECT r.d, r.s${flags.map((flag) => `, ${flag}`).join('')} FROM r)`,
  ]
}

/** Whether `total` is all of it, and not only what is beyond K. */
export function isCountedWhole(request: RetrievalRequest): boolean {
  return request.kind === 'browse' || request.refine.length > 0 || isCurated(request)
}

/** Documents of R that satisfy every refinement. Without any, K has been counted already and only S beyond it is missing. */
function countRefined(request: RetrievalRequest, refined: string): string {
  if (isCountedWhole(request)) return `(SELECT count(*) FROM m WHERE ${refined})`
  return request.neighbours.length === 0 ? '0' : '(SELECT count(*) FROM near WHERE d NOT IN (SELECT d FROM both))'
}

/** The bodies of the page, where the order is already the statement's: one round trip less. */
function bodyColumn(request: RetrievalRequest, params: Parameters): string[] {
  if (request.page === null) return []
  const { from, count, members } = request.page
  const page = `(SELECT d FROM candidates WHERE ok LIMIT ${Math.trunc(count)} OFFSET ${Math.trunc(from)})`
  // stored bodies are JSON already: joining the texts saves parsing them here
  return [
    `(SELECT '[' || coalesce(group_concat('[' || b.key || ',' || ${bodyJson('b.body', members, params)} || ']'), '') || ']' FROM ${page} x CROSS JOIN documents b ON b.key = x.d) AS bodies`,
  ]
}

function browseSource(request: RetrievalRequest, params: Parameters): string {
  const collection = params.add(request.collection.id)
  const scope = request.scope === null ? '' : ` AND ${compileFilter(request.scope, { doc: 'o.key', id: 'o.id', params, drive: true })}`
  // by their keys the planner would read rows, bodies and all; and here this index has nothing but what is asked for
  const index = request.scope !== null && isDriving(request.scope) ? ' INDEXED BY documents_by_key' : ''
  const from = `FROM documents o${index} WHERE o.collection_id = ${collection}${scope}`
  // numbering a whole collection takes longer than finding it; the limit keeps the order, which SQLite else leaves out
  if (isTakenInOrder(request)) return `r AS MATERIALIZED (SELECT o.key AS d, NULL AS s ${from} ORDER BY o.id LIMIT -1)`
  // without sort keys the order is by id: the window runs along the index, so nothing is sorted
  const place = isOrderedInside(request.sort) ? '-row_number() OVER (ORDER BY o.id)' : 'NULL'
  return `${isCurated(request) ? 'found' : 'r'} AS MATERIALIZED (SELECT o.key AS d, ${place} AS s ${from})`
}

function searchSources(request: RetrievalRequest, params: Parameters): string[] {
  const keyword = keywordSources(request, params)
  const collection = request.neighbours.length === 0 ? '' : params.add(request.collection.id)
  const neighbours = request.neighbours.length === 0 ? '' : params.add(JSON.stringify(request.neighbours))
  const inside =
    request.scope === null || request.neighbours.length === 0 ? '' : ` AND ${compileFilter(request.scope, { doc: 'o.key', id: 'o.id', params })}`
  if (request.neighbours.length === 0) return [...keyword, `${isCurated(request) ? 'found' : 'r'}(d, s) AS NOT MATERIALIZED (SELECT d, s FROM k)`]
  return [
    ...keyword,
    `near(d) AS MATERIALIZED (SELECT o.key FROM json_each(${neighbours}) j CROSS JOIN documents o INDEXED BY documents_by_key ON o.key = j.value AND o.collection_id = ${collection}${inside}
      ORDER BY j.key LIMIT ${NEIGHBOURS})`,
    'both(d, s) AS MATERIALIZED (SELECT d, s FROM k WHERE d IN (SELECT d FROM near))',
    `${isCurated(request) ? 'found' : 'r'}(d, s) AS NOT MATERIALIZED (SELECT d, s FROM k UNION ALL SELECT d, NULL FROM near WHERE d NOT IN (SELECT d FROM both))`,
  ]
}

/** R of what was found: pinned documents of the scope join, hidden ones leave. Of the one tier that browsing has all are found already. */
function curatedSources(request: RetrievalRequest, params: Parameters): string[] {
  const collection = params.add(request.collection.id)
  const keys = (ids: readonly string[]): string => {
    const inside = request.scope === null ? '' : ` AND ${compileFilter(request.scope, { doc: 'o.key', id: 'o.id', params })}`
    return `SELECT o.key FROM json_each(${params.add(JSON.stringify(ids))}) j CROSS JOIN documents o ON o.collection_id = ${collection} AND o.id = j.value${inside}`
  }
  const joined = 'SELECT d, NULL FROM pinned WHERE d NOT IN (SELECT d FROM found)'
  return [
    `hidden(d) AS MATERIALIZED (${keys(request.hidden)})`,
    `pinned(d) AS MATERIALIZED (${keys(request.pinned)})`,
    `r(d, s) AS MATERIALIZED (SELECT d, s FROM (SELECT d, s FROM found UNION ALL ${joined}) WHERE d NOT IN (SELECT d FROM hidden))`,
  ]
}
