// node bench/while-learning.ts [--data DIR] [--set NAME]: what searching costs while a collection learns its model.
// Keyword searches before learning begins would need a second server; the same queries after it are the comparison.
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createCollection } from '../evals/api-client.ts'
import { describeMachine } from '../evals/machine.ts'
import { computePercentile } from '../evals/metrics.ts'
import { describeCollection } from '../evals/schemas.ts'
import { readCorpus, readSet } from '../evals/sets.ts'
import { startMeridian } from '../scripts/lib/start-miniflare.ts'
import { cutChunks } from './target.ts'

const value = (flag: string, fallback: string): string => process.argv[process.argv.indexOf(flag) + 1 || process.argv.length] ?? fallback
const data = resolve(value('--data', join(import.meta.dirname, '../../shared/data')))
const name = value('--set', 'icecat')

const set = await readSet(data, name)
const lines: string[] = []
for await (const line of readCorpus(set.folder)) lines.push(line)
const server = await startMeridian()
const headers = { authorization: `Bearer ${server.adminKey}`, 'content-type': 'application/json' }
await createCollection(
  server,
  'bench',
  describeCollection(
    lines.values().map((line) => JSON.parse(line) as Record<string, unknown>),
    { semantic: true },
  ),
)
for (const body of cutChunks(lines)) {
  await fetch(`${server.url}/v1/collections/bench/import`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-ndjson' },
    body: body as BodyInit,
  })
}

type Status = { semantic: { state: string; pendingVectors: number } }
const readStatus = async (): Promise<Status> => (await (await fetch(`${server.url}/v1/collections/bench`, { headers })).json()) as Status
let turn = 0
/** Distinct queries every time: a suffix of stop words changes the request and not the work. */
async function search(): Promise<number> {
  const query = set.queries[turn % set.queries.length]?.text ?? ''
  const q = `${query}${' the'.repeat(1 + Math.floor(turn++ / set.queries.length))}`
  const from = performance.now()
  await (
    await fetch(`${server.url}/v1/collections/bench/search`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ q, mode: 'keyword', fields: ['title'], highlight: false }),
    })
  ).text()
  return performance.now() - from
}

const during: number[] = []
const began = performance.now()
while ((await readStatus()).semantic.state !== 'ready') for (let at = 0; at < 25; at += 1) during.push(await search())
const learning = (performance.now() - began) / 1000
while ((await readStatus()).semantic.pendingVectors > 0) await new Promise((done) => setTimeout(done, 500))
for (let at = 0; at < 50; at += 1) await search()
const after: number[] = []
for (let at = 0; at < Math.min(1000, during.length); at += 1) after.push(await search())
await server.dispose()

const row = (label: string, times: readonly number[]): string =>
  `| ${label} | ${times.length} | ${computePercentile(times, 0.5).toFixed(1)} | ${computePercentile(times, 0.95).toFixed(1)} |`
const ratio = computePercentile(during, 0.95) / computePercentile(after, 0.95)
const report = `# Searching while a collection learns

\`node bench/while-learning.ts --set ${name}\`, ${new Date().toISOString().slice(0, 10)}, ${describeMachine()}

Keyword searches, one at a time, on ${name} (${lines.length} documents) while its model is learnt and its vectors are written (${learning.toFixed(0)} s), and the same afterwards.

| searches | count | p50 ms | p95 ms |
|---|---:|---:|---:|
${row('while learning', during)}
${row('afterwards', after)}

p95 while learning is ${ratio.toFixed(2)} times the p95 afterwards.
`
console.log(report)
await writeFile(join(import.meta.dirname, '../docs/measurements/while-learning.md'), report)
