import { z } from 'zod'
import { MAX_VECTORS } from './collection.ts'
import { profileWeights, rerankChoice } from './ranking.ts'
import { MAX_SEGMENTS, appliedRule, segmentName } from './rules.ts'
import { UNDERSTANDING_STEPS, chip, correction, queryIntent, reformulation, synonymMatch, understandingStep, writtenForm } from './understanding.ts'
import { diversityRequest, groupRequest } from './variants.ts'

/** Wire shapes of search (CONTRACT: Search). */
export const MAX_HITS = 1000
export const MAX_PER_PAGE = 250
export const MAX_QUERY_LENGTH = 512

export const searchMode = z.enum(['hybrid', 'keyword', 'semantic'])
export type SearchMode = z.infer<typeof searchMode>

export const degradedCode = z.enum(['semantic', 'rerank', 'model', 'personalization', 'limits', 'cache', 'stale', 'understanding', 'rules'])
export type DegradedCode = z.infer<typeof degradedCode>

export const searchRequest = z
  .strictObject({
    q: z.string().default(''),
    mode: searchMode.default('hybrid'),
    filter: z.string().max(20_000).optional(),
    refine: z.string().max(20_000).optional(),
    facets: z.array(z.string()).max(100).default([]).describe('Fields to count, or *'),
    facetLimit: z.number().int().min(1).max(1000).default(20),
    resultSetId: z.string().max(64).optional(),
    sort: z.array(z.string()).max(4).default([]).describe('field:asc, field:desc, _score, _distance(lat,lng)'),
    group: groupRequest.optional().describe('One hit for every value of a field: hits, total and pages are then groups'),
    diversity: diversityRequest.optional().describe('Moves hits that are like others down, removes none and changes no score'),
    page: z.number().int().min(1).default(1),
    perPage: z.number().int().min(1).max(MAX_PER_PAGE).default(20),
    fields: z.array(z.string()).max(256).optional(),
    highlight: z.union([z.array(z.string()).max(64), z.literal(false)]).optional(),
    snippet: z.number().int().min(1).max(200).optional().describe('Words of a snippet'),
    understand: z
      .union([z.boolean(), z.array(understandingStep)], { error: `expected true, false or a list of steps: ${UNDERSTANDING_STEPS.join(', ')}` })
      .default(true)
      .describe('false, or the steps to run'),
    withoutChips: z.array(z.string().max(256)).max(32).default([]).describe('Ids of chips that the caller has taken away'),
    weights: profileWeights
      .extend({ vectors: z.record(z.string(), z.number().min(0).max(10)).optional().describe('Vectors not named keep their own weights') })
      .optional()
      .describe("Over those of the collection's ranking profile"),
    near: z
      .strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })
      .optional()
      .describe('The place that distance is counted from'),
    rerank: rerankChoice.optional().describe('Whether a cross-encoder orders the best hits, and how many; that of the collection unless given'),
    vectors: z
      .array(z.string())
      .min(1)
      .max(MAX_VECTORS)
      .optional()
      .describe('Names of the vectors that take part; all of the collection unless given'),
    explain: z.union([z.boolean(), z.literal('text')]).default(false),
    user: z.string().max(128).optional(),
    session: z.string().max(128).optional(),
    personalize: z.boolean().default(false),
    typing: z.boolean().default(false),
    literal: z.boolean().default(false),
    segments: z.array(segmentName).max(MAX_SEGMENTS).default([]).describe('Groups that whoever searches belongs to; rules may ask for one'),
  })
  .meta({ id: 'SearchRequest' })
export type SearchRequest = z.infer<typeof searchRequest>

const tracePart = z.object({
  name: z.string(),
  raw: z.number().nullable().describe('cosine; null where the document has no such vector'),
  value: z.number().describe('normalised to [0,1]'),
  weight: z.number().describe('beside the other vectors, which sum to 1'),
  trust: z
    .number()
    .optional()
    .describe(
      'How far this vector is trusted, 0 to 1: as far as the model, by the share of documents that have the vector; known once a model was learnt',
    ),
  contribution: z.number(),
  note: z.literal('estimated').optional().describe('The cosine was estimated from a code'),
})
export const traceFeature = z.object({
  name: z.string(),
  raw: z.number().nullable().describe('null when the feature was not scored for this document'),
  value: z.number().describe('normalised to [0,1]'),
  weight: z.number(),
  contribution: z.number(),
  note: z.string().optional(),
  parts: z.array(tracePart).optional().describe('What each of several vectors adds: the contributions sum to that of the feature'),
})
export const rankTrace = z
  .object({
    features: z.array(traceFeature),
    rules: z.array(z.object({ name: z.string(), effect: z.string() })),
    matched: z.record(z.string(), z.array(z.string())).describe('query word -> fields it was found in'),
    reasons: z.array(z.object({ name: z.string(), value: z.union([z.number(), z.string()]) })).optional(),
  })
  .meta({ id: 'RankTrace' })
