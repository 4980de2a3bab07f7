import type { ProfileDefinition, ServedProfile } from '../../../contracts/ranking.ts'
import type { SearchRequest } from '../../../contracts/search.ts'
import { type Collection, schemaOf } from '../../catalog/index.ts'
import type { DocumentColumn } from '../ports.ts'
import type { FieldIds } from '../resolve-filters.ts'
import { FIELD_FEATURES, type FeatureReader, type FieldFeature, readFeature } from './feature-readers.ts'
import { type CategorySigns, findCategory } from './find-category.ts'
import type { Formula, FormulaFeature, FormulaWeights, ShadowPlan } from './formula.ts'
import { resolveWeights } from './resolve-weights.ts'

export type FormulaInput = CategorySigns & {
  collection: Collection
  request: SearchRequest
  /** epoch milliseconds, rounded down to the hour */
  now: number
}
export type FormulaPlan = { formula: Formula; shadow: ShadowPlan | null; columns: readonly DocumentColumn[] }

/** What makes the scores of a search, what its shadow would make of them, and the values of documents that both read. */
export async function planFormula(input: FormulaInput, fieldIds: FieldIds): Promise<FormulaPlan> {
  const { profile = null, shadow = null } = input.collection.ranking ?? {}
  const columns: DocumentColumn[] = []
  const formula = await makeFormula(input, profile, fieldIds, columns)
  return { formula, shadow: shadow && (await planShadow(input, shadow, fieldIds, columns)), columns }
}

/** Whatever is wrong with a shadow is its own matter. */
async function planShadow(input: FormulaInput, shadow: ServedProfile, fieldIds: FieldIds, columns: DocumentColumn[]): Promise<ShadowPlan> {
  const { name, version } = shadow
  try {
    return { name, version, formula: await makeFormula(input, shadow, fieldIds, columns) }
  } catch (error) {
    return { name, version, error: error instanceof Error ? error.message : String(error) }
  }
}

async function makeFormula(input: FormulaInput, served: ServedProfile | null, fieldIds: FieldIds, columns: DocumentColumn[]): Promise<Formula> {
  const { collection, request } = input
  const definition: ProfileDefinition = served?.definition ?? {}
  const fields = listFields(definition)
  const ids = fields.length === 0 ? new Map<string, number>() : await fieldIds(collection, fields)
  const category = findCategory(collection, definition.categories, input)
  const { vectors, ...own } = request.weights ?? {}
  const weights = resolveWeights([collection.definition.ranking.weights, definition.weights, category?.weights, own])
  const { features, skipped } = planFeatures(input, definition, weights, ids, columns)
  return {
    fusion: definition.fusion ?? 'convex',
    weights,
    features,
    vectors: { ...definition.vectors, ...vectors },
    reasons: [
      ...(served ? [{ name: 'profile', value: `${served.name}@${served.version}` }] : []),
      ...(category ? [{ name: 'category', value: category.name }] : []),
      ...(definition.fusion ? [{ name: 'fusion', value: definition.fusion }] : []),
      ...skipped.map((value) => ({ name: 'skipped', value })),
    ],
  }
}

/** Every feature that has a weight; one that nothing can be measured for counts nothing and is named. */
function planFeatures(
  input: FormulaInput,
  { features = {} }: ProfileDefinition,
  weights: FormulaWeights,
  ids: ReadonlyMap<string, number>,
  columns: DocumentColumn[],
): { features: FormulaFeature[]; skipped: string[] } {
  const planned: FormulaFeature[] = []
  const skipped: string[] = []
  const skip = (name: FormulaFeature['name'], reason: string): void => {
    planned.push({ name, weight: 0, columns: [], score: () => ({ raw: null, value: 0 }) })
    skipped.push(`${name}: ${reason}`)
  }
  for (const name of FIELD_FEATURES) {
    const weight = weights[name] ?? 0
    if (weight === 0) continue
    const reader = readFeature(name, features, input.now)
    const reason = findObstacle(input, name, reader)
    if (!reader || reason !== null) skip(name, reason ?? 'no field is named for it')
    else planned.push({ name, weight, columns: placeColumns(input, name, reader, ids, columns), score: reader.score })
  }
  if ((weights.affinity ?? 0) > 0) skip('affinity', 'nothing is known of users yet')
  return { features: planned, skipped }
}

/** Why a feature can not be measured; null when it can. A hidden field counts nothing, since the order would tell of it, and is not named. */
function findObstacle({ collection, request }: FormulaInput, name: FieldFeature, reader: FeatureReader | null): string | null {
  const schema = schemaOf(collection.definition)
  for (const { name: field, types } of reader?.fields ?? []) {
    const declared = schema.field(field)
    if (!declared || !types.includes(declared.type) || declared.hidden === true) return 'its field is not there any more, or is of another type'
  }
  return name === 'distance' && !request.near ? 'the request names no place (near)' : null
}

/** The places of what a feature reads; what another feature reads already is read once. */
function placeColumns(
  { request: { near } }: FormulaInput,
  name: FieldFeature,
  { fields }: FeatureReader,
  ids: ReadonlyMap<string, number>,
  columns: DocumentColumn[],
): number[] {
  return fields.map((read) => {
    // a field that nobody has a value for yet has no number, and no document has 0
    const field = ids.get(read.name) ?? 0
    const column: DocumentColumn = name === 'distance' && near ? { kind: 'distance', field, ...near } : { kind: 'field', field }
    const known = columns.findIndex((other) => JSON.stringify(other) === JSON.stringify(column))
    return known === -1 ? columns.push(column) - 1 : known
  })
}

function listFields({ features = {} }: ProfileDefinition): string[] {
  const readers = FIELD_FEATURES.map((name) => readFeature(name, features, 0))
  return [...new Set(readers.flatMap((reader) => reader?.fields.map(({ name }) => name) ?? []))]
}
