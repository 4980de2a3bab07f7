import { isDeepStrictEqual } from 'node:util'
import type { ProfileDefinition, ProfileFeatures, ProfileWeights } from '../../src/contracts/ranking.ts'
import { INTENT_WEIGHT } from '../../src/domain/search/decide-weights.ts'
import { FIELD_FEATURES, type FieldFeature } from '../../src/domain/search/formula/feature-readers.ts'
import { resolveWeights, weighSides } from '../../src/domain/search/formula/resolve-weights.ts'
import type { Setting } from '../lib/learning/judged-query.ts'
import { LearningError } from './options.ts'

/** What is learnt over: the features, what is served, and what a profile that is learnt says besides its weights. */
export type LearnedFormula = {
  /** names of the weights of a setting, intent first */
  names: readonly string[]
  features: ProfileFeatures
  /** features that the served profile reads as this one does, so that a trace that has them can be believed */
  servedFeatures: ReadonlySet<string>
  served: Setting
  starts: readonly Setting[]
  /** whether what is served decides how the two sides share, so that the policy has to be asked for */
  fixedSides: boolean
  /** of the learnt profile, without its features and what is learnt of its weights */
  kept: ProfileDefinition
}

type Input = { collection: ProfileWeights | undefined; served: ProfileDefinition; file: ProfileDefinition | undefined }

/** Throws LearningError for what can not be learnt: sides fused by the better one, a file at odds with what is served. */
export function planFormula({ collection, served, file }: Input): LearnedFormula {
  if (served.fusion === 'max') throw new LearningError('The served profile fuses by "max", whose weights are not learnt: promote another first.')
  if (file?.fusion !== undefined && file.fusion !== (served.fusion ?? 'convex'))
    throw new LearningError(`The profile file fuses by "${file.fusion}", and the searches that are learnt from by "${served.fusion ?? 'convex'}".`)
  const features: ProfileFeatures = { ...served.features, ...file?.features }
  const weights = resolveWeights([collection, served.weights])
  const changed = FIELD_FEATURES.find((name) => (weights[name] ?? 0) > 0 && !isDeepStrictEqual(features[name], served.features?.[name]))
  if (changed !== undefined) throw new LearningError(`The profile file reads "${changed}" otherwise than the served profile, which weighs it.`)
  // no judgment says where somebody was
  const learnable = FIELD_FEATURES.filter((name) => name !== 'distance' && features[name] !== undefined)
  const names = ['intent', ...learnable]
  const { together, shares } = weighSides(weights)
  const others = {
    ...(weights.rules === undefined ? {} : { rules: weights.rules }),
    ...(weights.distance === undefined ? {} : { distance: weights.distance }),
  }
  const { features: _features, weights: _weights, ...rest } = served
  return {
    names,
    features,
    servedFeatures: new Set(learnable.filter((name) => isDeepStrictEqual(features[name], served.features?.[name]))),
    served: readSetting(weights, names),
    starts: file?.weights ? [readSetting(resolveWeights([collection, file.weights]), names)] : [],
    fixedSides: shares !== null,
    kept: { ...rest, weights: Object.fromEntries(Object.entries(others).map(([name, weight]) => [name, measureBeside(weight, together)])) },
  }
}

/** The profile that says a setting. */
export function writeProfile({ names, features, kept }: LearnedFormula, { semantic, weights }: Setting): ProfileDefinition {
  const sides = semantic === 'auto' ? { keyword: 'auto' as const, semantic } : { keyword: round(1 - semantic), semantic: round(semantic) }
  const learned = Object.fromEntries(names.map((name, at) => [name, round(weights[at] ?? 0)]))
  return { ...kept, weights: { ...sides, ...learned, ...kept.weights }, ...(Object.keys(features).length === 0 ? {} : { features }) }
}

/** Fields that the features read, each once. */
export function listFields({ features }: LearnedFormula): string[] {
  const { popularity, freshness, rating, availability } = features
  const fields = [popularity?.field, freshness?.field, rating?.field, rating?.count, availability?.field]
  return [...new Set(fields.filter((field) => field !== undefined))]
}

function readSetting(weights: ReturnType<typeof resolveWeights>, names: readonly string[]): Setting {
  const { together, shares } = weighSides(weights)
  const read = (name: string): number => {
    if (name === 'intent' && weights.intent === undefined) return INTENT_WEIGHT
    return measureBeside(weights[name as FieldFeature | 'intent'] ?? 0, together)
  }
  return { semantic: shares?.semantic ?? 'auto', weights: names.map(read) }
}

/** A weight in its ratio to what the two sides were given, as a search counts it. */
function measureBeside(weight: number, together: number): number {
  return Math.min(10, together === 0 ? weight : weight / together)
}

function round(weight: number): number {
  return Math.round(weight * 1e4) / 1e4
}
