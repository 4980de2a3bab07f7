// npm run eval:anime -- --data DIR: what the many named vectors of the anime template bring, through the HTTP API.
// Exit codes: 0 measured, or no data to measure with; 2 wrong usage.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startMeridian } from '../../scripts/lib/start-miniflare.ts'
import type { CollectionDefinition } from '../../src/contracts/collection.ts'
import { ANIME_TEMPLATE } from '../../src/domain/catalog/anime-template.ts'
import { createCollection, importLines, putCollection, readCollection, waitUntilGathered, waitUntilSemantic } from '../api-client.ts'
import type { Server } from '../api-client.ts'
import { describeMachine } from '../machine.ts'
import { ALTERNATIVES, reorder } from './alternatives.ts'
import { readAnimeDocuments } from './documents.ts'
import type { AnimeDocument } from './documents.ts'
import { type JudgedQuery, judgeQueries, countLate, measureLatency, measureRun, readTraces, summarise } from './measure.ts'
import { type AnimeReport, type NamedQuality, formatAnimeReport } from './report.ts'

const USAGE = 'usage: npm run eval:anime -- [--data DIR] [--out FILE] [--rounds N]'
const TIMEOUT_SECONDS = 3600
const MANY = 'anime'
const ONE = 'anime-one'

/** The same fields under one vector, as every other template has it. */
function describeOne(): CollectionDefinition {
  const fields = (ANIME_TEMPLATE.vectors ?? []).flatMap((vector) => vector.fields).filter((name) => name !== 'image')
  return { template: 'anime', vectors: [{ name: 'content', fields: fields.slice(0, 32), weight: 1, priority: 'high' }] }
}

async function load(server: Server, name: string, definition: CollectionDefinition, documents: readonly AnimeDocument[]): Promise<number> {
  const started = performance.now()
  // a machine that takes long over an import would learn from the part that has arrived: vectors come when everything has
  await createCollection(server, name, { ...definition, vectors: [] })
  const { failed, firstFailure } = await importLines(
    server,
    name,
    documents.map((document) => JSON.stringify(document)),
  )
  if (failed > 0) throw new Error(`${failed} documents were refused; the first: ${firstFailure}`)
  await putCollection(server, name, definition)
  await waitUntilSemantic(server, name, TIMEOUT_SECONDS)
  await waitUntilGathered(server, name, TIMEOUT_SECONDS)
  const seconds = (performance.now() - started) / 1000
  console.error(`${name}: loaded in ${seconds.toFixed(0)} s`)
  return seconds
}

async function measure(
  server: Server,
  queries: readonly JudgedQuery[],
  filled: readonly string[],
): Promise<Pick<AnimeReport, 'wholes' | 'without' | 'alone' | 'alternatives'>> {
  const run = async (name: string, collection: string, request: Parameters<typeof measureRun>[2]['request']): Promise<NamedQuality> => {
    const quality = await measureRun(server, queries, { collection, request })
    console.error(`${name}: nDCG@10 ${quality.ndcg10.toFixed(4)}`)
    return { name, ...quality }
  }
  const wholes = [
    await run('keyword', MANY, { mode: 'keyword' }),
    await run('one vector, semantic', ONE, { mode: 'semantic' }),
    await run('all vectors, semantic', MANY, { mode: 'semantic' }),
    await run('one vector, hybrid', ONE, {}),
    await run('all vectors, hybrid', MANY, {}),
  ]
  const without: AnimeReport['without'] = []
  const alone: AnimeReport['alone'] = []
  for (const name of filled) {
    const request = { weights: { vectors: { [name]: 0 } } }
    without.push({
      name,
      hybrid: await run(`without ${name}`, MANY, request),
      semantic: await run(`without ${name}, semantic`, MANY, { mode: 'semantic', ...request }),
    })
    alone.push({
      name,
      hybrid: await run(`${name} alone`, MANY, { vectors: [name] }),
      semantic: await run(`${name} alone, semantic`, MANY, { mode: 'semantic', vectors: [name] }),
    })
  }
  const hybrid = await readTraces(server, queries, { collection: MANY, request: {} })
  const semantic = await readTraces(server, queries, { collection: MANY, request: { mode: 'semantic' } })
  const alternatives = Object.entries(ALTERNATIVES).map(([name, combine]) => ({
    name,
    hybrid: summarise(
      queries,
      hybrid.map((hits) => reorder(hits, combine)),
    ),
    semantic: summarise(
      queries,
      semantic.map((hits) => reorder(hits, combine)),
    ),
  }))
  return { wholes, without, alone, alternatives }
}

async function main(argv: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const
  const args = argv[0] === '--' ? argv.slice(1) : [...argv]
  const { values } = parseArgs({ args, options: { data: text, out: text, rounds: text } })
  const folder = join(values.data ?? '../shared/data', 'anime')
  if (!existsSync(join(folder, 'titles.jsonl.gz')))
    return console.log(`Nothing measured: the titles are not at ${resolve(folder)} (name another place with --data DIR).`)
  const machine = describeMachine()
  const { documents, withSecond, withCast } = await readAnimeDocuments(folder)
  const queries = judgeQueries(documents)
  const server = await startMeridian({ onLog: (level, message) => (level === 'error' ? console.error(message) : undefined) })
  try {
    const seconds = { many: await load(server, MANY, { template: 'anime' }, documents), one: await load(server, ONE, describeOne(), documents) }
    const counts = (await readCollection(server, MANY)).semantic.vectors ?? []
    const filled = counts.filter(({ vectors }) => vectors > 0).map(({ name }) => name)
    const measured = await measure(server, queries, filled)
    const latency = await measureLatency(
      server,
      queries,
      [
        { name: 'keyword', collection: MANY, request: { mode: 'keyword' } },
        { name: 'one vector', collection: ONE, request: {} },
        { name: 'thirteen vectors', collection: MANY, request: {} },
      ],
      Number(values.rounds ?? '3'),
    )
    const report: AnimeReport = {
      command: `npm run eval:anime -- ${args.join(' ')}`.replace(/ -- $/, ''),
      machine,
      date: new Date().toISOString().slice(0, 10),
      documents: documents.length,
      withSecond,
      withCast,
      queries: queries.length,
      seconds,
      counts,
      late: countLate(),
      latency,
      ...measured,
    }
    const document = formatAnimeReport(report)
    console.log(document)
    const file = values.out ?? resolve(import.meta.dirname, '../../docs/measurements/anime.md')
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, document)
    console.log(`Written to ${file}`)
  } finally {
    await server.dispose()
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) throw error
  console.error(`${error.message}\n${USAGE}`)
  process.exitCode = 2
}
