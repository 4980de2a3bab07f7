import type { RetrievalRequest } from '../../../domain/search/ports.ts'
import type { Parameters } from '../parameters.ts'
import { boostFlags, boostShare } from './boost-share.ts'
import { exactJson } from './exact-json.ts'
import { groupSources, isDecidedByScore, smallestValue } from './group-sources.ts'
import { type SortColumn, documentColumn, orderColumns, sortColumns } from './sort-columns.ts'

const KEPT = 1000
const SCORED = 200
const BOOSTED = 200
/** The first documents of R that diversity looks at, whatever the refinements. */
const POOL = 500
/** D1 takes this many SELECTs in one UNION (its SQLITE_LIMIT_COMPOUND_SELECT). */
const MAX_UNITED = 5

/**
 * The first refined documents (1,000 where the request does not ask for fewer), or the best of the first 1,000 groups of them, and whatever the refinements what decides scores
 * (the first 200 of K and every neighbour), may rise by a boost (the best 200 boosted), is looked at by diversity (the first 500) or
 * has a place of its own. What ties across the 1,000th is cut by document key and not by id: by id it costs 5 to 9 % of the
 * statement, and under the order of a field a look-up of every document of R.
 */
export function candidateSources(request: RetrievalRequest, refined: string, params: Parameters): string[] {
  const sorts = sortColumns(request.sort, 'm', params)
  const extra = sorts.map((column) => `, ${column.sql} AS ${column.name}`).join('')
  const order = `${orderColumns(request.sort, sorts)}, d`
  const nulls = sorts.map(() => ', NULL').join('')
  const unsorted = `${nulls}${markRow(request, isOrderedByScore(request))}`
  const placed = request.refine.length > 0 && request.pinned.length > 0
  const first = placed
    ? placedSource({ refined, extra, order, sorts, marks: markRow(request, false) })
    : `SELECT * FROM (SELECT d, s, 1 AS ok${extra}${markRow(request, false)} FROM m WHERE ${refined}${isTakenInOrder(request) ? '' : ` ORDER BY ${order}`} LIMIT ${Math.trunc(request.kept)})`
  const pool = `SELECT * FROM (SELECT d, s, (${refined}) AS ok${extra}${markRow(request, true)} FROM m ORDER BY ${order} LIMIT ${POOL})`
  const parts = [
    // pins among groups count what is refined away too
    ...(request.pool || (request.group && placed) ? [pool] : []),
    request.group ? listMembers(request, sorts) : first,
    ...(countBest(request) > 0 ? scoredSources(request, refined, unsorted) : []),
    ...(mayRise(request) ? [`SELECT d, s, ok${unsorted} FROM risen`] : []),
    ...(request.pinned.length > 0
      ? [`SELECT d, s, (${refined}) AS ok${nulls}${markRow(request, false)} FROM m WHERE d IN (SELECT d FROM pinned)`]
      : []),
  ]
  return [
    ...(isBestApart(request) ? [bestSource(request, refined)] : []),
    ...(mayRise(request) ? [risenSource(request, refined, params)] : []),
    ...(request.group ? groupSources(request, request.group.size, refined, listAlways(request), params) : []),
    `candidates AS MATERIALIZED (${uniteAll(parts)})`,
    ...(request.columns.length === 0 ? [] : [valuedSource(request, params)]),
  ]
}

/** All rows of all parts in their order, the first ones united by themselves where there are too many for one UNION. */
function uniteAll(parts: readonly string[]): string {
  const few = parts.length <= MAX_UNITED ? parts : [`SELECT * FROM (${parts.slice(0, MAX_UNITED).join(' UNION ALL ')})`, ...parts.slice(MAX_UNITED)]
  return few.join(' UNION ALL ')
}

/**
 * SQL of the candidates in order, as one JSON list a column: a list a candidate costs more to write and to read. The ids of groups' are a
 * value of their own, since D1 takes 2 MB each, and both are read in one go: naming the candidates again costs ten namings of R.
 */
