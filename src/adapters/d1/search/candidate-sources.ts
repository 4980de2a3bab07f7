import type { RetrievalRequest } from '../../../domain/search/ports.ts'
import type { Parameters } from '../parameters.ts'
import { boostShare } from './boost-share.ts'
import { exactJson } from './exact-json.ts'
import { type SortColumn, documentColumn, sortColumns } from './sort-columns.ts'

export const KEPT = 1000
const SCORED = 200
const BOOSTED = 200

/**
 * The first 1,000 refined documents, and whatever the refinements what decides scores (the first 200 of K and every
 * neighbour), may rise by a boost (the best 200 boosted) or has a place of its own. What ties across the 1,000th is cut by document
 * key and not by id: by id it costs 5 to 9 % of the statement, and under the order of a field a look-up of every document of R.
 */
export function candidateSources(request: RetrievalRequest, refined: string, params: Parameters): string[] {
  const sorts = sortColumns(request.sort, 'm', params)
  const extra = sorts.map((column) => `, ${column.sql} AS ${column.name}`).join('')
  const order = [...sorts.map((column) => column.order), ...(sorts.length === 0 ? ['s DESC NULLS LAST'] : []), 'd'].join(', ')
  const nulls = sorts.map(() => ', NULL').join('')
  const first = `SELECT * FROM (SELECT d, s, 1 AS ok${extra} FROM m WHERE ${refined} ORDER BY ${order} LIMIT ${KEPT})`
  const parts = [request.refine.length > 0 && request.pinned.length > 0 ? placedSource(refined, extra, order, sorts) : first]
  if (countBest(request) > 0) parts.push(...scoredSources(request, refined, nulls))
  if (mayRise(request)) parts.push(risenSource(request, refined, nulls, params))
  if (request.pinned.length > 0) parts.push(`SELECT d, s, (${refined}) AS ok${nulls} FROM m WHERE d IN (SELECT d FROM pinned)`)
  return [`candidates AS MATERIALIZED (${parts.join(' UNION ALL ')})`, ...(request.columns.length === 0 ? [] : [valuedSource(request, params)])]
}

/** The candidates with what features read of them: looked up once, since an answer names each value twice. */
function valuedSource({ columns }: RetrievalRequest, params: Parameters): string {
  const values = columns.map((column, index) => `${documentColumn(column, 'c', params)} AS v${index}`)
  return `valued AS MATERIALIZED (SELECT c.*, ${values.join(', ')} FROM candidates c)`
}

/**
 * The first 1,000 of R and the first 1,000 refined, in one order: a pinned document has its place in R, whatever is refined away, so
 * those before it have to be known.
 */
function placedSource(refined: string, extra: string, order: string, sorts: readonly SortColumn[]): string {
  // windows run along all of R, which is why only this case pays for them
  const placed = `SELECT *, row_number() OVER (ORDER BY ${order}) AS place FROM (SELECT d, s, (${refined}) AS ok${extra} FROM m)`
  const counted = `SELECT *, sum(ok) OVER (ORDER BY place) AS nth FROM (${placed})`
  const names = sorts.map(({ name }) => `, ${name}`).join('')
  return `SELECT d, s, ok${names} FROM (SELECT * FROM (${counted}) WHERE place <= ${KEPT} OR (ok AND nth <= ${KEPT}) ORDER BY place)`
}

/** The candidates in order, as one JSON list a column: a list a candidate costs more to write and to read. */
export function candidatesColumn(request: RetrievalRequest, params: Parameters): string {
  const list = (sql: string): string => `json_group_array(${sql})`
  const columns = [
    list('x.d'),
    list('o.id'),
    list('x.s'),
    request.refine.length === 0 && request.pinned.length === 0 ? 'NULL' : list('x.ok'),
    request.boosts.length === 0 ? 'NULL' : list(exactJson(boostShare(request.boosts, 'x.d', params))),
    request.ruleBoosts.length === 0 ? 'NULL' : list(exactJson(boostShare(request.ruleBoosts, 'x.d', params))),
    ...sortColumns(request.sort, 'x').map((column) => list(exactJson(column.name))),
    ...request.columns.map((_column, index) => list(exactJson(`x.v${index}`))),
  ]
  // a left join keeps the candidates outside and so their order; a subquery would open the table anew for each
  const source = request.columns.length === 0 ? 'candidates' : 'valued'
  return `(SELECT json_array(${columns.join(', ')}) FROM ${source} x LEFT JOIN documents o INDEXED BY documents_by_key ON o.key = x.d)`
}

/** Whether R is more, or less, than what K and the neighbours make of it. */
export function isCurated(request: RetrievalRequest): boolean {
  return request.pinned.length > 0 || request.hidden.length > 0
}

/** How many of K are candidates whatever the refinements. */
export function countBest({ kind, scored, ranked }: RetrievalRequest): number {
  return kind === 'browse' ? 0 : ranked ? KEPT : scored ? SCORED : 0
}

/** What the semantic side is scored on and what takes places, whatever the refinements: the first of K, and S. */
function scoredSources(request: RetrievalRequest, refined: string, nulls: string): string[] {
  const parts: string[] = []
  const others = `SELECT d, s, (${refined}) AS ok${nulls} FROM m`
  // the first 1,000 by score hold the first 200 of K, unless a sort or a refinement chose them
  if (request.sort.length > 0 || request.refine.length > 0)
    parts.push(`SELECT * FROM (${others} ORDER BY s DESC NULLS LAST, d LIMIT ${countBest(request)})`)
  if (request.neighbours.length === 0) return parts
  if (request.refine.length > 0 || isCurated(request)) return [...parts, `SELECT * FROM (${others} WHERE d IN (SELECT d FROM near))`]
  return [...parts, `SELECT d, s, 1 AS ok${nulls} FROM both`, `SELECT d, NULL, 1${nulls} FROM near WHERE d NOT IN (SELECT d FROM both)`]
}

/** Under the order of a field a boost moves nothing but ties. */
function mayRise({ boosts, ruleBoosts, sort }: RetrievalRequest): boolean {
  return (boosts.length > 0 || ruleBoosts.some(({ weight }) => weight > 0)) && (sort[0]?.kind ?? 'score') === 'score'
}

/** The documents of R that most speaks for; all of R are candidates anyway until it has more than are kept. */
function risenSource(request: RetrievalRequest, refined: string, nulls: string, params: Parameters): string {
  const lifting = [...request.boosts, ...request.ruleBoosts.filter(({ weight }) => weight > 0)]
  return `SELECT * FROM (SELECT d, s, (${refined}) AS ok${nulls} FROM m WHERE (SELECT count(*) FROM r) > ${KEPT}
    ORDER BY ${boostShare(lifting, 'm.d', params)} DESC, s DESC NULLS LAST, d LIMIT ${BOOSTED})`
}
