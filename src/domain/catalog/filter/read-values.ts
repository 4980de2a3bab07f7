import { expandHierarchy, valueAt } from '../schema.ts'
import type { FilterValue } from './ast.ts'
import type { ResolvedField } from './filter-field.ts'
import type { GeoPoint } from './geometry.ts'
import { MAX_EPOCH_MS, parseDate } from './parse-date.ts'

/** The values of a field in a document that have the field's type; null, wrong types and a missing field give none. */
export function readValues(document: Readonly<Record<string, unknown>>, field: ResolvedField): FilterValue[] {
  const stored = valueAt(document, field.name)
  const items: readonly unknown[] = Array.isArray(stored) ? stored : [stored]
  return items.flatMap((item) => readItem(item, field))
}

function readItem(item: unknown, field: ResolvedField): FilterValue[] {
  switch (field.kind) {
    case 'text': {
      if (field.store === 'id' && typeof item === 'number') return [String(item)]
      if (typeof item !== 'string') return []
      const text = item.toWellFormed()
      return field.separator === undefined ? [text] : expandHierarchy(text, field.separator)
    }
    case 'number':
      return typeof item === 'number' && Number.isFinite(item) ? [item] : []
    case 'date': {
      if (typeof item === 'number') return Math.abs(item) <= MAX_EPOCH_MS ? [item] : []
      const date = typeof item === 'string' ? parseDate(item) : undefined
      return date === undefined ? [] : [date]
    }
    case 'boolean':
      return typeof item === 'boolean' ? [item] : []
    case 'geo':
      return []
  }
}

export function readPoint(document: Readonly<Record<string, unknown>>, field: ResolvedField): GeoPoint | undefined {
  const stored = valueAt(document, field.name)
  if (stored === null || typeof stored !== 'object' || !('lat' in stored) || !('lng' in stored)) return undefined
  const { lat, lng } = stored
  return typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : undefined
}
