import type { FieldRef, FilterNode, FilterValue, GeoNode } from './ast.ts'
import { isPlainName } from './tokenize.ts'

/**
 * The filter as canonical text: parsing it gives the same tree apart from offsets. Equal filters of equal order print
 * equally, which plan hashes rely on; of a resolved filter dates print as epoch ms.
 */
export function printFilter<F extends FieldRef>(node: FilterNode<F>): string {
  switch (node.kind) {
    case 'and':
      return node.children.map((child) => (child.kind === 'or' ? `(${printFilter(child)})` : printFilter(child))).join(' AND ')
    case 'or':
      return node.children.map(printFilter).join(' OR ')
    case 'not':
      return node.child.kind === 'and' || node.child.kind === 'or' ? `NOT (${printFilter(node.child)})` : `NOT ${printFilter(node.child)}`
    case 'compare':
      return `${printName(node.field)} ${node.operator} ${printValue(node.value.value)}`
    case 'in':
      return `${printName(node.field)} ${node.negated ? 'NOT IN' : 'IN'} [${node.values.map((literal) => printValue(literal.value)).join(', ')}]`
    case 'between':
      return `${printName(node.field)} BETWEEN ${printValue(node.low.value)} AND ${printValue(node.high.value)}`
    case 'exists':
      return `${printName(node.field)} EXISTS`
    case 'isNull':
      return `${printName(node.field)} IS NULL`
    default:
      return printGeo(node)
  }
}

function printGeo<F extends FieldRef>(node: GeoNode<F>): string {
  const name = printName(node.field)
  if (node.kind === 'geoRadius') return `_geoRadius(${[name, node.lat.value, node.lng.value, node.metres.value].join(', ')})`
  if (node.kind === 'geoBox') return `_geoBox(${[name, node.lat1.value, node.west.value, node.lat2.value, node.east.value].join(', ')})`
  return `_geoPolygon(${name}, [${node.points.map(({ lat, lng }) => `[${lat.value}, ${lng.value}]`).join(', ')}])`
}

function printName(field: FieldRef): string {
  return isPlainName(field.name) ? field.name : `\`${JSON.stringify(field.name).slice(1, -1).replaceAll('`', '\\`')}\``
}

function printValue(value: FilterValue): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
