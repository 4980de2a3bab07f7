import { AppError } from '../../../contracts/errors.ts'
import type { SearchRequest } from '../../../contracts/search.ts'
import { DEFAULT_GROUP_SIZE } from '../../../contracts/variants.ts'
import type { Collection } from '../../catalog/index.ts'
import type { FieldIds } from '../resolve-filters.ts'
import { findGroupField } from './group-field.ts'

export type GroupPlan = {
  name: string
  /** numeric id, 0 while nobody has a value */
  field: number
  /** documents shown of each group, the hit included */
  size: number
  boolean: boolean
}

/** Null where the request wants documents. Throws search.group_field. */
export async function planGroup(collection: Collection, request: SearchRequest, showHidden: boolean, fieldIds: FieldIds): Promise<GroupPlan | null> {
  const { group } = request
  if (group === undefined || group === false) return null
  const name = group === true ? collection.definition.display.group : group.field
  if (name === undefined) throw refuse('group', 'The collection has no display.group to group by.', 'name a field: { "field": ... }')
  const found = findGroupField(collection, name, showHidden)
  const path = group === true ? 'group' : 'group.field'
  if ('problem' in found) throw refuse(path, `Can't group by "${name}": ${found.problem}.`, found.problem)
  const ids = await fieldIds(collection, [name])
  const size = group === true ? DEFAULT_GROUP_SIZE : group.size
  return { name, field: ids.get(name) ?? 0, size, boolean: found.field.type === 'boolean' }
}

function refuse(path: string, detail: string, message: string): AppError {
  return new AppError('search.group_field', detail, [{ path, message }])
}