export function listCandidates(request: RetrievalRequest, params: Parameters): string {
  const list = (sql: string): string => `json_group_array(${sql})`
  const columns = [
    list('x.d'),
    request.group ? 'NULL' : list('o.id'),
    list('x.s'),
    request.refine.length === 0 && request.pinned.length === 0 ? 'NULL' : list('x.ok'),
    request.boosts.length === 0 ? 'NULL' : list(boostFlags(request.boosts, 'x.d', params)),
    request.ruleBoosts.length === 0 ? 'NULL' : list(boostFlags(request.ruleBoosts, 'x.d', params)),
    request.heads.length === 0 ? 'NULL' : list('x.d IN (SELECT d FROM headed)'),
    ...sortColumns(request.sort, 'x').map((column) => list(exactJson(column.name))),
    ...request.columns.map((_column, index) => list(exactJson(`x.v${index}`))),
    ...(request.pool ? [list('x.st'), list(exactJson('x.sv'))] : []),
    ...(request.group ? [list(exactJson('x.g')), list('x.h')] : []),
  ]
  // a left join keeps the candidates outside and so their order; a subquery would open the table anew for each
  const source = request.columns.length === 0 ? 'candidates' : 'valued'
  const ids = request.group ? ', json_group_array(o.id) AS ids' : ''
  return `SELECT json_array(${columns.join(', ')}) AS candidates${ids} FROM ${source} x LEFT JOIN documents o INDEXED BY documents_by_key ON o.key = x.d`
}

/** The first of K in their order, where the candidates do not begin with them. */
export function bestColumn(request: RetrievalRequest): string[] {
  return isBestApart(request) ? ['(SELECT json_group_array(d) FROM best) AS best'] : []
}

/** How many of K are candidates whatever the refinements. */
export function countBest({ kind, scored, ranked }: RetrievalRequest): number {
  return kind === 'browse' ? 0 : ranked ? KEPT : scored ? SCORED : 0
}

/** Whether R is more, or less, than what K and the neighbours make of it. */
export function isCurated(request: RetrievalRequest): boolean {
  return request.pinned.length > 0 || request.hidden.length > 0
}

/** Browsing by id alone: R is found in its order, and its first documents are the candidates. */
export function isTakenInOrder(request: RetrievalRequest): boolean {
  const moved = request.boosts.length + request.ruleBoosts.length + request.sort.length > 0 || isCurated(request)
  return request.kind === 'browse' && !moved && request.group === undefined && request.pool === undefined
}

/** The first 1,000 by score begin with the first of K, unless a sort, a refinement, groups or diversity chose them. */
function isBestApart(request: RetrievalRequest): boolean {
  const chosen = request.sort.length > 0 || request.refine.length > 0 || request.group !== undefined || request.pool !== undefined
  return chosen && countBest(request) > 0
}

function bestSource(request: RetrievalRequest, refined: string): string {
  return `best AS MATERIALIZED (SELECT d, s, (${refined}) AS ok FROM m WHERE s IS NOT NULL ORDER BY s DESC, d LIMIT ${countBest(request)})`
}

/** What the semantic side is scored on and what takes places, whatever the refinements: the first of K, and S. */
function scoredSources(request: RetrievalRequest, refined: string, rest: string): string[] {
  const parts = isBestApart(request) ? [`SELECT d, s, ok${rest} FROM best`] : []
  if (request.neighbours.length === 0) return parts
  if (request.refine.length > 0 || isCurated(request))
    return [...parts, `SELECT d, s, (${refined}) AS ok${rest} FROM m WHERE d IN (SELECT d FROM near)`]
  return [...parts, `SELECT d, s, 1 AS ok${rest} FROM both`, `SELECT d, NULL, 1${rest} FROM near WHERE d NOT IN (SELECT d FROM both)`]
}

/**
 * The first 1,000 of R and the first 1,000 refined, in one order: a pinned document has its place in R, whatever is refined away, so
 * those before it have to be known.
 */
