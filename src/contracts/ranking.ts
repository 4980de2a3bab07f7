import { z } from 'zod'

/** Wire shapes of ranking profiles: which features make a score, and how much each counts. */

export const FEATURES = [
  'keyword',
  'semantic',
  'intent',
  'popularity',
  'freshness',
  'rating',
  'availability',
  'distance',
  'affinity',
  'rules',
] as const
export const featureName = z.enum(FEATURES)
export type FeatureName = z.infer<typeof featureName>

/** How many of the best hits a cross-encoder may look at. */
const FEWEST_RERANKED = 20
export const MOST_RERANKED = 50
export const rerankChoice = z.union([z.boolean(), z.strictObject({ top: z.number().int().min(FEWEST_RERANKED).max(MOST_RERANKED) })], {
  error: `expected true, false or {"top": ${FEWEST_RERANKED} to ${MOST_RERANKED}}`,
})

export const fusionKernel = z.enum(['convex', 'reciprocal-rank', 'max'])
export type FusionKernel = z.infer<typeof fusionKernel>

const weight = z.number().min(0).max(10)
export const profileWeights = z.strictObject({
  keyword: z.union([weight, z.literal('auto')]).optional(),
  semantic: z
    .union([weight, z.literal('auto')])
    .optional()
    .describe('auto: decided per query from what both sides say'),
  intent: weight.optional(),
  popularity: weight.optional(),
  freshness: weight.optional(),
  rating: weight.optional(),
  availability: weight.optional(),
  distance: weight.optional(),
  affinity: weight.optional().describe('0 for everybody until there are signals'),
  rules: weight.optional(),
})
export type ProfileWeights = z.infer<typeof profileWeights>

const positive = z.number().positive()
export const profileFeatures = z.strictObject({
  popularity: z.strictObject({ field: z.string(), scale: positive.describe('the value that counts as 1, on a logarithmic scale') }).optional(),
  freshness: z.strictObject({ field: z.string(), halfLifeDays: positive }).optional(),
  rating: z
    .strictObject({
      field: z.string(),
      count: z.string().optional().describe('field with the number of ratings'),
      largest: positive,
      prior: z.number().min(0).describe('what an unrated document is expected to have'),
      priorCount: z.number().min(0).describe('how many ratings that expectation is worth'),
    })
    .optional(),
  availability: z.strictObject({ field: z.string() }).optional(),
  distance: z.strictObject({ field: z.string(), halfMetres: positive.describe('distance at which it counts half') }).optional(),
})
export type ProfileFeatures = z.infer<typeof profileFeatures>

export const profileDefinition = z
  .strictObject({
    fusion: fusionKernel.optional().describe('convex unless given'),
    weights: profileWeights.optional(),
    features: profileFeatures.optional(),
    vectors: z.record(z.string(), weight).optional().describe('weights of the named vectors; the definition of the collection otherwise'),
    categories: z
      .strictObject({ field: z.string(), weights: z.record(z.string(), profileWeights) })
      .optional()
      .describe('other weights for searches that are known to be about one category'),
  })
  .meta({ id: 'RankingProfileDefinition' })
export type ProfileDefinition = z.infer<typeof profileDefinition>

/** A profile as a collection serves it. */
export type ServedProfile = { name: string; version: number; definition: ProfileDefinition }

/** What stands on a collection's row about ranking; config_version moves with it. */
export type RankingState = {
  profile: ServedProfile | null
  shadow: ServedProfile | null
  /** what a rollback goes back to, newest last */
  previous: (ServedProfile | null)[]
  /** how many rules are live: without any, none are read */
  rules: number
}
