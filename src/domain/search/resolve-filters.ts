import { AppError, type ErrorCode } from '../../contracts/errors.ts'
import {
  type FilterError,
  type FilterField,
  type Refinement,
  type ResolvedField,
  type ResolvedFilter,
  describeFilterError,
  parseFilter,
  resolveFilter,
  splitRefine,
} from '../catalog/filter/index.ts'
import { type Collection, DEFAULT_SEPARATOR, schemaOf } from '../catalog/index.ts'

export type FieldIds = (collection: Collection, names: readonly string[]) => Promise<ReadonlyMap<string, number>>

/** A field nobody has a value for yet: no row in the index has this number. */
const NO_FIELD = 0

/**
 * Parses a filter and binds it to the collection's fields. Checking needs no ids, so a wrong filter fails before
 * anything is read; the ids of the fields it names are then read in one go.
 */
export async function bindFilter(
  collection: Collection,
  text: string,
  path: string,
  showHidden: boolean,
  fieldIds: FieldIds,
): Promise<ResolvedFilter> {
  const parsed = parseFilter(text)
  if (!parsed.ok) throw filterError(parsed.error, path)
  const schema = schemaOf(collection.definition)
  const named = new Set<string>()
  const options = { allowHidden: showHidden, names: schema.exact.map((field) => field.name) }
  const lookup =
    (ids: ReadonlyMap<string, number>) =>
    (name: string): FilterField | undefined => {
      const field = schema.field(name)
      if (!field) return undefined
      named.add(name)
      return {
        name,
        id: ids.get(name) ?? NO_FIELD,
        type: field.type,
        ...(field.hidden === true ? { hidden: true } : {}),
        ...(field.facet === 'hierarchical' ? { separator: field.separator ?? DEFAULT_SEPARATOR } : {}),
      }
    }
  const checked = resolveFilter(parsed.value, lookup(new Map()), options)
  if (!checked.ok) throw filterError(checked.error, path)
  const bound = resolveFilter(parsed.value, lookup(await fieldIds(collection, [...named])), options)
  if (!bound.ok) throw filterError(bound.error, path)
  return bound.value
}

export async function bindRefine(
  collection: Collection,
  text: string,
  showHidden: boolean,
  fieldIds: FieldIds,
): Promise<Refinement<ResolvedField>[]> {
  const filter = await bindFilter(collection, text, 'refine', showHidden, fieldIds)
  const parts = splitRefine(filter)
  if (!parts.ok) throw filterError(parts.error, 'refine')
  return parts.value
}

function filterError(error: FilterError, path: string): AppError {
  return new AppError(error.code satisfies ErrorCode, describeFilterError(error), [{ path, offset: error.offset, message: error.message }])
}
