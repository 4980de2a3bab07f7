import type { FieldDefinition } from '../../../contracts/collection.ts'
import { type Collection, schemaOf } from '../../catalog/index.ts'

/** Types whose documents have one value at most; of a hierarchy, which stands for its levels too, the first level counts. */
const SINGLE = new Set(['string', 'number', 'boolean', 'date'])

/** The declaration of a field that puts documents into groups, or what is wrong with its name. A hidden field is as good as undeclared. */
export function findGroupField(collection: Collection, name: string, showHidden: boolean): { field: FieldDefinition } | { problem: string } {
  const field = schemaOf(collection.definition).field(name)
  if (!field || (field.hidden === true && !showHidden)) return { problem: 'there is no such field' }
  if (SINGLE.has(field.type)) return { field }
  return { problem: field.type.endsWith('[]') ? 'a document may have several values of it' : `a ${field.type} field has no values to tell apart` }
}