function placedSource(of: { refined: string; extra: string; order: string; sorts: readonly SortColumn[]; marks: string }): string {
  // windows run along all of R, which is why only this case pays for them
  const placed = `SELECT *, row_number() OVER (ORDER BY ${of.order}) AS place FROM (SELECT d, s, (${of.refined}) AS ok${of.extra} FROM m)`
  const counted = `SELECT *, sum(ok) OVER (ORDER BY place) AS nth FROM (${placed})`
  const names = of.sorts.map(({ name }) => `, ${name}`).join('')
  return `SELECT d, s, ok${names}${of.marks} FROM (SELECT * FROM (${counted}) WHERE place <= ${KEPT} OR (ok AND nth <= ${KEPT}) ORDER BY place)`
}

/** The candidates with what features read of them: looked up once, since an answer names each value twice. */
function valuedSource({ columns }: RetrievalRequest, params: Parameters): string {
  const values = columns.map((column, index) => `${documentColumn(column, 'c', params)} AS v${index}`)
  return `valued AS MATERIALIZED (SELECT c.*, ${values.join(', ')} FROM candidates c)`
}

/** What a candidate's row says for diversity (whether it looks at the document, and its value) and for groups (its value, or the group it came with); nothing unless asked. */
function markRow({ pool, group }: RetrievalRequest, looked: boolean): string {
  const spread = pool ? `, ${looked ? 1 : 0} AS st, ${pool.field === null ? 'NULL' : smallestValue(pool.field, 'd')} AS sv` : ''
  return group ? `${spread}, ${smallestValue(group.field, 'd')} AS g, NULL AS h` : spread
}

/** The documents of the groups; the limit keeps their order, which SQLite else leaves out. */
function listMembers({ pool }: RetrievalRequest, sorts: readonly { name: string }[]): string {
  const spread = pool ? `, 0 AS st, ${pool.field === null ? 'NULL' : smallestValue(pool.field, 'd')} AS sv` : ''
  return `SELECT * FROM (SELECT d, s, ok${sorts.map(({ name }) => `, ${name}`).join('')}${spread}, NULL AS g, h FROM members LIMIT -1)`
}

/** SQL of the documents that are candidates whatever the refinements. */
function listAlways(request: RetrievalRequest): string[] {
  return [
    // what is lifted, or buried, beside its words need not be the best of its group by words
    ...(request.kind === 'search' && request.columns.length + request.boosts.length + request.ruleBoosts.length > 0
      ? [`SELECT d FROM (SELECT d FROM m ORDER BY s DESC NULLS LAST, d LIMIT ${KEPT})`]
      : []),
    ...(countBest(request) > 0 ? ['SELECT d FROM best'] : []),
    ...(countBest(request) > 0 && request.neighbours.length > 0 ? ['SELECT d FROM near'] : []),
    ...(mayRise(request) ? ['SELECT d FROM risen'] : []),
    ...(request.pinned.length > 0 ? ['SELECT d FROM pinned'] : []),
  ]
}

function isOrderedByScore({ sort }: RetrievalRequest): boolean {
  return (sort[0]?.kind ?? 'score') === 'score'
}

/** Under the order of a field a boost moves nothing but ties, and then which document of a group is its best. */
function mayRise(request: RetrievalRequest): boolean {
  const lifted = request.boosts.length > 0 || request.ruleBoosts.some(({ weight }) => weight > 0)
  return lifted && (isOrderedByScore(request) || (request.group !== undefined && isDecidedByScore(request)))
}

/** The documents of R that most speaks for. */
function risenSource(request: RetrievalRequest, refined: string, params: Parameters): string {
  const lifting = [...request.boosts, ...request.ruleBoosts.filter(({ weight }) => weight > 0)]
  return `risen AS MATERIALIZED (SELECT d, s, (${refined}) AS ok FROM m
    ORDER BY ${boostShare(lifting, 'm.d', params)} DESC, s DESC NULLS LAST, d LIMIT ${BOOSTED})`
}
