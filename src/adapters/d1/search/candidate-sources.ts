import type { RetrievalRequest } from '../../../domain/search/ports.ts'
import type { Parameters } from '../parameters.ts'
import { boostShare } from './boost-share.ts'
import { exactJson } from './exact-json.ts'
import { groupSources, isDecidedByScore, smallestValue } from './group-sources.ts'
import { documentColumn, sortColumns } from './sort-columns.ts'

const KEPT = 1000
const SCORED = 200
const BOOSTED = 200
/** The first documents of R that diversity looks at, whatever the refinements. */
const POOL = 500

/**
 * The first 1,000 refined documents, or the best of the first 1,000 groups of them, and whatever the refinements what decides scores
 * (the first 200 of K and every neighbour), may rise by a boost (the best 200 boosted), is looked at by diversity (the first 500) or
 * has a place of its own. What ties across the 1,000th is cut by document key and not by id: by id it costs 5 to 9 % of the
 * statement, and under the order of a field a look-up of every document of R.
 */
export function candidateSources(request: RetrievalRequest, refined: string, params: Parameters): string[] {
  const sorts = sortColumns(request.sort, 'm', params)
  const extra = sorts.map((column) => `, ${column.sql} AS ${column.name}`).join('')
  const order = [...sorts.map((column) => column.order), ...(sorts.length === 0 ? ['s DESC NULLS LAST'] : []), 'd'].join(', ')
  const nulls = sorts.map(() => ', NULL').join('')
  // under the order of a field a boost moves nothing but ties
  const byScore = (request.sort[0]?.kind ?? 'score') === 'score'
  const risen = isBoosted(request) && (byScore || (request.group !== undefined && isDecidedByScore(request)))
  const best = `FROM boosted ORDER BY b + p DESC, s DESC NULLS LAST, d LIMIT ${BOOSTED}`
  const unsorted = `${nulls}${markRow(request, byScore)}`
  const others: string[] = []
  if (request.kind === 'search' && request.scored) others.push(...scoredSources(request, refined, unsorted))
  if (risen) others.push(`SELECT * FROM (SELECT d, s, ok${unsorted} ${best})`)
  if (request.pinned.length > 0)
    others.push(`SELECT d, s, (${refined}) AS ok${nulls}${markRow(request, false)} FROM m WHERE d IN (SELECT d FROM pinned)`)
  const pool = `SELECT * FROM (SELECT d, s, (${refined}) AS ok${extra}${markRow(request, true)} FROM m ORDER BY ${order} LIMIT ${POOL})`
  const first = `SELECT * FROM (SELECT d, s, 1 AS ok${extra}${markRow(request, false)} FROM m WHERE ${refined} ORDER BY ${order} LIMIT ${KEPT})`
  const parts = [...(request.pool ? [pool] : []), request.group ? listMembers(request, sorts) : first, ...others]
  return [
    ...(isBoosted(request) ? [boostedSource(request, refined, params)] : []),
    ...(request.group ? groupSources(request, request.group.size, refined, listAlways(request, risen ? best : null), params) : []),
    `candidates AS MATERIALIZED (${parts.join(' UNION ALL ')})`,
  ]
}

/** The candidates in order, as one JSON list a column: a list a candidate costs more to write and to read. */
export function candidatesColumn(request: RetrievalRequest, params: Parameters): string {
  const list = (sql: string): string => `json_group_array(${sql})`
  const columns = [
    list('x.d'),
    request.group ? 'NULL' : list('o.id'),
    list('x.s'),
    request.refine.length === 0 && request.pinned.length === 0 ? 'NULL' : list('x.ok'),
    request.boosts.length === 0 ? 'NULL' : list(exactJson('coalesce(w.b, 0)')),
    request.ruleBoosts.length === 0 ? 'NULL' : list(exactJson(boostShare(request.ruleBoosts, 'x.d', params))),
    ...sortColumns(request.sort, 'x').map((column) => list(exactJson(column.name))),
    ...request.columns.map((column) => list(exactJson(documentColumn(column, 'x', params)))),
    ...(request.pool ? [list('x.st'), list(exactJson('x.sv'))] : []),
    ...(request.group ? [list(exactJson('x.g')), list('x.h')] : []),
  ]
  // a left join keeps the candidates outside and so their order; a subquery would open the table anew for each
  return `(SELECT json_array(${columns.join(', ')}) FROM candidates x LEFT JOIN documents o ON o.key = x.d${isBoosted(request) ? ' LEFT JOIN boosted w ON w.d = x.d' : ''})`
}

/** Whether R is more, or less, than what K and the neighbours make of it. */
export function isCurated(request: RetrievalRequest): boolean {
  return request.pinned.length > 0 || request.hidden.length > 0
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
function listAlways(request: RetrievalRequest, boosted: string | null): string[] {
  const scored = request.kind === 'search' && request.scored
  return [
    ...(scored ? [`SELECT d FROM (SELECT d FROM m ORDER BY s DESC NULLS LAST, d LIMIT ${SCORED})`] : []),
    ...(scored && request.neighbours.length > 0 ? ['SELECT d FROM near'] : []),
    ...(boosted === null ? [] : [`SELECT d FROM (SELECT d ${boosted})`]),
    ...(request.pinned.length > 0 ? ['SELECT d FROM pinned'] : []),
  ]
}

/** What the semantic side is scored on, whatever the refinements: the first 200 of K and S. */
function scoredSources(request: RetrievalRequest, refined: string, rest: string): string[] {
  const parts: string[] = []
  const others = `SELECT d, s, (${refined}) AS ok${rest} FROM m`
  // the first 1,000 by score hold the first 200 of K, unless a sort, a refinement or groups chose them
  const chosen = request.sort.length > 0 || request.refine.length > 0 || request.group !== undefined
  if (chosen) parts.push(`SELECT * FROM (${others} ORDER BY s DESC NULLS LAST, d LIMIT ${SCORED})`)
  if (request.neighbours.length === 0) return parts
  if (request.refine.length > 0 || isCurated(request)) return [...parts, `SELECT * FROM (${others} WHERE d IN (SELECT d FROM near))`]
  return [...parts, `SELECT d, s, 1 AS ok${rest} FROM both`, `SELECT d, NULL, 1${rest} FROM near WHERE d NOT IN (SELECT d FROM both)`]
}

function isBoosted({ boosts, ruleBoosts }: RetrievalRequest): boolean {
  return boosts.length > 0 || ruleBoosts.some(({ weight }) => weight > 0)
}

/** Documents of R that satisfy any boost, with the share of the wishes and of the rules that lift. */
function boostedSource(request: RetrievalRequest, refined: string, params: Parameters): string {
  const lifting = request.ruleBoosts.filter(({ weight }) => weight > 0)
  const wished = request.boosts.length === 0 ? '0' : boostShare(request.boosts, 'm.d', params)
  const ruled = lifting.length === 0 ? '0' : boostShare(lifting, 'm.d', params)
  return `boosted AS MATERIALIZED (SELECT m.d, m.s, (${refined}) AS ok, ${wished} AS b, ${ruled} AS p FROM m WHERE b > 0 OR p > 0)`
}
