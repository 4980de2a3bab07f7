// node evals/intent/run.ts --data DIR: precision and recall of intent extraction over the expected chips of queries.json, in process.
// Exit codes: 0 measured or no data to measure with; 1 below the targets.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { extractIntent } from '../../src/domain/search/understanding/intent/index.ts'
import { computePercentile } from '../metrics.ts'
import { buildValues } from './build-values.ts'
import { compareChips } from './compare-chips.ts'
import { readIntentQueries } from './queries.ts'
import { readQueryTokens } from './read-query-tokens.ts'

const TARGETS = { precision: 0.95, recall: 0.8 }
const NOW = Date.UTC(2026, 0, 1)
const NOTHING: ReadonlySet<string> = new Set()

const { values: options } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } })
const queries = await readIntentQueries()
const kinds = new Map<string, { expected: number; found: number; right: number }>()
const count = (key: string, member: 'expected' | 'found' | 'right', by: number): void => {
  const entry = kinds.get(key) ?? { expected: 0, found: 0, right: 0 }
  entry[member] += by
  kinds.set(key, entry)
}

/** The quickest of five runs in ms: what the work takes, not what else the machine does. */
function measureQuickest(work: () => unknown): number {
  let quickest = Infinity
  for (let run = 0; run < 5; run += 1) {
    const started = performance.now()
    work()
    quickest = Math.min(quickest, performance.now() - started)
  }
  return quickest
}

for (const set of ['icecat', 'movies'] as const) {
  const folder = join(options.data, set)
  if (!existsSync(folder)) {
    console.log(`Nothing measured: ${folder} is not there (name another place with --data DIR).`)
    continue
  }
  const built = await buildValues(folder)
  console.log(
    `${set}: ${built.documents} documents; processor time: adding ${built.addMs.toFixed(0)} ms (slowest ${built.slowestAddMs.toFixed(2)} ms), finishing ${built.finishMs.toFixed(0)} ms ` +
      `in ${built.slices} slices (longest ${built.longestSliceMs.toFixed(1)} ms of processor time), ${built.bytes} bytes, opened in ${built.openMs.toFixed(2)} ms`,
  )
  const times: number[] = []
  for (const query of queries.filter((each) => each.set === set)) {
    const request = {
      text: query.q,
      tokens: readQueryTokens(query.q, 'en'),
      language: 'en',
      definition: built.definition,
      values: built.values,
      now: NOW,
      without: NOTHING,
    } as const
    const { chips } = extractIntent(request)
    times.push(measureQuickest(() => extractIntent(request)))
    const { right, missed, wrong } = compareChips(query, chips, built.values)
    for (const chip of [...right, ...missed]) for (const key of ['all', set, `${set} ${chip.kind}`]) count(key, 'expected', 1)
    for (const chip of [...right, ...wrong]) for (const key of ['all', set, `${set} ${chip.kind}`]) count(key, 'found', 1)
    for (const chip of right) for (const key of ['all', set, `${set} ${chip.kind}`]) count(key, 'right', 1)
    for (const chip of missed) console.log(`  missed  ${query.q}  ->  ${chip.field} ${chip.value ?? `${chip.min ?? ''}..${chip.max ?? ''}`}`)
    for (const chip of wrong) console.log(`  wrong   ${query.q}  ->  ${chip.id} "${query.q.slice(...chip.span)}" ${chip.confidence}`)
  }
  console.log(`${set}: a query p50 ${computePercentile(times, 0.5).toFixed(3)} ms, p95 ${computePercentile(times, 0.95).toFixed(3)} ms\n`)
}

console.log('| chips | expected | found | precision | recall |\n|---|---|---|---|---|')
for (const [key, { expected, found, right }] of [...kinds].toSorted((left, right) => (left[0] < right[0] ? -1 : 1)))
  console.log(`| ${key} | ${expected} | ${found} | ${(right / Math.max(1, found)).toFixed(3)} | ${(right / Math.max(1, expected)).toFixed(3)} |`)
const all = kinds.get('all')
if (all !== undefined && (all.right / all.found < TARGETS.precision || all.right / all.expected < TARGETS.recall)) {
  console.log(`Below the targets: precision ${TARGETS.precision}, recall ${TARGETS.recall}.`)
  process.exitCode = 1
}
