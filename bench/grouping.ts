// What grouping by brand and diversity cost beside the same searches without them: icecat through the Worker under Miniflare.
// Run: npm run bench:grouping -- [--data ../shared/data] [--queries N] [--modes keyword,hybrid]. Writes docs/measurements/grouping.md.
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createCollection, importLines, search, waitUntilSemantic } from '../evals/api-client.ts'
import { formatTable } from '../evals/format-table.ts'
import { describeMachine } from '../evals/machine.ts'
import { computePercentile } from '../evals/metrics.ts'
import { describeCollection } from '../evals/schemas.ts'
import { readCorpus, readSet, sampleValues } from '../evals/sets.ts'
import { startMeridian } from '../scripts/lib/start-miniflare.ts'
import type { SearchMode, SearchRequest } from '../src/contracts/search.ts'

const COLLECTION = 'bench'
const SEMANTIC_SECONDS = 1800
/** Browsing has one query: it is asked this often. */
const BROWSED = 15
const OUT = resolve(import.meta.dirname, '../docs/measurements/grouping.md')
const GROUP = { field: 'supplier', size: 3 }

type Variant = { name: string; members: Partial<SearchRequest> }
const VARIANTS: readonly Variant[] = [
  { name: 'plain', members: {} },
  { name: 'group, size 1', members: { group: { ...GROUP, size: 1 } } },
  { name: 'group, size 3', members: { group: GROUP } },
  { name: 'group, size 10', members: { group: { ...GROUP, size: 10 } } },
  { name: 'cap 2 in 20', members: { diversity: { field: 'supplier', cap: 2, window: 20 } } },
  { name: 'MMR over 50', members: { diversity: { mmr: { lambda: 0.7, window: 50 } } } },
]

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    queries: { type: 'string', default: '150' },
    modes: { type: 'string', default: 'keyword,hybrid' },
  },
})
if (!existsSync(join(options.data, 'icecat'))) {
  console.log(`Nothing measured: icecat is not in ${resolve(options.data)} (name another place with --data DIR).`)
  process.exit(0)
}
let asks = 0
const set = await readSet(options.data, 'icecat')
const lines: string[] = []
for await (const line of readCorpus(set.folder)) lines.push(line)
const queries = sampleValues(set.queries, Number(options.queries)).map(({ text }) => text)
const modes = options.modes.split(',') as SearchMode[]
const server = await startMeridian({ assets: false })
try {
  const bodies = lines.values().map((line) => JSON.parse(line) as Record<string, unknown>)
  await createCollection(server, COLLECTION, describeCollection(bodies, { semantic: modes.includes('hybrid') }))
  await importLines(server, COLLECTION, lines)
  if (modes.includes('hybrid')) await waitUntilSemantic(server, COLLECTION, SEMANTIC_SECONDS, (state) => console.log(state))
  const parts = [
    '# Cost of groups and of diversity',
    `Written by \`npm run bench:grouping\` on ${new Date().toISOString().slice(0, 10)}. Machine: ${describeMachine()}. icecat (${lines.length} products, grouped by \`supplier\`), ${queries.length} queries one after the other through HTTP under Miniflare, 20 hits of one page, every result set computed anew; the variants of a query run in turn. \`D1 ms\` is what the Worker waits for its statements, in milliseconds like the rest; \`beside plain\` is the median of each query's own quotient of whole times.`,
  ]
  for (const mode of modes) parts.push(`## ${mode}`, await measure(mode, queries))
  parts.push('## Browsing the whole collection', await measure('keyword', Array<string>(BROWSED).fill('')))
  console.log(parts.join('\n\n'))
  await writeFile(OUT, `${parts.join('\n\n')}\n`)
} finally {
  await server.dispose()
}

type Measured = { ms: number; d1Ms: number; rowsRead: number; hits: number }

async function measure(mode: SearchMode, asked: readonly string[]): Promise<string> {
  const measured = new Map(VARIANTS.map(({ name }) => [name, [] as Measured[]]))
  // an isolate's first searches compile code and open the model
  for (const query of asked.slice(0, 5)) for (const { members } of VARIANTS) await ask(query, mode, members)
  for (const [at, query] of asked.entries()) {
    const turned = [...VARIANTS.slice(at % VARIANTS.length), ...VARIANTS.slice(0, at % VARIANTS.length)]
    for (const { name, members } of turned) measured.get(name)?.push(await ask(query, mode, members))
  }
  const plain = measured.get('plain') ?? []
  const rows = [...measured].map(([name, runs]) => {
    const of = (read: (run: Measured) => number, share: number): string => computePercentile(runs.map(read), share).toFixed(1)
    const quotients = runs.map(({ ms }, at) => ms / (plain[at]?.ms ?? ms))
    return [
      name,
      of(({ ms }) => ms, 0.5),
      of(({ ms }) => ms, 0.95),
      of(({ d1Ms }) => d1Ms, 0.5),
      of(({ d1Ms }) => d1Ms, 0.95),
      computePercentile(quotients, 0.5).toFixed(2),
      of(({ rowsRead }) => rowsRead, 0.5),
      of(({ hits }) => hits, 0.5),
    ]
  })
  return formatTable(['search', 'p50', 'p95', 'D1 p50', 'D1 p95', 'beside plain', 'rows read p50', 'total p50'], rows)
}

/** A session of its own makes another request of it, so that no result set kept before can answer. */
async function ask(q: string, mode: SearchMode, members: Partial<SearchRequest>): Promise<Measured> {
  const session = String(asks++)
  const started = performance.now()
  const { timings, total, cache } = await search(server, COLLECTION, { q, mode, fields: ['title'], highlight: false, session, ...members })
  const ms = performance.now() - started
  if (cache !== 'miss') throw new Error(`a search was answered from the cache: ${cache}`)
  return { ms, d1Ms: timings.d1Ms ?? 0, rowsRead: timings.rowsRead, hits: total }
}
