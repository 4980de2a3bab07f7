import type { JsonObject, JsonValue } from '../../../contracts/documents.ts'
import { AppError } from '../../../contracts/errors.ts'
import { type Collection, hideFields, schemaOf, valueAt } from '../../catalog/index.ts'

/** Throws search.field for what a search would refuse too: a hidden field is as good as undeclared. */
export function checkFields(collection: Collection, fields: readonly string[] | undefined, showHidden: boolean): void {
  const schema = schemaOf(collection.definition)
  fields?.forEach((name, index) => {
    const declared = schema.field(name)
    const known = declared === undefined ? collection.definition.dynamic === 'store' || name === 'id' : showHidden || declared.hidden !== true
    if (!known) throw new AppError('search.field', `There is no field "${name}".`, [{ path: `fields[${index}]`, message: 'is not a declared field' }])
  })
}

/** A document as this caller may see it, cut to the fields asked for. */
export function showFields(collection: Collection, body: JsonObject, fields: readonly string[] | undefined, showHidden: boolean): JsonObject {
  const visible = hideFields(collection.definition, body, showHidden)
  if (!fields) return visible
  return Object.fromEntries(
    fields.flatMap((name) => {
      const value = valueAt(visible, name)
      return value === undefined ? [] : [[name, value as JsonValue]]
    }),
  )
}
