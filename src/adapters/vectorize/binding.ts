import { z } from 'zod'

/** The part of a Vectorize binding that the store uses. What comes back is parsed, so it is not believed here. */
export type VectorizeBinding = {
  query(vector: Float32Array, options: VectorizeQuery): Promise<unknown>
  upsert(vectors: VectorizeRecord[]): Promise<unknown>
  deleteByIds(ids: string[]): Promise<unknown>
  getByIds(ids: string[]): Promise<unknown>
  describe(): Promise<unknown>
}

export type VectorizeRecord = { id: string; values: Float32Array; namespace: string; metadata: Record<string, string | number> }

export type VectorizeQuery = {
  topK: number
  namespace: string
  returnValues: boolean
  returnMetadata: 'none' | 'indexed' | 'all'
  filter?: VectorizeVectorMetadataFilter
}

// developers.cloudflare.com/vectorize/platform/limits, and for ids a call what the API itself answers (code 40007,
// "too many ids in payload; max id count is 20" for getByIds, 100 for deleteByIds; github.com/wevm/vocs/pull/577).
export const VECTORS_AN_UPSERT = 1000
export const IDS_A_GET = 20
export const IDS_A_DELETE = 100
/** without values and metadata; 50 with either */
export const TOP_K = 100
/** a filter's compact JSON must be shorter */
export const FILTER_BYTES = 2048
/** of the 6 connections that may wait for headers, one is left to others */
export const CALLS_AT_ONCE = 5

export const mutationSchema = z.object({ mutationId: z.string() })
export const matchesSchema = z.object({ matches: z.array(z.object({ id: z.string(), score: z.number() })) })

/** The types say number, the API says UUID and ISO 8601 (null before the first mutation). */
export const stateSchema = z.object({
  processedUpToMutation: z.union([z.string(), z.number()]).nullish(),
  processedUpToDatetime: z.union([z.string(), z.number()]).nullish(),
})
