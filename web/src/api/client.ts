import type { CollectionView } from '../../../src/contracts/collection.ts'
import type { Problem } from '../../../src/contracts/errors.ts'
import type { SearchRequest, SearchResponse } from '../../../src/contracts/search.ts'
import type { SuggestResponse } from '../../../src/contracts/suggest.ts'

/** `problem` is the server's own words; without one nothing readable came back (offline, a proxy, a crash). */
export type Failure = { status: number | null; problem: Problem | null }

export class RequestFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.problem?.title ?? `status ${failure.status ?? 'none'}`)
    this.name = 'RequestFailure'
    this.failure = failure
  }
}

export type PageSettings = { searchKey: string | null; version: string }
type FacetMatch = { value: string | number; count: number; highlighted: string }
export type SearchBody = Partial<SearchRequest>

const SUGGESTIONS = 8

type CallOptions = { key?: string; body?: unknown; signal?: AbortSignal; keepalive?: boolean }

export function fetchPageSettings(): Promise<PageSettings> {
  return callJson<PageSettings>('/page.json', {})
}

/** All collections, over as many pages as there are (bounded, so a broken cursor can't loop). */
export async function fetchCollections(key: string): Promise<CollectionView[]> {
  const items: CollectionView[] = []
  let cursor: string | null = null
  for (let page = 0; page < 20; page += 1) {
    const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
    const answer: { items: CollectionView[]; nextCursor: string | null } = await callJson(`/v1/collections${query}`, { key })
    items.push(...answer.items)
    cursor = answer.nextCursor
    if (cursor === null || cursor === undefined) break
  }
  return items
}

export function postSearch(key: string, collection: string, body: SearchBody, signal: AbortSignal): Promise<SearchResponse> {
  return callJson<SearchResponse>(`/v1/collections/${encodeURIComponent(collection)}/search`, { key, body, signal })
}

/** A search whose answer nobody waits for. It outlives the page, since a click on a hit may end it; a failure is a query not counted. */
export function tellFinished(key: string, collection: string, body: SearchBody): void {
  callJson(`/v1/collections/${encodeURIComponent(collection)}/search`, { key, body, keepalive: true }).catch(() => undefined)
}

/** Completions of `q`, or the popular queries for an empty one; `category` narrows them to a value of the category field. */
export function fetchSuggestions(
  key: string,
  collection: string,
  { q, category }: { q: string; category: string | null },
  signal: AbortSignal,
): Promise<SuggestResponse> {
  const query = new URLSearchParams({ q, limit: String(SUGGESTIONS) })
  if (category !== null) query.set('category', category)
  return callJson<SuggestResponse>(`/v1/collections/${encodeURIComponent(collection)}/suggest?${query}`, { key, signal })
}

/** Values of a facet that contain the text. Their counts are over the whole collection, not over a search, so they are left out. */
export async function postFacetSearch(key: string, collection: string, field: string, query: string, signal: AbortSignal): Promise<string[]> {
  const path = `/v1/collections/${encodeURIComponent(collection)}/facets/${encodeURIComponent(field)}/search`
  const answer = await callJson<{ values: FacetMatch[] }>(path, { key, body: { query }, signal })
  return answer.values.map(({ value }) => String(value))
}

/** What went wrong, whatever was thrown. */
export function readFailure(error: unknown): Failure {
  return error instanceof RequestFailure ? error.failure : { status: null, problem: null }
}

async function callJson<T>(path: string, { key, body, signal, keepalive }: CallOptions): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (key !== undefined) headers['authorization'] = `Bearer ${key}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  const init: RequestInit & { keepalive?: boolean } = { method: body === undefined ? 'GET' : 'POST', headers }
  if (body !== undefined) init.body = JSON.stringify(body)
  if (signal !== undefined) init.signal = signal
  if (keepalive !== undefined) init.keepalive = keepalive
  const response = await fetch(path, init)
  if (!response.ok) throw new RequestFailure({ status: response.status, problem: await readProblem(response) })
  return (await response.json()) as T
}

async function readProblem(response: Response): Promise<Problem | null> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null && 'title' in body && 'detail' in body ? (body as Problem) : null
  } catch {
    return null
  }
}
