import { AppError } from '../../../contracts/errors.ts'
import type { ResolvedField, ResolvedFilter } from '../../../domain/catalog/filter/index.ts'
import { simplifyFilter } from '../../../domain/catalog/filter/index.ts'
import type { Parameters, Payloads } from './payloads.ts'
import { compileWithPayloads } from './payloads.ts'
import { writeGeoMatch } from './sql-geo.ts'
import type { SqlNode } from './sql-tree.ts'
import { joinBalanced } from './sql-tree.ts'
import { isDenial, writeMatch, writeRange, writeTypeBound } from './sql-values.ts'

export type FilterTarget = {
  /** Qualified SQL expression of documents.key, such as `d.key`: a bare name would be taken for a column of the inner tables. */
  readonly doc: string
  /** Qualified SQL expression of documents.id. */
  readonly id: string
  readonly params: Parameters
  /** Read the documents from the value index (for browsing a collection) instead of testing each candidate. */
  readonly drive?: boolean
}

/** Height allowed for one condition with its subquery; the highest, a radius, has 14. */
const CONDITION_HEIGHT = 15
/** Past this many conditions every one is tested: D1 refuses programs of more than 25,000 opcodes and a driving list takes about 50. */
const MAX_DRIVING_CONDITIONS = 60

/** D1 takes statements of 100 KB; the rest is for the query around the filter. */
const MAX_SQL_LENGTH = 90_000

const VALUES = 'facet_values fv_'
const POINTS = 'geo_values gv_'
/**
 * Many documents are tested against one field, and here its values lie side by side; the primary key, which the planner takes for an
 * equality, has every other field's between them: 19,406 products with 14 values each took 35 ms to test there, and 7 here.
 */
const TESTED_VALUES = `${VALUES} INDEXED BY facet_values_by_field`

type Step = FilterTarget & { readonly payloads: Payloads; readonly drive: boolean }

/**
 * A filter as one SQL condition that is 0 or 1, never NULL, and agrees with `matches`. Ready to stand beside AND.
 * Uses at most 30 parameters; strings and long lists travel as JSON. Throws filter.too_complex above 90 KB of SQL.
 */
export function compileFilter(filter: ResolvedFilter, target: FilterTarget): string {
  const simple = simplifyFilter(filter)
  const drive = target.drive === true && countConditions(simple) <= MAX_DRIVING_CONDITIONS
  const sql = compileWithPayloads((payloads) => compileNode(simple, { ...target, payloads, drive }).sql, target.params)
  if (sql.length > MAX_SQL_LENGTH)
    throw new AppError('filter.too_complex', 'The filter compiles to a longer statement than the database takes; use fewer conditions.')
  return sql
}

/** Whether the condition that `drive` asks for finds documents by their keys: a list from the value index that all of them must be in. */
export function isDriving(filter: ResolvedFilter): boolean {
  const simple = simplifyFilter(filter)
  if (countConditions(simple) > MAX_DRIVING_CONDITIONS) return false
  return (simple.kind === 'and' ? simple.children : [simple]).some(isListed)
}

function isListed(node: ResolvedFilter): boolean {
  if (node.kind === 'and' || node.kind === 'or' || node.kind === 'not' || node.kind === 'isNull' || node.field.store === 'id') return false
  return !((node.kind === 'compare' || node.kind === 'in' || node.kind === 'between') && isDenial(node))
}

function compileNode(node: ResolvedFilter, step: Step): SqlNode {
  if (node.kind === 'not') {
    // What is denied can't be read from the index, so below NOT every condition is a test.
    const child = compileNode(node.child, { ...step, drive: false })
    return { sql: `NOT (${child.sql})`, height: child.height + 1 }
  }
  if (node.kind === 'or')
    return joinBalanced(
      node.children.map((child) => compileNode(child, step)),
      'OR',
    )
  if (node.kind === 'and') return joinBalanced(compileConjunction(node.children, step), 'AND')
  return { sql: compileCondition(node, step), height: CONDITION_HEIGHT }
}

