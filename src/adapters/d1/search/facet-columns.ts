import type { FacetPlan, RetrievalRequest } from '../../../domain/search/ports.ts'
import type { Parameters } from '../parameters.ts'
import { writeDecimal } from '../filter/sql-number.ts'
import { joinBalanced } from '../filter/sql-tree.ts'
import { exactJson } from './exact-json.ts'

/**
 * Facets as one JSON column: D1 answers at most 100 columns. CROSS JOIN keeps the documents outside, in the order of their keys as
 * FTS5 finds them: the values of one field lie in that order too, so counting walks along them.
 */
export function facetsColumn(request: RetrievalRequest, facets: readonly FacetPlan[], params: Parameters): string {
  return `json_array(${facets.map((facet) => `json((${facetColumn(facet, request.refine.length, params)}))`).join(',\n')})`
}

/** All of them; as a low tree, because D1 takes expressions 100 high. */
export function joinFlags(flags: readonly string[]): string {
  return joinBalanced(
    flags.map((sql) => ({ sql, height: 1 })),
    'AND',
  ).sql
}

function facetColumn(facet: FacetPlan, refinements: number, params: Parameters): string {
  const flags = Array.from({ length: refinements }, (_unused, index) => index).filter((index) => !facet.masked.includes(index))
  const mask = joinFlags(flags.map((index) => `m.p${index}`))
  const values = `m CROSS JOIN facet_values v INDEXED BY facet_values_by_field ON v.doc = m.d AND v.field = ${Math.trunc(facet.field)}`
  // without a mask of its own it is the total, which is counted anyway
  const documents = facet.masked.length === 0 ? 'NULL' : `(SELECT count(*) FROM m WHERE ${mask})`
  if (facet.kind === 'range') {
    const present = facet.many ? 'count(DISTINCT m.d)' : 'count(*)'
    return `SELECT json_array(${documents}, ${present}, count(*), json('[]'), CASE WHEN count(*) > 0 THEN json_array(${exactJson('min(v.value)')}, ${exactJson('max(v.value)')}, ${exactJson('avg(v.value)')}, count(*)) END)
      FROM ${values} WHERE ${mask}`
  }
  const level = facet.kind === 'hierarchical' ? ` AND ${levelCondition(facet, params)}` : ''
  const limit = Math.trunc(facet.limit)
  const chosen =
    facet.selected.length === 0 ? '0' : `g.value IN (SELECT value FROM json_each(${params.add(`[${facet.selected.map(writeStored).join(',')}]`)}))`
  const present = facet.many ? `(SELECT count(DISTINCT m.d) FROM ${values} WHERE ${mask}${level})` : 'coalesce(sum(g.n), 0)'
  return `SELECT json_array(${documents}, ${present}, coalesce(sum(g.n), 0), json_group_array(json_array(${exactJson('g.value')}, g.n)) FILTER (WHERE g.place <= ${limit} OR ${chosen}), NULL)
    FROM (SELECT v.value AS value, count(*) AS n, row_number() OVER (ORDER BY count(*) DESC, v.value) AS place FROM ${values} WHERE ${mask}${level} GROUP BY v.value) g`
}

/** Booleans are stored as 0 and 1. */
function writeStored(value: string | number | boolean): string {
  return typeof value === 'string' ? JSON.stringify(value) : writeDecimal(Number(value))
}

/** Values exactly one level under the path. LIKE is no use here: D1 allows it 50 bytes. */
function levelCondition(facet: FacetPlan, params: Parameters): string {
  const separator = params.add(facet.separator)
  if (facet.path === null) return `instr(v.value, ${separator}) = 0`
  const prefix = params.add(facet.path + facet.separator)
  return `substr(v.value, 1, length(${prefix})) = ${prefix} AND instr(substr(v.value, length(${prefix}) + 1), ${separator}) = 0`
}
