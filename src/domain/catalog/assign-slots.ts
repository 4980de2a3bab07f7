import type { FieldDefinition, ResolvedDefinition } from '../../contracts/collection.ts'

const STRING_SLOTS = 7
const NUMBER_SLOTS = 3

/**
 * Which fields the ten generic metadata indexes of a vector store hold: facets first, then what else can be filtered, in
 * the order of the definition. The choice is kept with the vector set it was made for: its vectors carry those slots.
 */
export function assignSlots(definition: ResolvedDefinition): Record<string, string> {
  const eligible = definition.fields.filter(fitsSlot).toSorted((left, right) => Number(right.facet !== undefined) - Number(left.facet !== undefined))
  const strings = eligible.filter(({ type }) => type === 'string' || type === 'boolean').slice(0, STRING_SLOTS)
  const numbers = eligible.filter(({ type }) => type === 'number' || type === 'date').slice(0, NUMBER_SLOTS)
  return Object.fromEntries([...strings.map(({ name }, index) => [name, `s${index}`]), ...numbers.map(({ name }, index) => [name, `n${index}`])])
}

/** One value a document; a hierarchical value also stands for its ancestors, and patterns are many fields. */
function fitsSlot(field: FieldDefinition): boolean {
  if (field.name.endsWith('*') || field.facet === 'hierarchical') return false
  return field.type === 'string' || field.type === 'boolean' || field.type === 'number' || field.type === 'date'
}
