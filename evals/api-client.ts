import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CollectionDefinition, CollectionView } from '../src/contracts/collection.ts'
import type { ImportResult } from '../src/contracts/documents.ts'
import type { Problem } from '../src/contracts/errors.ts'
import type { SearchRequest, SearchResponse } from '../src/contracts/search.ts'

export type Server = { url: string; adminKey: string }

export class ApiError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
  }
}

/** Longer than any import of 5 MB may take: past it the server counts as hung. */
const SILENCE_MS = 180_000

/** Sends a request with the admin key; throws ApiError with the problem's own words on any status but 2xx. */
async function call(server: Server, method: string, path: string, body?: { type: string; text: string }): Promise<Response> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${server.adminKey}`, ...(body ? { 'content-type': body.type } : {}) },
    ...(body ? { body: body.text } : {}),
    signal: AbortSignal.timeout(SILENCE_MS),
  })
  if (response.ok) return response
  const text = await response.text()
  throw new ApiError(response.status, `${method} ${path}: ${response.status} ${readProblem(text)}`)
}

function readProblem(text: string): string {
  try {
    const { code, detail } = JSON.parse(text) as Partial<Problem>
    if (code) return `${code}: ${detail}`
  } catch {
    // not a problem document: its text says what there is to say
  }
  return text.slice(0, 300)
}

/** Creates the collection from nothing: one of the same name is deleted first. */
export async function createCollection(server: Server, name: string, definition: CollectionDefinition): Promise<void> {
  await deleteCollection(server, name)
  await putCollection(server, name, definition)
}

export async function putCollection(server: Server, name: string, definition: CollectionDefinition): Promise<void> {
  await call(server, 'PUT', `/v1/collections/${name}`, { type: 'application/json', text: JSON.stringify(definition) })
}

/** Deletes the collection if it is there and waits (2 min at most) until the server no longer shows it. */
export async function deleteCollection(server: Server, name: string): Promise<void> {
  const deadline = Date.now() + 120_000
  for (;;) {
    try {
      await call(server, 'DELETE', `/v1/collections/${name}`)
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return
      if (!(error instanceof ApiError && error.status === 409) || Date.now() > deadline) throw error
    }
    if (Date.now() > deadline) throw new Error(`collection ${name} is still there two minutes after its deletion`)
    await new Promise((wake) => setTimeout(wake, 200))
  }
}

const CHUNK_CHARACTERS = 5_000_000

export type Imported = { taken: number; failed: number; firstFailure: string | undefined }

/** Imports NDJSON lines in chunks of about 5 MB. */
export async function importLines(server: Server, name: string, lines: AsyncIterable<string> | Iterable<string>): Promise<Imported> {
  const imported: Imported = { taken: 0, failed: 0, firstFailure: undefined }
  let chunk: string[] = []
  let size = 0
  const send = async () => {
    const response = await call(server, 'POST', `/v1/collections/${name}/import`, { type: 'application/x-ndjson', text: `${chunk.join('\n')}\n` })
    const result = (await response.json()) as ImportResult
    const failure = result.failed[0]
    imported.taken += result.imported + result.unchanged
    imported.failed += result.failedTotal
    if (failure) imported.firstFailure ??= `${failure.id ?? `line ${failure.line}`} ${failure.code}: ${failure.message}`
    chunk = []
    size = 0
  }
  for await (const line of lines) {
    if (size > 0 && size + line.length > CHUNK_CHARACTERS) await send()
    chunk.push(line)
    size += line.length + 1
  }
  if (chunk.length > 0) await send()
  return imported
}

export async function readCollection(server: Server, name: string): Promise<CollectionView> {
  return (await (await call(server, 'GET', `/v1/collections/${name}`)).json()) as CollectionView
}

/**
 * Polls until semantic search is complete: the model learnt from the collection as it is, and no vector pending. A model that was begun while
 * documents still came is learnt again by itself once writes have been quiet. Returns the seconds waited.
 */
export async function waitUntilSemantic(server: Server, name: string, timeoutSeconds: number, onWait?: (state: string) => void): Promise<number> {
  const started = performance.now()
  for (;;) {
    const { state, pendingVectors, unlearntChanges } = (await readCollection(server, name)).semantic
    const seconds = (performance.now() - started) / 1000
    if (state === 'ready' && pendingVectors === 0 && unlearntChanges === 0) return seconds
    if (seconds > timeoutSeconds)
      throw new Error(
        `semantic search over ${name} was still "${state}" with ${pendingVectors} vectors pending and ${unlearntChanges} changes not learnt after ${timeoutSeconds} s`,
      )
    onWait?.(`${state}, ${pendingVectors} vectors pending, ${unlearntChanges} changes not learnt`)
    await new Promise((wake) => setTimeout(wake, 500))
  }
}

/** Gives the collection the abbreviations of the product samples. */
export async function putAbbreviations(server: Server, name: string): Promise<void> {
  const text = await readFile(join(import.meta.dirname, '../samples/abbreviations/english.json'), 'utf8')
  await call(server, 'PUT', `/v1/collections/${name}/abbreviations`, { type: 'application/json', text })
}

/** Polls until the collection's words are gathered as they are now. Returns the seconds waited. */
export async function waitUntilGathered(server: Server, name: string, timeoutSeconds: number, onWait?: (state: string) => void): Promise<number> {
  const started = performance.now()
  for (;;) {
    const { state } = (await readCollection(server, name)).lexicon
    const seconds = (performance.now() - started) / 1000
    if (state === 'ready') return seconds
    if (seconds > timeoutSeconds) throw new Error(`the words of ${name} were still "${state}" after ${timeoutSeconds} s`)
    onWait?.(`words ${state}`)
    await new Promise((wake) => setTimeout(wake, 500))
  }
}

export async function search(server: Server, name: string, request: Partial<SearchRequest>): Promise<SearchResponse> {
  const answer = await call(server, 'POST', `/v1/collections/${name}/search`, { type: 'application/json', text: JSON.stringify(request) })
  return (await answer.json()) as SearchResponse
}
