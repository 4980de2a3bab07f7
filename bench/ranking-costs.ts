// What each part of ranking costs beside the same search without it, through the Worker under Miniflare.
// Part of npm run bench; alone: npm run bench:ranking -- [--data ../shared/data] [--documents N] [--queries N].
// Writes docs/measurements/ranking-costs.md; over other documents or queries than unless given, ranking-costs-partial.md.
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createCollection, importLines, readCollection, search, waitUntilGathered, waitUntilSemantic } from '../evals/api-client.ts'
import { formatTable } from '../evals/format-table.ts'
import { describeMachine } from '../evals/machine.ts'
import { computePercentile } from '../evals/metrics.ts'
import { readCount } from '../evals/options.ts'
import { request } from '../scripts/lib/api.ts'
import { startMeridian } from '../scripts/lib/start-miniflare.ts'
import { MAX_RULES, type RulesPublished } from '../src/contracts/rules.ts'
import type { SearchRequest, SearchResponse } from '../src/contracts/search.ts'
import type { FederatedResponse } from '../src/contracts/several.ts'
import { FIRING, VECTORS, makeRankingRules, openRankingCatalog, withVectors } from './ranking-catalog.ts'
import { planWorkload } from './workload.ts'

const DOCUMENTS = '3000'
const QUERIES = '60'
const WARM_UP = 5
const SEARCHES = 5
const PATIENCE_SECONDS = 900
/** A search that missed its deadline is asked again: half of the work is not its price. */
const TRIES = 5
const MEASUREMENTS = resolve(import.meta.dirname, '../docs/measurements')

const text = { type: 'string' } as const
const { values: options } = parseArgs({
  options: { data: { ...text, default: '../shared/data' }, documents: { ...text, default: DOCUMENTS }, queries: { ...text, default: QUERIES } },
})
const count = readCount('queries', options.queries)
const machine = describeMachine()
const catalog = await openRankingCatalog(options.data, readCount('documents', options.documents))
const workload = planWorkload({ queries: [] }, catalog.titles, { warmUp: WARM_UP, latency: count, throughput: 0 })
const queries = [...workload.warmUp, ...workload.latency.map((query) => query.text)]
let asks = 0
let late = 0
const server = await startMeridian({ assets: false })
try {
  await load('plain', false)
  await load('many', true)
  await load('ruled', false)
  await publishRules('ruled')
  await load('profiled', false)
  await serveProfile('profiled')
  const rows = await measure()
  const parts = [
    '# What the parts of ranking cost',
    `Written by \`npm run bench:ranking\` on ${new Date().toISOString().slice(0, 10)}. Machine: ${machine}. ${catalog.lines.length} documents of ${catalog.name}, ${count} hybrid searches for words of their titles, one after the other through HTTP under Miniflare, 20 hits, every result set computed anew. Each search is asked with and without the part in turn, first one and then the other in front. Milliseconds; \`ratio\` is the median of each query's own quotient.`,
    formatTable(['with', 'beside', 'p50', 'p95', 'beside p50', 'beside p95', 'ratio'], rows),
    `${catalog.texts.length} texts fill the one vector and the thirteen. Rules are matched by words, phrases and expressions of titles; the one that fires pins three, hides one and boosts. A federated list is measured beside its first search alone. Reranking is not measured: its model runs in an account only. ${late} searches were not answered whole within their deadline and were asked again.`,
  ]
  console.log(parts.join('\n\n'))
  const complete = catalog.name === 'icecat' && options.documents === DOCUMENTS && options.queries === QUERIES
  const out = resolve(MEASUREMENTS, `ranking-costs${complete ? '' : '-partial'}.md`)
  await writeFile(out, `${parts.join('\n\n')}\n`)
  console.log(`\nWritten to ${out}`)
} finally {
  await server.dispose()
}

async function load(name: string, many: boolean): Promise<void> {
  const started = performance.now()
  await createCollection(server, name, withVectors(catalog, many))
  const { failed, firstFailure } = await importLines(server, name, catalog.lines)
  if (failed > 0) throw new Error(`${failed} documents were refused; the first: ${firstFailure}`)
  await waitUntilSemantic(server, name, PATIENCE_SECONDS)
  await waitUntilGathered(server, name, PATIENCE_SECONDS)
  const { semantic } = await readCollection(server, name)
  const filled = (semantic.vectors ?? []).filter(({ vectors }) => vectors > 0).length
  if (filled !== (many ? VECTORS : 1)) throw new Error(`${name} has ${filled} vectors with documents`)
  report(`${name}: loaded`, started)
}

async function publishRules(name: string): Promise<void> {
  const started = performance.now()
  for (const [at, rule] of makeRankingRules(catalog).entries()) await send('PUT', `/v1/collections/${name}/rules/r${at}`, rule)
  const { rules } = (await (await send('POST', `/v1/collections/${name}/rules/publish`)).json()) as RulesPublished
  if (rules !== MAX_RULES) throw new Error(`${rules} rules are live`)
  report(`${name}: rules published`, started)
}

