// The small HTTP server in front of a peer: node bench/serve-engine.ts --engine NAME --faceted yes|no [--load FOLDER]
// POST /documents takes NDJSON, GET /search?q=&limit= answers. The first line on stdout is the port, written when ready.
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { readCorpus } from '../evals/sets.ts'
import { flattenDocument } from './catalogs.ts'
import type { CreateEngine } from './engines/engine.ts'

// The pipe ends with the process that started this one, however that ended.
process.stdin.resume().once('end', () => process.exit())

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { engine: text, faceted: text, load: text } })
const { createEngine } = (await import(`./engines/${values.engine}.ts`)) as { createEngine: CreateEngine }
const engine = await createEngine({ faceted: values.faceted === 'yes' })

if (values.load !== undefined) {
  const documents = []
  for await (const line of readCorpus(values.load)) documents.push(flattenDocument(line))
  await engine.add(documents)
}

const server = createServer((request, response) => {
  answer(request).then(
    (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))

async function answer(request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/search') return engine.search(url.searchParams.get('q') ?? '', Number(url.searchParams.get('limit') ?? 20))
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const lines = Buffer.concat(chunks).toString('utf8').split('\n')
  const documents = lines.filter((line) => line !== '').map(flattenDocument)
  await engine.add(documents)
  return { added: documents.length }
}