/** The bounds of one range, `price >= 10 AND price <= 50`, are read from the index together where a document has one value. */
function compileConjunction(children: readonly ResolvedFilter[], step: Step): SqlNode[] {
  const ranges = new Map<string, [Range, ...Range[]]>()
  const nodes: SqlNode[] = []
  for (const child of children) {
    if (!isRange(child)) nodes.push(compileNode(child, step))
    else ranges.set(child.field.name, [child, ...(ranges.get(child.field.name) ?? [])])
  }
  for (const range of ranges.values()) nodes.push(compileRange(range, step))
  return nodes
}

function compileRange(range: readonly [Range, ...Range[]], step: Step): SqlNode {
  const bounds = writeRange('fv_.value', range, step.payloads)
  const joined = joinBalanced(
    bounds.map((sql) => ({ sql, height: 2 })),
    'AND',
  )
  return { sql: writeMembership(VALUES, range[0].field, joined.sql, step), height: CONDITION_HEIGHT + joined.height }
}

type Range = Extract<ResolvedFilter, { kind: 'compare' | 'between' }>

function isRange(node: ResolvedFilter): node is Range {
  if (node.kind !== 'between' && (node.kind !== 'compare' || node.operator === '=' || node.operator === '!=')) return false
  return !node.field.many && (node.field.kind === 'number' || node.field.kind === 'date')
}

function compileCondition(node: Exclude<ResolvedFilter, { kind: 'and' | 'or' | 'not' }>, step: Step): string {
  const { field } = node
  if (field.store === 'id') return compileIdCondition(node, step)
  if (field.store === 'geo') {
    if (node.kind === 'geoRadius' || node.kind === 'geoBox' || node.kind === 'geoPolygon') {
      return writeMembership(POINTS, field, writeGeoMatch('gv_.lat', 'gv_.lng', node, step.payloads), step)
    }
    return writePresence(POINTS, field, '1', node.kind === 'exists', step)
  }
  const typed = writeTypeBound('fv_.value', field)
  switch (node.kind) {
    case 'exists':
    case 'isNull':
      return writePresence(VALUES, field, typed, node.kind === 'exists', step)
    case 'compare':
    case 'in':
    case 'between': {
      const match = writeMatch('fv_.value', node, step.payloads)
      if (!isDenial(node)) return writeMembership(VALUES, field, match, step)
      // No value at all gives NULL, which is not 0 either: a missing field satisfies no comparison.
      return `(SELECT max(${match}) FROM ${TESTED_VALUES} WHERE fv_.doc=${step.doc} AND fv_.field=${field.id} AND ${typed}) IS 0`
    }
    default:
      throw new TypeError(`${node.kind} needs a geo field`)
  }
}

function writePresence(table: string, field: ResolvedField, typed: string, present: boolean, step: Step): string {
  return present ? writeMembership(table, field, typed, step) : `NOT ${writeMembership(table, field, typed, { ...step, drive: false })}`
}

/** The two shapes of a condition: a list of documents from the value index, or a test of one document. */
function writeMembership(table: string, field: ResolvedField, condition: string, step: Step): string {
  const alias = table.slice(-3)
  if (step.drive) return `${step.doc} IN (SELECT ${alias}.doc FROM ${table} WHERE ${alias}.field=${field.id} AND ${condition})`
  return `EXISTS(SELECT 1 FROM ${table === VALUES ? TESTED_VALUES : table} WHERE ${alias}.doc=${step.doc} AND ${alias}.field=${field.id} AND ${condition})`
}

/** A document always has an id, and only one. */
function compileIdCondition(node: ResolvedFilter, step: Step): string {
  if (node.kind === 'exists') return '1'
  if (node.kind !== 'compare' && node.kind !== 'in' && node.kind !== 'between') return '0'
  return `${isDenial(node) ? 'NOT ' : ''}(${writeMatch(step.id, node, step.payloads)})`
}

function countConditions(node: ResolvedFilter): number {
  if (node.kind === 'not') return countConditions(node.child)
  return node.kind === 'and' || node.kind === 'or' ? node.children.reduce((sum, child) => sum + countConditions(child), 0) : 1
}
