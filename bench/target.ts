import type { SearchResponse } from '../src/contracts/search.ts'

export type Reply = {
  ok: boolean
  ids: string[]
  ms: number
  timings?: SearchResponse['timings']
  /** what the answer left out or where it came from, when that is not the ordinary case */
  notes?: string[]
}

/** One engine in one running process, as the measurement sees it. Times in milliseconds, memory in megabytes. */
export type Target = {
  /** loads the NDJSON lines; returns when the last document is found by a keyword query */
  load: (lines: readonly string[]) => Promise<void>
  /** waits for what is built in the background after loading */
  settle: () => Promise<void>
  ask: (query: string) => Promise<Reply>
  /** milliseconds of a request that does no search, the price of the transport; null when that is not measured */
  askNothing: (() => Promise<number>) | null
  peakMemory: () => number | null
  /** starts again from what is on disk; returns the milliseconds until the first query is answered */
  restart: (query: string) => Promise<number>
  stop: () => Promise<void>
}

export type StartTarget = (options: { folder: string; faceted: boolean; connections: number }) => Promise<Target>

export const PER_PAGE = 20
const FIND_MS = 120_000

/** NDJSON bodies of about 5 MB. */
export function* cutChunks(lines: readonly string[], characters = 5_000_000): Generator<string> {
  let chunk: string[] = []
  let size = 0
  for (const line of lines) {
    if (size > 0 && size + line.length > characters) {
      yield chunk.join('\n')
      chunk = []
      size = 0
    }
    chunk.push(line)
    size += line.length + 1
  }
  if (chunk.length > 0) yield chunk.join('\n')
}

/** Asks for the title of the last line until its document is among the first 20, two minutes at most. */
export async function waitUntilFound(lines: readonly string[], ask: Target['ask']): Promise<void> {
  const last = JSON.parse(lines.at(-1) ?? '{}') as { id?: unknown; title?: unknown }
  const deadline = performance.now() + FIND_MS
  while (!(await ask(String(last.title))).ids.includes(String(last.id))) {
    if (performance.now() > deadline) throw new Error(`document ${String(last.id)} was not found by its own title within ${FIND_MS / 1000} s`)
    await new Promise((wake) => setTimeout(wake, 50))
  }
}
