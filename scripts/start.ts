import { mkdir, writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { startCron } from './start/cron.ts'
import { migrateDatabase } from './start/database.ts'
import { type LocalSettings, keepLocalSettings } from './start/local-settings.ts'
import { buildPage } from './start/page.ts'
import { LOCAL, LOCAL_SETTINGS, ROOT, RUN_RECORD, SAMPLES, START_LOG, STATE } from './start/paths.ts'
import { stopEverything, waitForExit } from './start/processes.ts'
import { StartError, emphasise, reportStep } from './start/report.ts'
import { SAMPLE_COLLECTIONS, loadSamples } from './start/samples.ts'
import { HOST, readPort, requireFreePort, startServer, waitUntilServing } from './start/server.ts'
import { claimRun, recordRun, releaseRun } from './start/single-run.ts'
import { waitForWords } from './start/words.ts'

let stopping = false
/** whether .meridian/run.json speaks of this process */
let recorded = false

/** Builds, migrates, serves and fills a local Meridian, and stays until it is told to stop. */
async function start(): Promise<void> {
  const port = readPort(process.env['PORT'])
  const url = `http://${HOST}:${port}`
  console.log(`${emphasise('Meridian')} ${packageJson.version}`)
  await mkdir(LOCAL, { recursive: true, mode: 0o700 })
  await claimRun(RUN_RECORD, ROOT)
  await requireFreePort(port)
  await recordRun(RUN_RECORD, 0, url)
  recorded = true
  await writeFile(START_LOG, '', { mode: 0o600 })
  await reportStep('page', () => buildPage(ROOT, START_LOG))
  await reportStep('database', () => migrateDatabase(ROOT, STATE, START_LOG))
  const settings = await keepLocalSettings(LOCAL_SETTINGS, url)
  await serve(port, settings)
}

async function serve(port: number, settings: LocalSettings): Promise<void> {
  const paths = { root: ROOT, state: STATE, log: START_LOG, local: LOCAL }
  if (stopping) return
  const child = await startServer(paths, port, settings)
  await recordRun(RUN_RECORD, child.pid ?? 0, settings.url)
  let complaint: string | undefined
  await reportStep('worker', async () => {
    complaint = await waitUntilServing(child, settings.url, ROOT, START_LOG)
    return complaint === undefined ? 'serving' : `serving, but /health says: ${complaint}`
  })
  const cron = startCron(settings.url)
  child.once('exit', cron.stop)
  await reportStep('samples', () =>
    loadSamples(settings, SAMPLES, STATE).catch((error: unknown) => {
      if (stopping) return 'interrupted'
      return `not loaded, the next start tries again: ${error instanceof Error ? error.message : String(error)}`
    }),
  )
  await waitForWords(settings, SAMPLE_COLLECTIONS)
  if (stopping) return
  announce(settings)
  await waitForExit(child)
  if (!stopping)
    throw new StartError(`The Worker stopped by itself. What it said last is in ${relative(ROOT, START_LOG)}; npm start starts it again.`)
}

function announce({ url, adminKey, searchKey }: LocalSettings): void {
  console.log(`
  Open        ${emphasise(url)}
  Admin key   ${adminKey}
  Search key  ${searchKey}

  The address and the keys are also in ${relative(ROOT, LOCAL_SETTINGS)}, the log is in ${relative(ROOT, START_LOG)}. Ctrl-C stops it.
`)
}

async function stop(code: number): Promise<never> {
  stopping = true
  await stopEverything()
  if (recorded) await releaseRun(RUN_RECORD)
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping) void stop(0)
  })
}

// a parent that was killed can pass no signal on
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent && !stopping) void stop(1)
}, 1000).unref()

try {
  await start()
} catch (error) {
  if (!stopping) {
    console.error(`\n${error instanceof StartError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    await stop(1)
  }
}
