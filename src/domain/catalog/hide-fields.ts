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
    visible[name] = stripMember(definition, member, `${path}.`)
  }
  return visible
}

/** Objects in lists have the fields of the list's name: what is hidden in one object is hidden in many. */
function stripMember(definition: ResolvedDefinition, member: JsonValue, prefix: string): JsonValue {
  if (Array.isArray(member)) return member.map((item) => stripMember(definition, item, prefix))
  return isObject(member) ? strip(definition, member, prefix) : member
}

function isObject(value: JsonValue): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
