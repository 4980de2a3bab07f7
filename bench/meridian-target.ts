import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCollection, waitUntilGathered, waitUntilSemantic } from '../evals/api-client.ts'
import { describeCollection } from '../evals/schemas.ts'
import type { ImportResult } from '../src/contracts/documents.ts'
import type { SearchMode, SearchResponse } from '../src/contracts/search.ts'
import { startMeridian } from '../scripts/lib/start-miniflare.ts'
import { WORKER_FACETS } from './catalogs.ts'
import { openClient } from './http-load.ts'
import { findChildren, readPeakMemory } from './process-memory.ts'
import { PER_PAGE, cutChunks, waitUntilFound } from './target.ts'
import type { Reply, StartTarget } from './target.ts'

const COLLECTION = 'bench'
const BACKGROUND_SECONDS = 1800

/** This Worker under workerd, asked through its HTTP API. In keyword mode the collection has no vectors, so nothing is learnt. Measured when nothing works in the background any more. */
export function makeMeridian(mode: Exclude<SearchMode, 'semantic'>): StartTarget {
  return async ({ faceted, connections }) => {
    const persist = await mkdtemp(join(tmpdir(), 'meridian-bench-'))
    let server = await startMeridian({ persist, assets: false })
    let client = openClient(server.url, connections)
    const sendSearch = async (query: string, as: SearchMode): Promise<Reply> => {
      const body = JSON.stringify({
        q: query,
        mode: as,
        perPage: PER_PAGE,
        fields: ['title'],
        highlight: false,
        ...(faceted ? { facets: WORKER_FACETS } : {}),
      })
      const headers = { authorization: `Bearer ${server.searchKey}`, 'content-type': 'application/json' }
      return readReply(await client.send({ method: 'POST', path: `/v1/collections/${COLLECTION}/search`, headers, body }))
    }
    const stop = async () => {
      client.close()
      await server.dispose()
    }
    return {
      load: async (lines) => {
        await createCollection(
          server,
          COLLECTION,
          describeCollection(
            lines.values().map((line) => JSON.parse(line) as Record<string, unknown>),
            { semantic: mode !== 'keyword' },
          ),
        )
        for (const body of cutChunks(lines)) await importChunk(client, server.adminKey, body)
        await waitUntilFound(lines, (query) => sendSearch(query, 'keyword'))
      },
      settle: async () => {
        if (mode !== 'keyword') await waitUntilSemantic(server, COLLECTION, BACKGROUND_SECONDS)
        // gathering the words shares the one thread with the searches that are measured
        await waitUntilGathered(server, COLLECTION, BACKGROUND_SECONDS)
      },
      ask: (query) => sendSearch(query, mode),
      askNothing: async () => (await client.send({ method: 'GET', path: '/health' })).ms,
      peakMemory: () => sumPeaks(findChildren(process.pid, 'workerd')),
      restart: async (query) => {
        await stop()
        server = await startMeridian({ persist, assets: false })
        client = openClient(server.url, connections)
        const started = performance.now()
        await sendSearch(query, mode)
        // Bundling is a deployment's work, not a start's: only the runtime's own start counts.
        return server.startMs + (performance.now() - started)
      },
      stop: async () => {
        await stop()
        await rm(persist, { recursive: true, force: true })
      },
    }
  }
}

async function importChunk(client: ReturnType<typeof openClient>, adminKey: string, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/x-ndjson' }
  const { status, text } = await client.send({ method: 'POST', path: `/v1/collections/${COLLECTION}/import`, headers, body })
  if (status !== 200) throw new Error(`the import was answered ${status}: ${text.slice(0, 300)}`)
  const { failedTotal, failed } = JSON.parse(text) as ImportResult
  if (failedTotal > 0) throw new Error(`${failedTotal} documents were refused; the first: ${failed[0]?.code} ${failed[0]?.message}`)
}

function readReply({ status, text, ms }: { status: number; text: string; ms: number }): Reply {
  if (status !== 200) return { ok: false, ms, ids: [], notes: [`status ${status}`] }
  const response = JSON.parse(text) as SearchResponse
  const notes = [
    ...response.degraded.map((code) => `degraded: ${code}`),
    ...(response.cache === 'isolate' || response.cache === 'kv' ? [`from cache: ${response.cache}`] : []),
  ]
  return { ok: true, ms, ids: response.hits.map((hit) => hit.id), timings: response.timings, notes }
}

function sumPeaks(pids: readonly number[]): number | null {
  const peaks = pids.map(readPeakMemory).filter((peak) => peak !== null)
  return peaks.length === 0 ? null : peaks.reduce((sum, peak) => sum + peak, 0)
}
