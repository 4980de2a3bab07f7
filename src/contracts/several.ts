import { z } from 'zod'
import { degradedCode, searchHit, searchRequest, searchResponse, timings } from './search.ts'

/** Wire shapes of several searches in one request, listed or federated, and of similar documents. */
export const MAX_SEARCHES = 20
export const MAX_SIMILAR = 100
export const MAX_GIVEN_DOCUMENTS = 50

export const searchItem = searchRequest
  .extend({
    collection: z.string().describe('Name of a collection or alias'),
    weight: z.number().positive().max(10).optional().describe('What a place in this list counts in the federated one; 1 unless given'),
    page: z.number().int().min(1).optional(),
    perPage: searchRequest.shape.perPage.unwrap().optional(),
  })
  .meta({ id: 'SearchItem' })
export type SearchItem = z.infer<typeof searchItem>

export const federation = z.strictObject({
  page: z.number().int().min(1).default(1),
  perPage: searchRequest.shape.perPage,
  resultSetId: z.string().max(4000).optional().describe('That of page 1: later pages are then slices of the same list'),
})

/** Members of a search that the federation decides for all of them. */
const FEDERATED_MEMBERS = ['page', 'perPage', 'resultSetId'] as const

export const severalRequest = z
  .strictObject({ searches: z.array(searchItem).min(1).max(MAX_SEARCHES), federate: federation.optional() })
  .superRefine(({ searches, federate }, check) => {
    searches.forEach((search, index) => {
      const refuse = (member: string, message: string): void =>
        check.addIssue({ code: 'custom', path: ['searches', index, member], message, input: search })
      if (federate === undefined && search.weight !== undefined) refuse('weight', 'weighs a search in a federated list; send federate with it')
      if (federate !== undefined && search.group !== undefined && search.group !== false)
        refuse('group', 'a federated list has no groups: leave group out, or send the searches without federate')
      for (const member of FEDERATED_MEMBERS)
        if (federate !== undefined && search[member] !== undefined) refuse(member, `belongs into federate: the list has one ${member}`)
    })
  })
  .meta({ id: 'SeveralRequest' })
export type SeveralRequest = z.infer<typeof severalRequest>

export const contribution = z.object({
  search: z.number().int().describe('position of the search'),
  rank: z.number().int().describe('place in the list of that search'),
  weight: z.number(),
  contribution: z.number().describe('weight / (60 + rank)'),
})

export const federatedHit = searchHit
  .extend({
    collection: z.string(),
    search: z.number().int().describe('the search that contributes most: rank, highlights and trace are those of its own list'),
    score: z.number().describe('the sum of the contributions'),
    federated: z.object({
      rank: z.number().int(),
      ownScore: z.number().describe("the score in its own list, which a trace's contributions add up to"),
      contributions: z.array(contribution),
    }),
  })
  .meta({ id: 'FederatedHit' })
export type FederatedHit = z.infer<typeof federatedHit>

export const federatedSearch = searchResponse.omit({ hits: true, page: true, perPage: true }).meta({ id: 'FederatedSearch' })
export type FederatedSearch = z.infer<typeof federatedSearch>

export const federatedResponse = z
  .object({
    queryId: z.string(),
    resultSetId: z.string(),
    resultSet: searchResponse.shape.resultSet,
    hits: z.array(federatedHit),
    total: z.number().int(),
    exhaustive: searchResponse.shape.exhaustive,
    page: z.number().int(),
    perPage: z.number().int(),
    degraded: z.array(degradedCode),
    results: z.array(federatedSearch),
    timings,
  })
  .meta({ id: 'FederatedResponse' })
export type FederatedResponse = z.infer<typeof federatedResponse>

const vectorChoice = z
  .union([z.array(z.string()).min(1).max(16), z.record(z.string(), z.number().min(0).max(10))])
  .describe('Vectors that take part: names, or names with weights; all of the collection with their weights unless given')

const similarOptions = {
  vectors: vectorChoice.optional(),
  filter: z.string().max(20_000).optional(),
  limit: z.number().int().min(1).max(MAX_SIMILAR).default(10),
  fields: z.array(z.string()).max(256).optional(),
  explain: z.boolean().default(false),
}
export const similarOptionsRequest = z.strictObject(similarOptions)

const givenIds = z.array(z.string().min(1).max(128)).max(MAX_GIVEN_DOCUMENTS).default([])
export const similarRequest = z
  .strictObject({ like: givenIds, unlike: givenIds, text: z.string().max(20_000).default(''), ...similarOptions })
  .superRefine(({ like, unlike, text }, check) => {
    if (like.length === 0 && text.trim() === '')
      check.addIssue({ code: 'custom', path: ['like'], message: 'give documents that are liked, or a text', input: like })
    const liked = new Set(like)
    unlike.forEach((id, index) => {
      if (liked.has(id)) check.addIssue({ code: 'custom', path: ['unlike', index], message: 'is among the liked documents too', input: id })
    })
  })
  .meta({ id: 'SimilarRequest' })
export type SimilarRequest = z.infer<typeof similarRequest>

export const similarResponse = z
  .object({
    queryId: z.string(),
    collection: z.string(),
    hits: z.array(searchHit),
    degraded: z.array(degradedCode),
    exhaustive: z.object({ semantic: z.boolean() }),
    timings,
  })
  .meta({ id: 'SimilarResponse' })
export type SimilarResponse = z.infer<typeof similarResponse>
