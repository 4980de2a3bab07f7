import { type ImportResult, importResult } from '../../src/contracts/documents.ts'
import { ApiError, type Server, request } from '../lib/api.ts'
import { ImportError } from './errors.ts'
import { type FileFormat, MEDIA_TYPES } from './file-format.ts'

/** Answers that pass: the server is overloaded, restarting or behind a gateway that lost it. */
const PASSING = new Set([429, 502, 503, 504])
const PAUSES_MS = [500, 1000, 2000, 4000, 8000]

export type SendPorts = { pause(milliseconds: number): Promise<void>; say(line: string): void }

/**
 * Sends one chunk, again after a pause when the network or the server failed in passing: a document that was written already
 * comes back as unchanged. Throws ImportError when the server refuses or stays away.
 */
export async function sendChunk(server: Server, collection: string, format: FileFormat, body: Uint8Array, ports: SendPorts): Promise<ImportResult> {
  for (const [attempt, pause] of [...PAUSES_MS, undefined].entries()) {
    try {
      const response = await request(server, 'POST', `/v1/collections/${collection}/import`, { type: MEDIA_TYPES[format], body }, [422])
      return importResult.parse(await response.json())
    } catch (error) {
      const refused = error instanceof ApiError && !PASSING.has(error.status)
      if (refused) throw new ImportError(`The server refused: ${error.message}`)
      const reason = error instanceof ApiError ? `${error.status} ${error.message}` : describeNetwork(error)
      if (pause === undefined)
        throw new ImportError(`The server stayed away after ${attempt} more attempts (${reason}). Run the same command again to go on from here.`)
      const wait = error instanceof ApiError && error.retryAfter !== undefined ? Math.min(60_000, error.retryAfter * 1000) : pause
      ports.say(`  ${reason}: trying again in ${wait / 1000} s`)
      await ports.pause(wait)
    }
  }
  throw new ImportError('The server stayed away.')
}

/** fetch says "fetch failed" and keeps the reason in its cause. */
export function describeNetwork(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined
  return code ?? (cause instanceof Error ? cause.message : String(cause))
}
