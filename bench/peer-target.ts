import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Answer } from './engines/engine.ts'
import { openClient } from './http-load.ts'
import { readPeakMemory } from './process-memory.ts'
import { PER_PAGE, cutChunks, waitUntilFound } from './target.ts'
import type { StartTarget, Target } from './target.ts'

type Server = { child: ChildProcess; url: string }

/** A JavaScript engine behind its own small HTTP server, in its own process. */
export function makePeer(engine: string): StartTarget {
  return async ({ folder, faceted, connections }) => {
    const flags = ['--engine', engine, '--faceted', faceted ? 'yes' : 'no']
    let server = await startServer(flags)
    let client = openClient(server.url, connections)
    const ask: Target['ask'] = async (query) => {
      const { status, text, ms } = await client.send({ method: 'GET', path: `/search?limit=${PER_PAGE}&q=${encodeURIComponent(query)}` })
      return { ok: status === 200, ms, ids: status === 200 ? (JSON.parse(text) as Answer).hits.map((hit) => hit.id) : [] }
    }
    const stop = async () => {
      client.close()
      await stopServer(server)
    }
    return {
      load: async (lines) => {
        for (const body of cutChunks(lines)) {
          const { status, text } = await client.send({ method: 'POST', path: '/documents', body })
          if (status !== 200) throw new Error(`${engine} refused documents: ${status} ${text.slice(0, 200)}`)
        }
        await waitUntilFound(lines, ask)
      },
      settle: () => Promise.resolve(),
      ask,
      askNothing: null,
      peakMemory: () => (server.child.pid === undefined ? null : readPeakMemory(server.child.pid)),
      restart: async (query) => {
        await stop()
        const started = performance.now()
        server = await startServer([...flags, '--load', folder])
        client = openClient(server.url, connections)
        await ask(query)
        return performance.now() - started
      },
      stop,
    }
  }
}

/** Starts a server and waits for the port it writes. */
async function startServer(flags: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve-engine.ts'), ...flags], { stdio: ['pipe', 'pipe', 'inherit'] })
  const port = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the server of ${flags[1]} ended with code ${code} before it was ready`)))
  })
  return { child, url: `http://127.0.0.1:${port}` }
}

async function stopServer({ child }: Server): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}
