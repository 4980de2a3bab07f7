import { FEATURES, type ProfileDefinition, type ProfileWeights } from '../../../contracts/ranking.ts'
import { AppError, type ErrorItem } from '../../../contracts/errors.ts'
import { type Collection, schemaOf } from '../../catalog/index.ts'
import { FIELD_FEATURES, readFeature } from '../formula/feature-readers.ts'
import { resolveWeights, weighSides } from '../formula/resolve-weights.ts'

/** Whether a profile can be served by a collection as it is now. Throws ranking.profile_invalid with every finding. */
export function checkProfile(collection: Collection, definition: ProfileDefinition): void {
  const layers = [collection.definition.ranking.weights, definition.weights]
  const findings = [
    ...checkFields(collection, definition),
    ...checkWeights(definition, 'weights', definition.weights),
    ...checkSum(layers, 'weights'),
    ...checkVectors(collection, definition),
    ...Object.entries(definition.categories?.weights ?? {}).flatMap(([name, weights]) => {
      const path = `categories.weights[${JSON.stringify(name)}]`
      return [...checkWeights(definition, path, weights), ...checkSum([...layers, weights], path)]
    }),
  ]
  if (findings.length === 0) return
  const detail = findings
    .map(({ path, message }) => `${path}: ${message}`)
    .slice(0, 3)
    .join('; ')
  throw new AppError('ranking.profile_invalid', `${detail}.`, findings)
}

function checkFields(collection: Collection, { features = {}, categories }: ProfileDefinition): ErrorItem[] {
  const named = FIELD_FEATURES.flatMap(
    (feature) => readFeature(feature, features, 0)?.fields.map((field) => ({ ...field, path: `features.${feature}.${field.member}` })) ?? [],
  )
  if (categories) named.push({ path: 'categories.field', member: 'field', name: categories.field, types: ['string', 'string[]'] })
  const schema = schemaOf(collection.definition)
  const findings = named.flatMap(({ path, name, types }): ErrorItem[] => {
    const field = name.endsWith('*') ? undefined : schema.field(name)
    if (!field) return [{ path, message: `"${name}" is not a declared field` }]
    // searching is open to keys that may not see the field, and its order would tell them of it
    if (field.hidden === true) return [{ path, message: `"${name}" is hidden: the order of hits would tell of it` }]
    return types.includes(field.type) ? [] : [{ path, message: `"${name}" is a ${field.type} field; this reads ${types.join(' or ')}` }]
  })
  const { rating } = features
  if (rating && rating.prior > rating.largest) findings.push({ path: 'features.rating.prior', message: 'is above largest' })
  return findings
}

/** A weight for what the profile does not say how to read. */
function checkWeights({ features = {} }: ProfileDefinition, path: string, weights: ProfileWeights = {}): ErrorItem[] {
  return FIELD_FEATURES.filter((name) => (weights[name] ?? 0) > 0 && features[name] === undefined).map((name) => ({
    path: `${path}.${name}`,
    message: `say in features.${name} which field it reads`,
  }))
}

/** What a search would be ordered by if every weight were 0 is anybody's guess. Wishes and rules do not count: most searches have none. */
function checkSum(layers: Parameters<typeof resolveWeights>[0], path: string): ErrorItem[] {
  const weights = resolveWeights(layers)
  const others = FEATURES.some((name) => name !== 'intent' && name !== 'rules' && name !== 'affinity' && Number(weights[name]) > 0)
  return weighSides(weights).together === 0 && !others ? [{ path, message: 'are all 0: nothing would order the hits' }] : []
}

function checkVectors({ definition: { vectors } }: Collection, definition: ProfileDefinition): ErrorItem[] {
  const given = definition.vectors ?? {}
  const unknown = Object.keys(given).filter((name) => !vectors.some((vector) => vector.name === name))
  const findings = unknown.map((name) => ({ path: `vectors.${name}`, message: 'is not a vector of the collection' }))
  const none = vectors.length > 0 && vectors.every(({ name, weight }) => (given[name] ?? weight) === 0)
  return none && findings.length === 0 && definition.vectors
    ? [{ path: 'vectors', message: 'are all 0; to do without meaning, give weights.semantic 0' }]
    : findings
}