export type RankTrace = z.infer<typeof rankTrace>

const highlightValue = z.union([z.string(), z.object({ value: z.string(), snippet: z.string() })])
const shownDocument = {
  id: z.string(),
  score: z.number(),
  document: z.record(z.string(), z.unknown()),
  highlights: z.record(z.string(), z.union([highlightValue, z.array(highlightValue)])),
}
export const innerHit = z.object(shownDocument).meta({ id: 'InnerHit' })
export type InnerHit = z.infer<typeof innerHit>

export const hitGroup = z
  .object({
    field: z.string(),
    value: z.union([z.string(), z.number(), z.boolean()]).nullable().describe('null for a document without one: a group of its own'),
    total: z.number().int().describe('Documents of the group that satisfy the refinements, the hit included'),
    hits: z.array(innerHit).describe('The next documents of the group in the order in force'),
  })
  .meta({ id: 'HitGroup' })
export type HitGroup = z.infer<typeof hitGroup>

export const searchHit = z
  .object({
    ...shownDocument,
    rank: z.number().int(),
    group: hitGroup.optional(),
    trace: rankTrace.optional(),
    explanation: z.string().nullable().optional(),
  })
  .meta({ id: 'SearchHit' })
export type SearchHit = z.infer<typeof searchHit>

export const facetValue = z.object({ value: z.union([z.string(), z.number(), z.boolean()]), count: z.number().int(), selected: z.boolean() })
export const facetCounts = z.object({
  path: z.string().nullable().optional(),
  values: z.array(facetValue),
  other: z.number().int(),
  missing: z.number().int(),
})
export type FacetCounts = z.infer<typeof facetCounts>
export const facetStats = z.object({ min: z.number(), max: z.number(), avg: z.number(), count: z.number().int() })
export type FacetStats = z.infer<typeof facetStats>

export const queryView = z.object({
  original: z.string(),
  effective: z.string(),
  rewritten: z.string().optional().describe('What a rule put in the place of the query; spans are places in it'),
  plan: z.enum(['all', 'any', 'browse']),
  language: z.string(),
  truncated: z.boolean().optional(),
  unknown: z.array(z.string()).optional().describe('Words of the query that occur nowhere in the collection'),
  detectedLanguage: z.object({ language: z.string(), confidence: z.number() }).nullable().describe('null when it can not be told'),
  corrections: z.array(correction),
  didYouMean: z.string().nullable().describe('A correction that was not certain enough to be searched'),
  forms: z.array(writtenForm),
  synonyms: z.array(synonymMatch),
  phrases: z.array(z.string()).describe('Words side by side that count more where documents have them side by side too'),
  head: z
    .string()
    .nullable()
    .describe(
      'The word that says what is looked for: documents whose title says that they are that count a little more; null when it can not be told',
    ),
  intent: queryIntent.nullable(),
  chips: z.array(chip),
  fallback: z
    .enum(['any', 'semantic', 'reformulations'])
    .nullable()
    .describe('What was done because few documents have every word; null when nothing was needed'),
  reformulations: z.array(reformulation).describe('What to try instead, when little was found'),
})
export type QueryView = z.infer<typeof queryView>

export const timings = z.object({
  totalMs: z.number(),
  d1Ms: z.number().optional(),
  vectorMs: z.number().optional(),
  rerankMs: z.number().optional(),
  roundTrips: z.number().int(),
  rowsRead: z.number().int(),
  vectorCandidates: z.number().int().optional(),
  vectorRowsRead: z.number().int().optional(),
})

export const searchResponse = z
  .object({
    queryId: z.string(),
    resultSetId: z.string(),
    resultSet: z.enum(['fresh', 'kept', 'recomputed']),
    collection: z.string(),
    dataVersion: z.number().int(),
    configVersion: z.number().int(),
    query: queryView,
    hits: z.array(searchHit),
    total: z.number().int().describe('Hits: groups where the search asks for them, documents otherwise'),
    totalDocuments: z.number().int().optional().describe('Documents in all groups; only where the search asks for groups'),
    exhaustive: z.object({ total: z.boolean(), facets: z.boolean(), semantic: z.boolean() }),
    page: z.number().int(),
    perPage: z.number().int(),
    facets: z.record(z.string(), facetCounts),
    facetStats: z.record(z.string(), facetStats),
    appliedRules: z.array(appliedRule).describe('Rules that fired and did something, in their order'),
    degraded: z.array(degradedCode),
    cache: z.enum(['miss', 'isolate', 'kv', 'bypass']),
    timings,
  })
  .meta({ id: 'SearchResponse' })
export type SearchResponse = z.infer<typeof searchResponse>
