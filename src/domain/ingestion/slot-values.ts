import type { JsonObject } from '../../contracts/documents.ts'
import { type Collection, schemaOf, valueAt } from '../catalog/index.ts'
import { readDate } from './parse-document.ts'

/** A document's values for the slots of a vector set; dates as epoch milliseconds, missing values left out. */
export function slotValues(
  collection: Collection,
  slots: Readonly<Record<string, string>>,
  body: JsonObject,
): Record<string, string | number | boolean> {
  const schema = schemaOf(collection.definition)
  const values: Record<string, string | number | boolean> = {}
  for (const [name, slot] of Object.entries(slots)) {
    const value = valueAt(body, name)
    const known = schema.field(name)?.type === 'date' ? readDate(value) : value
    if (typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean') values[slot] = known
  }
  return values
}
