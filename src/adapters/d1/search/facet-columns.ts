import type { FacetPlan, RetrievalRequest } from '../../../domain/search/ports.ts'
import type { Parameters } from '../parameters.ts'
import { writeDecimal } from '../filter/sql-number.ts'
import { joinBalanced } from '../filter/sql-tree.ts'
import { exactJson } from './exact-json.ts'

/** One value of D1 has 2 MB at most, and a facet may show a thousand values. */
const FACETS_A_COLUMN = 40

/**
 * facets_asked, a row a facet: its place among those asked for and what decides how it is counted. As a parameter they leave the
 * statement's text alone, and a column counts many with one naming of R: each naming is read anew when the statement is prepared.
 */
export function facetsSource(request: RetrievalRequest, params: Parameters): string[] {
  if (request.facets.length === 0) return []
  const facets = params.add(JSON.stringify(request.facets.map((facet) => writeFacet(facet, request))))
  const columns = ['shape', 'field', 'free', 'own', 'many', 'size', 'chosen', 'separator', 'prefix']
  return [
    `facets_asked AS MATERIALIZED (SELECT key AS at, ${columns.map((name, index) => `value ->> ${index} AS ${name}`).join(', ')} FROM json_each(${facets}))`,
  ]
}

/** Lists of [place, facet] in JSON: a column for every 40 facets of a shape, as D1 answers at most 100 columns. */
export function facetColumns(request: RetrievalRequest): string[] {
  return SHAPES.flatMap((shape) => {
    const places = [...request.facets.keys()].filter((at) => shapeOf(request.facets[at], request) === shape)
    return Array.from({ length: Math.ceil(places.length / FACETS_A_COLUMN) }, (_unused, index) => {
      const part = places.slice(index * FACETS_A_COLUMN, (index + 1) * FACETS_A_COLUMN)
      const facets = part.flatMap((at) => request.facets[at] ?? [])
      const between = places.length > FACETS_A_COLUMN ? ` AND f.at BETWEEN ${part.at(0)} AND ${part.at(-1)}` : ''
      return `(SELECT json_group_array(json_array(f.at, json((${countFacets(shape, facets, request)})))) FROM facets_asked f WHERE f.shape = ${SHAPES.indexOf(shape)}${between})`
    })
  })
}

/** All of them; as a low tree, because D1 takes expressions 100 high. */
export function joinFlags(flags: readonly string[]): string {
  return joinBalanced(
    flags.map((sql) => ({ sql, height: 1 })),
    'AND',
  ).sql
}

/** What is counted, and over what: R under the facet's mask, or the whole collection, whose values the index has in order and together. */
type Shape = { range: boolean; all: boolean }
const SHAPES: readonly Shape[] = [false, true].flatMap((all) => [false, true].map((range) => ({ range, all })))

function shapeOf(facet: FacetPlan | undefined, request: RetrievalRequest): Shape | undefined {
  const whole = request.kind === 'browse' && request.scope === null && request.hidden.length === 0
  const all = whole && request.refine.every((_node, index) => facet?.masked.includes(index))
  return SHAPES.find((shape) => shape.range === (facet?.kind === 'range') && shape.all === all)
}

function writeFacet(facet: FacetPlan, request: RetrievalRequest): (string | number | null)[] {
  const hierarchical = facet.kind === 'hierarchical'
  return [
    SHAPES.findIndex((shape) => shape === shapeOf(facet, request)),
    facet.field,
    facet.masked.reduce((bits, index) => bits + 2 ** index, 0),
    facet.masked.length > 0 ? 1 : 0,
    facet.many ? 1 : 0,
    facet.limit,
    facet.selected.length === 0 ? null : `[${facet.selected.map(writeStored).join(',')}]`,
    hierarchical ? facet.separator : null,
    hierarchical && facet.path !== null ? facet.path + facet.separator : '',
  ]
}

/** Booleans are stored as 0 and 1. */
function writeStored(value: string | number | boolean): string {
  return typeof value === 'string' ? JSON.stringify(value) : writeDecimal(Number(value))
}

/** SQL of the facet f as JSON: [documents, present, counted, values, stats]. What none of the facets needs is left out. */
function countFacets(shape: Shape, facets: readonly FacetPlan[], request: RetrievalRequest): string {
  const frees = (index: number): boolean => facets.some(({ masked }) => masked.includes(index))
  const mask = joinFlags(request.refine.map((_node, index) => (frees(index) ? `(f.free & ${2 ** index} OR m.p${index})` : `m.p${index}`)))
  const level = facets.some(({ kind }) => kind === 'hierarchical') ? ` AND ${LEVEL}` : ''
  const values = valuesSource(shape, mask, level)
  // without a mask of its own it is the total, which is counted anyway
  const documents = facets.some(({ masked }) => masked.length > 0) ? `CASE WHEN f.own THEN (SELECT count(*) FROM m WHERE ${mask}) END` : 'NULL'
  const present = (counted: string): string =>
    facets.some(({ many }) => many) ? `CASE WHEN f.many THEN ${countPresent(shape, mask, level)} ELSE ${counted} END` : counted
  if (shape.range) {
    return `SELECT json_array(${documents}, ${present('count(*)')}, count(*), json('[]'), CASE WHEN count(*) > 0 THEN json_array(${exactJson('min(v.value)')}, ${exactJson('max(v.value)')}, ${exactJson('avg(v.value)')}, count(*)) END)
      FROM ${values}`
  }
  const counted = 'coalesce(sum(g.n), 0)'
  const chosen = facets.some(({ selected }) => selected.length > 0) ? ' OR g.value IN (SELECT value FROM json_each(f.chosen))' : ''
  return `SELECT json_array(${documents}, ${present(counted)}, ${counted}, json_group_array(json_array(${exactJson('g.value')}, g.n)) FILTER (WHERE g.place <= f.size${chosen}), NULL)
    FROM (SELECT v.value AS value, count(*) AS n, row_number() OVER (ORDER BY count(*) DESC, v.value) AS place FROM ${values} GROUP BY v.value) g`
}

/**
 * Values of the facet f. CROSS JOIN keeps the documents outside, in the order of their keys as FTS5 finds them: the values of one field
 * lie in that order too, so counting walks along them. Fields belong to one collection, so all values of one are all documents'.
 */
function valuesSource({ range, all }: Shape, mask: string, level: string): string {
  if (!all) return `m CROSS JOIN facet_values v INDEXED BY facet_values_by_field ON v.doc = m.d AND v.field = f.field WHERE ${mask}${level}`
  return `facet_values v INDEXED BY ${range ? 'facet_values_by_field' : 'facet_values_by_value'} WHERE v.field = f.field${level}`
}

/** How many documents have a value, where one may have several. */
function countPresent({ all }: Shape, mask: string, level: string): string {
  const values = `facet_values v INDEXED BY facet_values_by_field WHERE v.field = f.field${level}`
  if (all) return `(SELECT count(*) FROM (SELECT DISTINCT v.doc FROM ${values}))`
  return `(SELECT count(*) FROM m WHERE ${mask} AND EXISTS (SELECT 1 FROM ${values} AND v.doc = m.d))`
}

/** Values exactly one level under the path. LIKE is no use here: D1 allows it 50 bytes. */
const LEVEL =
  '(f.separator IS NULL OR (substr(v.value, 1, length(f.prefix)) = f.prefix AND instr(substr(v.value, length(f.prefix) + 1), f.separator) = 0))'
