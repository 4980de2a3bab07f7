import { AppError } from '../../contracts/errors.ts'
import type { Context } from '../../shared/context.ts'
import { type Language, highlight, normalise } from '../../shared/text/index.ts'
import { schemaOf } from '../catalog/index.ts'
import type { SearchPorts } from './ports.ts'
import { bindFilter } from './resolve-filters.ts'

/** More distinct values than this are not looked through; the answer then says that it is not exhaustive. */
const MAX_VALUES = 20_000

export type FacetValueSearch = { collection: string; field: string; query: string; filter?: string | undefined; limit: number }
export type FacetValueHits = { values: { value: string | number; count: number; highlighted: string }[]; exhaustive: boolean }

/** Values of a facet that contain the query, counted over the scope, commonest first. */
export async function searchFacetValues(ports: SearchPorts, ctx: Context, input: FacetValueSearch): Promise<FacetValueHits> {
  const collection = await ports.collections.find(ctx.tenant, input.collection)
  if (!collection) throw new AppError('collections.not_found', `There is no collection or alias "${input.collection}".`)
  const showHidden = ctx.scopes.has('documents:readHidden')
  const field = schemaOf(collection.definition).field(input.field)
  if (!field || field.facet === undefined || field.facet === 'range' || (field.hidden === true && !showHidden)) {
    throw new AppError('search.facet_field', `"${input.field}" is not a facet with values.`, [
      { path: 'field', message: 'is not declared as a facet' },
    ])
  }
  const scope = input.filter?.trim() ? await bindFilter(collection, input.filter, 'filter', showHidden, ports.index.fieldIds) : null
  const id = (await ports.index.fieldIds(collection, [input.field])).get(input.field)
  if (id === undefined) return { values: [], exhaustive: true }
  const found = await ports.index.facetValues(id, scope, MAX_VALUES)
  const language = collection.definition.language as Language
  const words = foldWords(input.query)
  const values = found
    .filter(({ value }) => words.every((word) => foldWords(String(value)).some((other) => other.includes(word))))
    .slice(0, input.limit)
    .map(({ value, count }) => ({
      value,
      count,
      highlighted: highlight(String(value), (term) => words.some((word) => term.startsWith(word)), language),
    }))
  return { values, exhaustive: found.length < MAX_VALUES }
}

/** Words without case and accents. */
function foldWords(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(normalise)
    .filter((word) => word !== '')
}
