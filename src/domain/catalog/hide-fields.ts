import type { ResolvedDefinition } from '../../contracts/collection.ts'
import type { JsonObject, JsonValue } from '../../contracts/documents.ts'
import { schemaOf } from './schema.ts'

/** A document as a caller may see it. */
export function hideFields(definition: ResolvedDefinition, body: JsonObject, showHidden: boolean): JsonObject {
  if (showHidden || !definition.fields.some((field) => field.hidden === true)) return body
  return strip(definition, body, '')
}

function strip(definition: ResolvedDefinition, value: JsonObject, prefix: string): JsonObject {
  const schema = schemaOf(definition)
  const visible: JsonObject = {}
  for (const [name, member] of Object.entries(value)) {
    const path = prefix + name
    if (schema.field(path)?.hidden === true) continue
    visible[name] = isObject(member) ? strip(definition, member, `${path}.`) : member
  }
  return visible
}

function isObject(value: JsonValue): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
