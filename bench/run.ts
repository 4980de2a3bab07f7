// npm run bench: this Worker beside JavaScript search engines and SQLite, on the same documents and queries, in one run; and the
// engine time of understanding a query, step by step, and what the parts of ranking cost.
// Exit codes: 0 measured or no data to measure with; 1 an engine, understanding or ranking could not be measured; 2 wrong usage.
import { execFileSync, fork, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { describeMachine } from '../evals/machine.ts'
import { UsageError } from '../evals/options.ts'
import type { JudgedSet } from '../evals/sets.ts'
import { findSets, readCorpus, readSet } from '../evals/sets.ts'
import { CATALOGS } from './catalogs.ts'
import type { Catalog } from './catalogs.ts'
import type { FloorTask } from './measure-floor.ts'
import { measureTarget } from './measure.ts'
import type { Measured } from './measure.ts'
import { makeMeridian } from './meridian-target.ts'
import type { BenchOptions, EngineName } from './options.ts'
import { ENGINES, USAGE, parseBenchOptions } from './options.ts'
import { makePeer } from './peer-target.ts'
import { formatBenchDocument, formatCatalog, formatProfile, formatRatios } from './report.ts'
import type { BenchRow, CatalogResult } from './report.ts'
import { FULL, QUICK, planWorkload } from './workload.ts'
import type { Workload } from './workload.ts'

const HERE = import.meta.dirname
const MEASUREMENTS = resolve(HERE, '../docs/measurements')

async function main(argv: readonly string[]): Promise<number> {
  const options = parseBenchOptions(argv)
  if (!existsSync(options.data)) {
    if (options.dataNamed) throw new UsageError(`--data: there is no folder ${resolve(options.data)}.`)
    console.log(`Nothing measured: the evaluation data is not at ${resolve(options.data)} (name another place with --data DIR).`)
    return 0
  }
  const found = await findSets(options.data)
  const missing = options.sets.find((set) => !found.includes(set))
  if (missing !== undefined) throw new UsageError(`--data: ${resolve(options.data)} holds no set "${missing}".`)
  if (options.engines.some((engine) => !engine.startsWith('meridian'))) installPeers()
  const machine = describeMachine()
  // before the engines: what they leave in the machine's memory is not in these times
  const understood = !options.understanding || measureUnderstanding(options)
  const results: CatalogResult[] = []
  for (const catalog of CATALOGS.filter(({ name }) => options.sets.includes(name))) results.push(await measureCatalog(catalog, options))
  await writeReports(argv, options, machine, results)
  const ranked = !options.ranking || measureRanking(options)
  return !understood || !ranked || results.some((result) => result.failures.length > 0) ? 1 : 0
}

/** The peers are no dependencies of the product; they come from the lock file of their own. Their packages carry built binaries. */
function installPeers(): void {
  if (existsSync(join(HERE, 'node_modules/minisearch'))) return
  console.error('Installing the engines to compare with (npm ci --prefix bench)')
  execFileSync('npm', ['ci', '--prefix', HERE, '--ignore-scripts', '--no-audit', '--no-fund'], { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function measureCatalog(catalog: Catalog, options: BenchOptions): Promise<CatalogResult> {
  const set = await readSet(options.data, catalog.name)
  const lines: string[] = []
  for await (const line of readCorpus(set.folder)) lines.push(line)
  const titles = lines.map((line) => String((JSON.parse(line) as { title?: unknown }).title ?? ''))
  const workload = planWorkload(set, titles, options.quick ? QUICK : FULL)
  const rows: BenchRow[] = []
  const failures: string[] = []
  for (const engine of ENGINES.filter((name) => options.engines.includes(name))) {
    const started = performance.now()
    try {
      const measured =
        engine === 'sqlite-fts5'
          ? await measureFloor({ set, workload, faceted: catalog.faceted, width: options.connections })
          : await measureEngine(engine, catalog, set, lines, workload, options.connections)
      rows.push({ engine, measured })
      console.error(`${catalog.name}: ${engine} p95 ${measured.p95.toFixed(2)} ms (${((performance.now() - started) / 1000).toFixed(0)} s)`)
    } catch (error) {
      failures.push(`${engine}: ${error instanceof Error ? error.message : String(error)}`)
      console.error(`${catalog.name}: ${failures.at(-1)}`)
    }
  }
  const result = { name: catalog.name, documents: lines.length, faceted: catalog.faceted, rows, failures }
  console.log(
    [`\n${catalog.name}`, formatCatalog(result, options.connections), formatRatios(result), formatProfile(result)]
      .filter((part) => part !== '')
      .join('\n\n'),
  )
  return result
}

async function measureEngine(
  engine: Exclude<EngineName, 'sqlite-fts5'>,
  catalog: Catalog,
  set: JudgedSet,
  lines: readonly string[],
  workload: Workload,
  width: number,
): Promise<Measured> {
  const start = engine === 'meridian' ? makeMeridian('keyword') : engine === 'meridian-hybrid' ? makeMeridian('hybrid') : makePeer(engine)
  const target = await start({ folder: set.folder, faceted: catalog.faceted, connections: width })
  try {
    return await measureTarget(target, lines, set, workload, width)
  } finally {
    await target.stop()
  }
}

/** Engine time of the steps of understanding. */
function measureUnderstanding({ data, sets, quick }: BenchOptions): boolean {
  return runScript('understanding.ts', ['--data', data, '--sets', sets.join(','), ...(quick ? ['--queries', String(QUICK.latency)] : [])])
}

/** What explaining, rules, groups, many vectors, federation and a profile cost, over a part of icecat whatever sets the engines are asked for. */
function measureRanking({ data, quick }: BenchOptions): boolean {
  return runScript('ranking-costs.ts', ['--data', data, ...(quick ? ['--documents', '500', '--queries', '20'] : [])])
}

/** In a process of its own, which writes its own table; false when it failed, and has said why. */
function runScript(name: string, args: readonly string[]): boolean {
  return spawnSync(process.execPath, [join(HERE, name), ...args], { stdio: 'inherit' }).status === 0
}

function measureFloor(task: FloorTask): Promise<Measured> {
  const child = fork(join(HERE, 'measure-floor.ts'), { serialization: 'advanced' })
  return new Promise((fulfil, reject) => {
    child.once('message', (measured) => fulfil(measured as Measured))
    child.once('exit', (code) => reject(new Error(`the process of the floor ended with code ${code}`)))
    child.send(task)
  })
}

/** Part of the engines or a quick run never overwrites the table of all of them. */
async function writeReports(argv: readonly string[], options: BenchOptions, machine: string, results: readonly CatalogResult[]): Promise<void> {
  const complete = !options.quick && options.engines.length === ENGINES.length && options.sets.length === CATALOGS.length
  const out = options.out ?? join(MEASUREMENTS, complete ? 'bench.md' : 'bench-partial.md')
  const command = `npm run bench -- ${argv.filter((word) => word !== '--').join(' ')}`.replace(/ -- $/, '')
  await mkdir(dirname(out), { recursive: true })
  await writeFile(
    out,
    formatBenchDocument({
      command,
      machine,
      date: new Date().toISOString().slice(0, 10),
      connections: options.connections,
      quick: options.quick,
      results,
    }),
  )
  console.log(`\nWritten to ${out}`)
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message}\n${USAGE}`)
  process.exitCode = 2
}
