import type { SearchRequest, SearchResponse } from '../../src/contracts/search.ts'
import { search } from '../api-client.ts'
import type { Server } from '../api-client.ts'
import { type Judgments, computeMean, computeNdcg, computeRecall, computeReciprocalRank } from '../metrics.ts'
import { runConcurrently } from '../run-concurrently.ts'
import type { AnimeDocument } from './documents.ts'
import { ANIME_QUERIES, type AnimeQuery, QUERY_KINDS, type QueryKind } from './queries.ts'

/** A query with the ids of its titles, each worth the same. */
export type JudgedQuery = AnimeQuery & { judgments: Judgments }
export type Quality = {
  ndcg10: number
  recall10: number
  mrr: number
  byKind: Readonly<Record<QueryKind, number>>
  /** nDCG@10 of each query, in their order */
  each: readonly number[]
}
export type Run = { collection: string; request: Partial<SearchRequest> }

const CONCURRENCY = 2
const PER_PAGE = 250

/** Throws for a title that no document, or more than one, has: the judgments would be other ones than were written. */
export function judgeQueries(documents: readonly AnimeDocument[]): JudgedQuery[] {
  return ANIME_QUERIES.map((query) => {
    const ids = query.titles.map((title) => {
      const found = documents.filter((document) => document.title === title)
      if (found.length !== 1) throw new Error(`"${query.q}" expects "${title}", which ${found.length} documents are called`)
      return found[0]?.id ?? ''
    })
    return { ...query, judgments: new Map(ids.map((id) => [id, 1])) }
  })
}

/** A busy machine answers some searches without their vectors; they are asked again, as other requests, since answers are kept. */
const ATTEMPTS = 10
let late = 0

async function searchWhole(server: Server, collection: string, request: Partial<SearchRequest>): Promise<SearchResponse> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer = await search(server, collection, { ...request, facetLimit: 20 + attempt })
    if (answer.degraded.length === 0) return answer
    late += 1
  }
  throw new Error(`"${request.q}" was answered in part ${ATTEMPTS} times`)
}

/** How many searches were asked again. */
export function countLate(): number {
  return late
}

export async function measureRun(server: Server, queries: readonly JudgedQuery[], { collection, request }: Run): Promise<Quality> {
  const ranked = await runConcurrently(queries, CONCURRENCY, async ({ q }) => {
    const { hits } = await searchWhole(server, collection, { q, perPage: 10, fields: ['title'], highlight: false, ...request })
    return hits.map(({ id }) => id)
  })
  return summarise(queries, ranked)
}

export function summarise(queries: readonly JudgedQuery[], ranked: readonly (readonly string[])[]): Quality {
  const scored = queries.map(({ kind, judgments }, at) => {
    const list = ranked[at] ?? []
    return {
      kind,
      ndcg: computeNdcg(list, judgments),
      recall: computeRecall(list, judgments, 10),
      rr: computeReciprocalRank(list.slice(0, 10), judgments),
    }
  })
  const ofKind = (kind: QueryKind): number => computeMean(scored.filter((query) => query.kind === kind).map(({ ndcg }) => ndcg))
  return {
    ndcg10: computeMean(scored.map(({ ndcg }) => ndcg)),
    recall10: computeMean(scored.map(({ recall }) => recall)),
    mrr: computeMean(scored.map(({ rr }) => rr)),
    each: scored.map(({ ndcg }) => ndcg),
    byKind: Object.fromEntries(QUERY_KINDS.map((kind) => [kind, ofKind(kind)])) as Quality['byKind'],
  }
}

/** By how much the first is better in nDCG@10, query by query, and the standard error of that mean. */
export function compareQualities(better: Quality, other: Quality): { difference: number; error: number } {
  const differences = better.each.map((ndcg, at) => ndcg - (other.each[at] ?? 0))
  const difference = computeMean(differences)
  const variance = computeMean(differences.map((value) => (value - difference) ** 2))
  return { difference, error: Math.sqrt(variance / Math.max(1, differences.length - 1)) }
}

/** Every ranked hit of each query with its trace. */
export async function readTraces(server: Server, queries: readonly JudgedQuery[], { collection, request }: Run): Promise<SearchResponse['hits'][]> {
  return runConcurrently(queries, CONCURRENCY, async ({ q }) => {
    const hits: SearchResponse['hits'] = []
    for (let page = 1; page * PER_PAGE <= 1000; page += 1) {
      const answer = await searchWhole(server, collection, {
        q,
        page,
        perPage: PER_PAGE,
        fields: ['title'],
        highlight: false,
        explain: true,
        ...request,
      })
      hits.push(...answer.hits)
      if (answer.hits.length < PER_PAGE) break
    }
    return hits
  })
}

export type Latency = { name: string; times: number[] }

/** Each run asked every query `rounds` times, in turns so that a busy moment falls on all of them; milliseconds on the caller's clock. */
export async function measureLatency(
  server: Server,
  queries: readonly JudgedQuery[],
  runs: readonly (Run & { name: string })[],
  rounds: number,
): Promise<Latency[]> {
  const latencies = runs.map(({ name }): Latency => ({ name, times: [] }))
  for (let round = 0; round < rounds; round += 1)
    for (const { q } of queries)
      for (const [at, { collection, request }] of runs.entries()) {
        const started = performance.now()
        // a limit of facets that nobody asks for: another request to the cache, the same work to the search
        await search(server, collection, { q, perPage: 10, fields: ['title'], highlight: false, facetLimit: 21 + round, ...request })
        latencies[at]?.times.push(performance.now() - started)
      }
  return latencies
}
