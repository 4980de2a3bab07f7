import type { JsonObject } from '../../contracts/documents.ts'
import { type Schema, valueAt } from '../catalog/index.ts'
import { checkValue } from './parse-document.ts'

/** Values of a stored document that a definition has no place for: they stay in the document and out of its index. */
export function countMisfits(schema: Schema, body: JsonObject): number {
  const exact = schema.exact.filter((field) => checkValue(field, field.name, valueAt(body, field.name)) !== null)
  const patterned = Object.entries(body).filter(([name, value]) => {
    const field = name === 'id' ? undefined : schema.field(name)
    return field?.name.endsWith('*') === true && checkValue(field, name, value) !== null
  })
  return exact.length + patterned.length
}
