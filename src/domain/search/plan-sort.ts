import type { FieldDefinition } from '../../contracts/collection.ts'
import type { SearchRequest } from '../../contracts/search.ts'
import { AppError } from '../../contracts/errors.ts'
import { type Collection, schemaOf } from '../catalog/index.ts'
import type { SortKey } from './ports.ts'
import type { FieldIds } from './resolve-filters.ts'

const DISTANCE = /^_distance\(\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*\)(?::(asc|desc))?$/

/** Sort keys of a request; without any, a search is by score and browsing by the collection's browse order. */
export async function planSort(
  collection: Collection,
  request: SearchRequest,
  browse: boolean,
  showHidden: boolean,
  fieldIds: FieldIds,
): Promise<SortKey[]> {
  const given = request.sort.length > 0 ? request.sort : browse ? (collection.definition.ranking.browse ?? []) : []
  if (given.length === 1 && given[0] === '_score') return []
  const names = [...new Set(given.map((text) => nameOf(text, collection, showHidden)).filter((name) => name !== null))]
  const ids = names.length === 0 ? new Map<string, number>() : await fieldIds(collection, names)
  const keys = given.map((text, index) => readKey(collection, text, index, showHidden, ids))
  // scores hardly tie: what stands behind _score has nothing left to order
  const score = keys.findIndex(({ kind }) => kind === 'score')
  return score === 0 ? [] : score === -1 ? keys : keys.slice(0, score + 1)
}

function nameOf(text: string, collection: Collection, showHidden: boolean): string | null {
  if (DISTANCE.test(text)) return findGeo(collection, showHidden)?.name ?? null
  return text.startsWith('_') ? null : text.slice(0, Math.max(0, text.lastIndexOf(':')))
}

/** Distance is from the first place that the caller may see. */
function findGeo(collection: Collection, showHidden: boolean): FieldDefinition | undefined {
  return collection.definition.fields.find((field) => field.type === 'geo' && (showHidden || field.hidden !== true))
}

function readKey(collection: Collection, text: string, index: number, showHidden: boolean, ids: ReadonlyMap<string, number>): SortKey {
  const fail = (message: string): AppError =>
    new AppError('search.sort_field', `Can't sort by "${text}": ${message}.`, [{ path: `sort[${index}]`, message }])
  if (text === '_score' || text === '_score:desc') return { kind: 'score', descending: true }
  const distance = DISTANCE.exec(text)
  if (distance) {
    const geo = findGeo(collection, showHidden)
    if (!geo) throw fail('the collection has no geo field')
    const [lat, lng] = [Number(distance[1]), Number(distance[2])]
    if (Math.abs(lat) > 90 || Math.abs(lng) > 180) throw fail('a latitude lies in -90..90 and a longitude in -180..180')
    return { kind: 'distance', field: ids.get(geo.name) ?? 0, lat, lng, descending: distance[3] === 'desc' }
  }
  const match = /^(.+):(asc|desc)$/.exec(text)
  if (!match?.[1]) throw fail('write it as field:asc or field:desc')
  const field = schemaOf(collection.definition).field(match[1])
  if (!field || (field.hidden === true && !showHidden)) throw fail('there is no such field')
  if (field.sort !== true) throw fail('the field is not declared with sort: true')
  return { kind: 'field', field: ids.get(match[1]) ?? 0, descending: match[2] === 'desc' }
}
