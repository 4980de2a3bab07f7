import type { JsonObject, JsonValue } from '../../../contracts/documents.ts'
import { type ResolvedField, type ResolvedFilter, matches, printFilter } from '../../catalog/filter/index.ts'
import { valueAt } from '../../catalog/index.ts'
import { joinWords, writeValue } from './write-text.ts'

/** One condition, whether the document passes it, and what the document has in the fields that it names. */
export type CheckedCondition = { condition: string; passes: boolean; values: Record<string, JsonValue> }

/** The parts of a filter that all have to hold. */
export function splitConjuncts(filter: ResolvedFilter | null): readonly ResolvedFilter[] {
  if (filter === null) return []
  return filter.kind === 'and' ? filter.children : [filter]
}

/** `body` decides, `visible` is shown: a filter names no field that its sender may not see. */
export function checkCondition(node: ResolvedFilter, { body, visible }: { body: JsonObject; visible: JsonObject }): CheckedCondition {
  const names = [...new Set(listFields(node).map(({ name }) => name))]
  return {
    condition: printFilter(writeDates(node)),
    passes: matches(node, body),
    values: Object.fromEntries(names.map((name) => [name, (valueAt(visible, name) ?? null) as JsonValue])),
  }
}

/** price < 500 (price is 740) */
export function describeCondition({ condition, values }: CheckedCondition): string {
  return `${condition} (${joinWords(Object.entries(values).map(([name, value]) => `${name} is ${writeValue(value)}`))})`
}

function listFields(node: ResolvedFilter): readonly ResolvedField[] {
  if (node.kind === 'not') return listFields(node.child)
  return node.kind === 'and' || node.kind === 'or' ? node.children.flatMap(listFields) : [node.field]
}

/** Dates as people read them: a resolved filter holds milliseconds. */
function writeDates(node: ResolvedFilter): ResolvedFilter {
  if (node.kind === 'and' || node.kind === 'or') return { ...node, children: node.children.map(writeDates) }
  if (node.kind === 'not') return { ...node, child: writeDates(node.child) }
  if (node.field.kind !== 'date') return node
  const write = <L extends { value: string | number | boolean }>(literal: L): L =>
    typeof literal.value === 'number' ? { ...literal, value: new Date(literal.value).toISOString() } : literal
  if (node.kind === 'compare') return { ...node, value: write(node.value) }
  if (node.kind === 'between') return { ...node, low: write(node.low), high: write(node.high) }
  return node.kind === 'in' ? { ...node, values: node.values.map(write) } : node
}
