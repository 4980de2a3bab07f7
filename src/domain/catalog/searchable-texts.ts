import type { WeightClass } from '../../contracts/collection.ts'
import type { JsonObject } from '../../contracts/documents.ts'
import { type Schema, valueAt } from './schema.ts'

export type SearchableText = { field: string; weight: WeightClass; text: string }

/** The texts of a document that keyword search looks through: visible searchable fields, and what is stored undeclared in class d. */
export function searchableTexts(schema: Schema, body: JsonObject): SearchableText[] {
  const found: SearchableText[] = []
  const add = (field: string, weight: WeightClass, value: unknown): void => {
    for (const text of textsOf(value)) found.push({ field, weight, text })
  }
  for (const field of schema.exact) {
    if (field.search !== undefined && field.hidden !== true) add(field.name, field.search, valueAt(body, field.name))
  }
  for (const [name, value] of Object.entries(body)) {
    if (name === 'id') continue
    const field = schema.field(name)
    if (field === undefined) {
      if (!schema.exact.some((declared) => declared.name.startsWith(`${name}.`))) add(name, 'd', value)
    } else if (field.name.endsWith('*') && field.search !== undefined && field.hidden !== true) add(name, field.search, value)
  }
  return found
}

/** The strings of a value, alone or in a list. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
