import type { FilterValue, ResolvedField, ValueNode } from '../../../domain/catalog/filter/index.ts'
import type { Payloads } from './payloads.ts'
import { isExtreme, splitDouble, writeDecimal, writeNumber } from './sql-number.ts'

/** Numbers written into the statement for one IN; longer lists travel as JSON. */
const MAX_INLINE_NUMBERS = 4

/**
 * Holds for values of the field's type. SQLite orders every number before every string, so the empty string is both
 * the end of the numbers and the beginning of the strings, and an index range can stop there.
 */
export function writeTypeBound(column: string, field: ResolvedField): string {
  return field.kind === 'text' ? `${column}>=''` : `${column}<''`
}

/** Whether one value satisfies a comparison; != and NOT IN are written as the equality they deny. Never true across types. */
export function writeMatch(column: string, node: ValueNode<ResolvedField>, payloads: Payloads): string {
  const comparison = writeComparison(column, node, payloads)
  return isOpen(node) ? `${comparison} AND ${writeTypeBound(column, node.field)}` : comparison
}

/** Several bounds of one field at once. A bound at the type's end is only added where no other stands: an index range takes one upper bound. */
export function writeRange(column: string, nodes: readonly [ValueNode<ResolvedField>, ...ValueNode<ResolvedField>[]], payloads: Payloads): string[] {
  const bounds = nodes.map((node) => writeComparison(column, node, payloads))
  return nodes.every(isOpen) ? [...bounds, writeTypeBound(column, nodes[0].field)] : bounds
}

/** Whether values of another type would satisfy the bare comparison: strings lie above every number. */
function isOpen(node: ValueNode<ResolvedField>): boolean {
  if (node.kind !== 'compare') return false
  return node.field.kind === 'text' ? node.operator.startsWith('<') : node.operator.startsWith('>')
}

function writeComparison(column: string, node: ValueNode<ResolvedField>, payloads: Payloads): string {
  const write = (value: FilterValue): string => (typeof value === 'string' ? payloads.bindText(value) : writeNumber(Number(value)))
  if (node.kind === 'between') return `${column} BETWEEN ${write(node.low.value)} AND ${write(node.high.value)}`
  if (node.kind === 'in')
    return writeList(
      column,
      node.values.map((literal) => literal.value),
      payloads,
    )
  return `${column}${node.operator === '!=' ? '=' : node.operator}${write(node.value.value)}`
}

/** Whether the node asks that no value matches. */
export function isDenial(node: ValueNode<ResolvedField>): boolean {
  return node.kind === 'in' ? node.negated : node.kind === 'compare' && node.operator === '!='
}

function writeList(column: string, values: readonly FilterValue[], payloads: Payloads): string {
  const [first] = values
  if (typeof first === 'string') return `${column} IN (SELECT value FROM ${payloads.bindArray(JSON.stringify(values))})`
  const numbers = values.map(Number)
  if (numbers.length <= MAX_INLINE_NUMBERS) return `${column} IN (${numbers.map(writeNumber).join(',')})`
  const plain = numbers.filter((value) => !isExtreme(value))
  const extreme = numbers.filter(isExtreme)
  const tables = []
  if (plain.length > 0) tables.push(`SELECT value FROM ${payloads.bindArray(`[${plain.map(writeDecimal).join(',')}]`)}`)
  if (extreme.length > 0) {
    const parts = payloads.bindArray(JSON.stringify(extreme.map(splitDouble)))
    tables.push(`SELECT json_extract(value,'$[0]')*pow(2.0,json_extract(value,'$[1]')) FROM ${parts}`)
  }
  return `${column} IN (${tables.join(' UNION ALL ')})`
}