async function serveProfile(name: string): Promise<void> {
  await send('PUT', `/v1/collections/${name}/ranking/profiles/three`, catalog.profile)
  await send('POST', `/v1/collections/${name}/ranking/promote`, { name: 'three' })
  const { hits } = await search(server, name, makeRequest(0, { explain: true }))
  const scored = new Set(hits[0]?.trace?.features.filter(({ weight }) => weight > 0).map((feature) => feature.name))
  for (const feature of Object.keys(catalog.profile.features ?? {})) if (!scored.has(feature)) throw new Error(`${feature} is not in the score`)
}

/** Asks the query at this place; true when the answer is whole. */
type Ask = (at: number) => Promise<boolean>

async function measure(): Promise<string[][]> {
  const plain = askOne('plain')
  const cases: [string, string, Ask, Ask][] = [
    ['explain', 'no explain', askOne('plain', { explain: true }, ({ hits }) => hits.every(({ trace }) => trace !== undefined)), plain],
    ['1,000 rules, none fires', 'no rules', askOne('ruled', {}, ({ appliedRules }) => appliedRules.length === 0), plain],
    ['1,000 rules, one fires', 'no rules', askOne('ruled', { segments: [FIRING] }, ({ appliedRules }) => appliedRules.length === 1), plain],
    [
      'groups of 3',
      'no groups',
      askOne('plain', { group: { field: catalog.brand, size: 3 } }, ({ hits }) => hits.every(({ group }) => group !== undefined)),
      plain,
    ],
    ['13 vectors', 'one vector', askOne('many'), plain],
    [`federation of ${SEARCHES}`, 'one search', askFederated, plain],
    ['profile with three features', 'default profile', askOne('profiled'), plain],
  ]
  const rows: string[][] = []
  for (const [name, beside, ask, counterpart] of cases) {
    const started = performance.now()
    const [own, other]: [number[], number[]] = [[], []]
    for (let at = 0; at < queries.length; at += 1) {
      const first = at % 2 === 0 ? [own, other] : [other, own]
      for (const times of first) times.push(await time(times === own ? ask : counterpart, at))
    }
    // an isolate's first searches compile code and open the model
    const [counted, base] = [own.slice(WARM_UP), other.slice(WARM_UP)]
    const quotients = counted.map((ms, at) => ms / (base[at] ?? ms))
    const figures = [counted, base].flatMap((times) => [0.5, 0.95].map((share) => computePercentile(times, share).toFixed(1)))
    rows.push([name, beside, ...figures, computePercentile(quotients, 0.5).toFixed(2)])
    report(name, started)
  }
  return rows
}

/** Milliseconds of the first whole answer. */
async function time(ask: Ask, at: number): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const started = performance.now()
    const whole = await ask(at)
    if (whole) return performance.now() - started
    late += 1
  }
  throw new Error(`no whole answer to a search within ${TRIES} tries`)
}

/** A session of its own makes another request of it, so that no result set kept before can answer. */
function makeRequest(at: number, members: Partial<SearchRequest> = {}): Partial<SearchRequest> {
  const session = String(asks++)
  return { q: queries[at % queries.length] ?? '', fields: ['title'], highlight: false, session, ...members }
}

/** `shows` tells whether an answer has the part in it: what did not happen costs nothing. */
function askOne(collection: string, members: Partial<SearchRequest> = {}, shows: (answer: SearchResponse) => boolean = () => true): Ask {
  return async (at) => {
    const answer = await search(server, collection, makeRequest(at, members))
    if (!shows(answer)) throw new Error(`an answer of ${collection} to ${JSON.stringify(members)} is not what is to be measured`)
    return isWhole(answer)
  }
}

async function askFederated(at: number): Promise<boolean> {
  const searches = Array.from({ length: SEARCHES }, (_unused, more) => ({ collection: 'plain', ...makeRequest(at + more) }))
  const { results } = (await (await send('POST', '/v1/search', { searches, federate: {} })).json()) as FederatedResponse
  return results.every(isWhole)
}

function isWhole({ cache, degraded }: Pick<SearchResponse, 'cache' | 'degraded'>): boolean {
  if (cache !== 'miss') throw new Error(`a search was answered from the cache: ${cache}`)
  return degraded.length === 0
}

function send(method: string, path: string, body?: unknown): Promise<Response> {
  return request(
    server,
    method,
    path,
    body === undefined ? undefined : { type: 'application/json', body: new TextEncoder().encode(JSON.stringify(body)) },
  )
}

function report(what: string, started: number): void {
  console.error(`${what} (${((performance.now() - started) / 1000).toFixed(0)} s)`)
}
