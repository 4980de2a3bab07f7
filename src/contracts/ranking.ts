import { z } from 'zod'

/** Wire shapes of ranking profiles: which features make a score, and how much each counts. */

/** The built-in profile that serves until another is promoted: what a collection ranks by without a say. */
export const DEFAULT_PROFILE = 'default'
export const MAX_CATEGORIES = 100
export const profileName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'use 1 to 63 characters a-z, 0-9, _ and -, beginning with a letter or digit')

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
  intent: weight.optional().describe('of attributes that the words wish for; a category that is looked for weighs eight times that'),
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
const field = z.string().min(1).max(128)
export const profileFeatures = z.strictObject({
  popularity: z.strictObject({ field, scale: positive.describe('the value that counts as 1, on a logarithmic scale') }).optional(),
  freshness: z.strictObject({ field, halfLifeDays: positive }).optional(),
  rating: z
    .strictObject({
      field,
      count: field.optional().describe('field with the number of ratings'),
      largest: positive,
      prior: z.number().min(0).describe('what an unrated document is expected to have'),
      priorCount: z.number().min(0).describe('how many ratings that expectation is worth'),
    })
    .optional(),
  availability: z.strictObject({ field }).optional(),
  distance: z.strictObject({ field, halfMetres: positive.describe('distance at which it counts half') }).optional(),
})
export type ProfileFeatures = z.infer<typeof profileFeatures>

export const profileDefinition = z
  .strictObject({
    fusion: fusionKernel.optional().describe('convex unless given'),
    weights: profileWeights.optional(),
    features: profileFeatures.optional(),
    vectors: z.record(z.string().max(32), weight).optional().describe('weights of the named vectors; the definition of the collection otherwise'),
    categories: z
      .strictObject({
        field,
        weights: z
          .record(z.string().max(256), profileWeights)
          .refine((weights) => Object.keys(weights).length <= MAX_CATEGORIES, `at most ${MAX_CATEGORIES} categories`),
      })
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

const profileRef = z.object({ name: z.string(), version: z.number().int().describe('0 for the built-in profile') })
export type ProfileRef = z.infer<typeof profileRef>

export const profileView = z
  .object({
    name: z.string(),
    version: z.number().int().describe('0 for the built-in profile'),
    versions: z.array(z.object({ version: z.number().int(), createdAt: z.string() })).describe('every version kept, newest first'),
    definition: profileDefinition,
    createdAt: z.string().nullable(),
  })
  .meta({ id: 'RankingProfile' })
export type ProfileView = z.infer<typeof profileView>

export const rankingView = z
  .object({
    served: profileRef,
    shadow: profileRef.nullable(),
    previous: z.array(profileRef).describe('what a rollback goes back to, the next one first'),
    configVersion: z.number().int(),
  })
  .meta({ id: 'Ranking' })
export type RankingView = z.infer<typeof rankingView>

const version = z.number().int().min(1).optional().describe('the newest unless given')
export const promoteRequest = z.strictObject({ name: profileName, version })
export const shadowRequest = z.union([z.strictObject({ name: z.null() }), z.strictObject({ name: profileName, version })], {
  error: 'expected a name, with or without a version, or the name null to end the shadow',
})

/** One search as it was served beside what the shadow would have served of the same candidates. */
export const shadowComparison = z.object({
  served: profileRef,
  shadow: profileRef,
  query: z.string().nullable().describe('null where queries are not logged, and of what looks personal'),
  overlap: z.number().nullable().describe('share of the first ten that both have'),
  tau: z.number().nullable().describe("Kendall's tau over the union of the first tens; null with fewer than two hits"),
  difference: z.number().nullable().describe('mean absolute difference of the scores'),
  first: z.boolean().nullable().describe('whether both have the same first hit'),
  error: z.string().nullable().describe('why the shadow could not be scored'),
})
export type ShadowComparison = z.infer<typeof shadowComparison>

const summary = { mean: z.number().nullable(), least: z.number().nullable() }
export const shadowReport = z
  .object({
    shadow: profileRef.nullable().describe('what runs in the shadow now'),
    pairs: z.array(
      z.object({
        served: profileRef,
        shadow: profileRef,
        searches: z.number().int().describe('compared, errors among them'),
        errors: z.number().int(),
        lastError: z.string().nullable(),
        overlap: z.object(summary),
        tau: z.object(summary),
        difference: z.object({ mean: z.number().nullable(), largest: z.number().nullable() }),
        sameFirst: z.number().nullable().describe('share of searches with the same first hit'),
        from: z.string(),
        to: z.string(),
        furthest: z.array(z.object({ query: z.string(), overlap: z.number(), tau: z.number().nullable() })).describe('searches that differ most'),
      }),
    ),
  })
  .meta({ id: 'ShadowReport' })
export type ShadowReport = z.infer<typeof shadowReport>
