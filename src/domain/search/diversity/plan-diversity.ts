import { AppError } from '../../../contracts/errors.ts'
import type { SearchRequest } from '../../../contracts/search.ts'
import { type Collection, schemaOf } from '../../catalog/index.ts'
import { findGroupField } from '../grouping/group-field.ts'
import type { FieldIds } from '../resolve-filters.ts'

export type DiversityPlan =
  | { kind: 'cap'; name: string; field: number; cap: number; window: number; boolean: boolean }
  /** `name` is the field whose words are compared; null for vectors, or the title where there are none */
  | { kind: 'mmr'; name: string | null; lambda: number; window: number }

/**
 * What the request asks for, or else the collection; a caller's own sort is left as it is unless the request asks for both.
 * Throws search.diversity_field for a field of the request; a collection's own one that no longer fits asks for nothing.
 */
export async function planDiversity(
  collection: Collection,
  request: SearchRequest,
  showHidden: boolean,
  fieldIds: FieldIds,
): Promise<DiversityPlan | null> {
  if (request.diversity === false) return null
  const own = request.sort.length > 0 ? undefined : collection.definition.ranking.diversity
  const wanted = request.diversity ?? own
  if (wanted === undefined) return null
  const refuse = (path: string, name: string, problem: string): null => {
    if (request.diversity === undefined) return null
    throw new AppError('search.diversity_field', `Can't tell documents apart by "${name}": ${problem}.`, [{ path, message: problem }])
  }
  if ('mmr' in wanted) {
    const { lambda, window, field } = wanted.mmr
    if (field !== undefined && !isText(collection, field, showHidden)) return refuse('diversity.mmr.field', field, 'it is no declared string or text')
    return { kind: 'mmr', name: field ?? null, lambda, window }
  }
  const found = findGroupField(collection, wanted.field, showHidden)
  if ('problem' in found) return refuse('diversity.field', wanted.field, found.problem)
  const ids = await fieldIds(collection, [wanted.field])
  const { field: name, cap, window } = wanted
  return { kind: 'cap', name, field: ids.get(name) ?? 0, cap, window, boolean: found.field.type === 'boolean' }
}

function isText(collection: Collection, name: string, showHidden: boolean): boolean {
  const field = schemaOf(collection.definition).field(name)
  return field !== undefined && (showHidden || field.hidden !== true) && ['text', 'string', 'string[]'].includes(field.type)
}
