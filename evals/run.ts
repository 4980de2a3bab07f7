// npm run eval: relevance and latency of keyword, semantic and hybrid search over judged sets, through the HTTP API.
// Exit codes: 0 measured (whether or not the targets were reached) or no data to measure with; 1 a set or query failed; 2 wrong usage.
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { startMeridian } from '../scripts/lib/start-miniflare.ts'
import type { Server } from './api-client.ts'
import { parseBaselines } from './baselines.ts'
import { evaluateSet } from './evaluate-set.ts'
import type { SetRun } from './evaluate-set.ts'
import { describeMachine } from './machine.ts'
import { USAGE, UsageError, parseOptions } from './options.ts'
import type { EvalOptions } from './options.ts'
import { measureSpelling, readMisspelt } from './misspelt-queries.ts'
import type { SpellingMeasurement } from './misspelt-queries.ts'
import { formatDocument, formatResults, summarise } from './report.ts'
import { findSets, readSet, sampleValues } from './sets.ts'

import { formatComparison, formatSpelling, formatUnderstanding } from './understanding-report.ts'

const MEASUREMENTS = resolve(import.meta.dirname, '../docs/measurements')

async function main(argv: readonly string[]): Promise<number> {
  const options = parseOptions(argv)
  if (!existsSync(options.data)) {
    if (options.dataNamed) throw new UsageError(`--data: there is no folder ${resolve(options.data)}.`)
    console.log(`Nothing measured: the evaluation data is not at ${resolve(options.data)} (name another place with --data DIR).`)
    return 0
  }
  const found = await findSets(options.data)
  const unknown = options.sets?.find((set) => !found.includes(set))
  if (unknown !== undefined) throw new UsageError(`--sets: ${resolve(options.data)} holds no set "${unknown}"; it has ${found.join(', ') || 'none'}.`)
  const names = options.sets ?? found
  if (names.length === 0) throw new UsageError(`--data: ${resolve(options.data)} holds no folder with corpus.jsonl.gz, queries.jsonl and qrels.tsv.`)
  const machine = describeMachine()
  const { runs, failures, spelling } = await measureSets(names, options)
  const readme = join(options.data, 'README.md')
  const baselines = parseBaselines(existsSync(readme) ? await readFile(readme, 'utf8') : '')
  const command = `npm run eval -- ${hideKey(argv.filter((word) => word !== '--'))}`.replace(/ -- $/, '')
  const date = new Date().toISOString().slice(0, 10)
  const report = {
    command,
    machine,
    date,
    // what a search is by default: understood
    runs: runs.map((run) => ({ ...run, rows: run.rows.filter(({ understand }) => understand) })),
    baselines,
    sampled: options.queries,
    concurrency: options.concurrency,
    failures,
  }
  console.log(`\n${formatResults(report)}\n\n${summarise(report)}`)
  for (const failure of failures) console.error(`Failed: ${failure}`)
  const all = names.length === found.length && options.queries === undefined
  await writeReport('eval', all && options.modes.length === 3, formatDocument(report), options.out)
  if (options.understanding) {
    console.log(`\n${formatComparison(runs)}\n\n${formatSpelling(spelling)}`)
    await writeReport('understanding', all, formatUnderstanding({ command, machine, date, runs, spelling, failures }))
  }
  if (options.json !== undefined) await writeRows(options.json, report.runs)
  return failures.length > 0 ? 1 : 0
}

async function measureSets(names: readonly string[], options: EvalOptions) {
  const runs: (SetRun & { set: string })[] = []
  const failures: string[] = []
  const spelling: SpellingMeasurement[] = []
  for (const name of names) {
    const set = await readSet(options.data, name)
    const started = performance.now()
    const onProgress = (text: string) => report(`${name}: ${text}`)
    try {
      const misspelt = options.understanding ? await readMisspelt(set.folder) : null
      const run = await withServer(options, (server) =>
        evaluateSet(server, set, {
          ...options,
          understand: options.understanding ? [false, true] : [true],
          onProgress,
          deleteAfterwards: options.url !== undefined,
          async onLoaded(collection) {
            if (misspelt === null) return
            onProgress('asking misspelt queries')
            const pairs = options.queries === undefined ? misspelt : sampleValues(misspelt, options.queries)
            spelling.push(await measureSpelling(server, collection, set, { pairs, listed: misspelt }, options.concurrency))
          },
        }),
      )
      runs.push({ set: name, ...run })
      failures.push(...run.errors.map((error) => `${name}: ${error}`))
      report(
        `${name}: ${run.rows.map((row) => `${row.mode}${row.understand ? '' : ' as typed'} ${row.ndcg10.toFixed(4)}`).join(', ')} (${((performance.now() - started) / 1000).toFixed(0)} s)\n`,
      )
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      report(`${name}: failed\n`)
    }
  }
  return { runs, failures, spelling }
}

/** A server of its own for every set, so that no set pays for what another one left to be done; or the one at --url. */
async function withServer<T>(options: EvalOptions, work: (server: Server) => Promise<T>): Promise<T> {
  if (options.url !== undefined) return work({ url: options.url, adminKey: options.adminKey ?? '' })
  const server = await startMeridian({ onLog: (level, message) => (level === 'error' ? console.error(`\n${message}`) : undefined) })
  try {
    return await work(server)
  } finally {
    await server.dispose()
  }
}

/** Part of the sets, modes or queries never overwrites the table of all of them. */
async function writeReport(name: 'eval' | 'understanding', complete: boolean, document: string, out?: string): Promise<void> {
  const file = out ?? join(MEASUREMENTS, `${name}${complete ? '' : '-partial'}.md`)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, document)
  console.log(`Written to ${file}`)
}

async function writeRows(file: string, runs: readonly SetRun[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const rows = runs.flatMap((run) => run.rows.map(({ understand: _understand, ...row }) => row))
  await writeFile(file, `${JSON.stringify(rows, null, 2)}\n`)
  console.log(`Written to ${file}`)
}

/** Progress rewrites its line on a terminal and is dropped elsewhere, except for finished lines. */
function report(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`)
  else if (text.endsWith('\n')) process.stderr.write(text)
}

function hideKey(words: readonly string[]): string {
  return words.map((word, index) => (words[index - 1] === '--admin-key' ? 'KEY' : word.replace(/^--admin-key=.*/, '--admin-key=KEY'))).join(' ')
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message}\n${USAGE}`)
  process.exitCode = 2
}
