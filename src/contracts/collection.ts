import { z } from 'zod'
import { rerankChoice } from './ranking.ts'
import { understandingDefinition } from './understanding.ts'
import { diversityDefinition } from './variants.ts'

/** Wire shape of a collection (CONTRACT: Collection). */
export const COLLECTION_NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/
export const MAX_FIELDS = 256
export const MAX_VECTORS = 16

export const fieldType = z.enum(['text', 'string', 'number', 'boolean', 'date', 'geo', 'image', 'string[]', 'number[]', 'date[]'])
export type FieldType = z.infer<typeof fieldType>

export const weightClass = z.enum(['a', 'b', 'c', 'd'])
export type WeightClass = z.infer<typeof weightClass>

export const facetKind = z.enum(['conjunctive', 'disjunctive', 'hierarchical', 'range'])
export type FacetKind = z.infer<typeof facetKind>

export const fieldDefinition = z
  .strictObject({
    name: z.string().min(1).max(128).describe('Field name; dots address nested objects, a trailing * makes it a pattern'),
    type: fieldType,
    search: weightClass.optional().describe('Weight class for keyword search, a heaviest'),
    facet: facetKind.optional(),
    separator: z.string().min(1).max(8).optional().describe('Between the levels of a hierarchical facet; " > " unless given'),
    sort: z.boolean().optional(),
    hidden: z.boolean().optional().describe('Never returned, faceted, sorted, filtered or highlighted without documents:readHidden'),
  })
  .meta({ id: 'FieldDefinition' })
export type FieldDefinition = z.infer<typeof fieldDefinition>

export const vectorDefinition = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
    fields: z.array(z.string()).min(1).max(32),
    weight: z.number().min(0).max(10).default(1),
    priority: z
      .enum(['high', 'medium', 'low'])
      .default('high')
      .describe('What the embedded store keeps: high bytes and codes in memory, medium bytes on disk, low codes alone (scores are estimates)'),
  })
  .meta({ id: 'VectorDefinition' })
export type VectorDefinition = z.infer<typeof vectorDefinition>

export const displayDefinition = z.strictObject({
  title: z.string().optional(),
  description: z.string().optional(),
  image: z.string().optional(),
  url: z.string().optional(),
  group: z.string().optional(),
})

const weightValue = z.union([z.number().min(0).max(10), z.literal('auto')])
export const rankingDefinition = z.strictObject({
  profile: z.string().optional().describe('default, or nothing: another is served by promoting it'),
  weights: z.strictObject({ keyword: weightValue.optional(), semantic: weightValue.optional() }).optional(),
  rerank: rerankChoice.optional().describe('Whether searches are reranked unless they say otherwise'),
  browse: z
    .array(z.string().regex(/^[^:]+:(asc|desc)$/, 'expected field:asc or field:desc'))
    .max(4)
    .optional(),
  diversity: diversityDefinition.optional().describe('For searches that ask for no sort and no diversity of their own'),
})

export const collectionDefinition = z
  .strictObject({
    template: z.string().optional().describe('Start from a template: products, movies, articles or anime; what is given here wins'),
    language: z.string().optional().describe('BCP-47 primary tag; en unless given'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    dynamic: z.enum(['store', 'ignore', 'reject']).optional().describe('What happens to undeclared fields; store unless given'),
    fields: z.array(fieldDefinition).max(MAX_FIELDS).optional(),
    vectors: z.array(vectorDefinition).max(MAX_VECTORS).optional(),
    display: displayDefinition.optional(),
    ranking: rankingDefinition.optional(),
    understanding: understandingDefinition.optional(),
  })
  .meta({ id: 'CollectionDefinition' })
export type CollectionDefinition = z.infer<typeof collectionDefinition>

/** A definition with its template and defaults applied: what the rooms work with. */
export type ResolvedDefinition = Required<Pick<CollectionDefinition, 'language' | 'dynamic' | 'fields' | 'vectors' | 'display' | 'ranking'>> &
  Pick<CollectionDefinition, 'template' | 'currency' | 'understanding'>

export const semanticStatus = z.object({
  state: z.enum(['none', 'learning', 'ready', 'stale']),
  model: z.string().nullable(),
  pendingVectors: z.number().int(),
  unlearntChanges: z
    .number()
    .int()
    .describe('Documents written or removed since those that the served model was learnt from were chosen; 0 once they are learnt as well'),
  vectors: z
    .array(z.object({ name: z.string(), vectors: z.number().int() }))
    .optional()
    .describe('How many documents have each vector, when one collection is read; 0 where no document has text for it'),
})

/** The collection's own words, gathered for spelling, intent and suggestions. */
export const lexiconStatus = z.object({ state: z.enum(['none', 'ready', 'stale']), documents: z.number().int() })

export const collectionView = collectionDefinition
  .extend({
    name: z.string(),
    dataVersion: z.number().int(),
    configVersion: z.number().int(),
    documents: z.number().int(),
    semantic: semanticStatus,
    lexicon: lexiconStatus,
    job: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Collection' })
export type CollectionView = z.infer<typeof collectionView>
