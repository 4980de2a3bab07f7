import { createHash } from 'node:crypto'
import { basename, join, relative } from 'node:path'
import { ApiError, type Server } from './lib/api.ts'
import { readHeader } from './import/cut-chunks.ts'
import { ImportError } from './import/errors.ts'
import { openFile } from './import/file-source.ts'
import { type ImportOptions, readOptions } from './import/options.ts'
import { prepareCollection } from './import/prepare-collection.ts'
import { formatDuration } from './import/progress-bar.ts'
import { type ImportOutcome, checkFile, importFile } from './import/run-import.ts'
import { describeNetwork } from './import/send-chunk.ts'
import { readLocalSettings } from './start/local-settings.ts'
import { IMPORTS, LOCAL_SETTINGS, ROOT } from './start/paths.ts'

/** Where the command was typed: npm itself runs scripts in the package's folder. */
const FOLDER = process.env['INIT_CWD'] ?? process.cwd()

/** Exit code: 0 when every document was taken, 1 when some failed. Throws ImportError when it could not run (2). */
async function run(options: ImportOptions): Promise<number> {
  const file = await openFile(options.file)
  const start = file.format === 'csv' ? await readHeader(file.open(0)) : { from: { offset: 0, line: 1 } }
  const server = await findServer(options)
  const definition = await prepareCollection(server, options, file, start)
  const paths = choosePaths(options)
  const outcome =
    options.dryRun || !server
      ? await checkFile(definition, file, start, paths.failures)
      : await importFile(server, options.collection, file, start, paths)
  console.log(summarise(outcome, options.dryRun))
  if (outcome.failed === 0) return 0
  console.log(`All failures with their reasons: ${relative(FOLDER, paths.failures)}`)
  return 1
}

/** The server given, or the local one; undefined only in a dry run, which can do without. */
async function findServer(options: ImportOptions): Promise<Server | undefined> {
  const local = await readLocalSettings(LOCAL_SETTINGS)
  const url = options.url ?? local?.url
  const adminKey = options.key ?? local?.adminKey
  const reason = url === undefined ? `${relative(ROOT, LOCAL_SETTINGS)} names no server` : await findObstacle(url)
  if (reason === undefined && url !== undefined && adminKey !== undefined) return { url, adminKey }
  if (!options.dryRun) throw new ImportError(`No server to import into (${reason}): run npm start in another window, or give --url and --key.`)
  console.log(`No server is running (${reason}): checked as if ${options.collection} were new.`)
  return undefined
}

async function findObstacle(url: string): Promise<string | undefined> {
  try {
    await fetch(`${url}/health`, { signal: AbortSignal.timeout(30_000) })
    return undefined
  } catch (error) {
    return `${url}: ${describeNetwork(error)}`
  }
}

/** One pair of files a collection and file, so that two imports never share them. */
function choosePaths({ collection, file, dryRun }: ImportOptions) {
  const id = createHash('sha256').update(file).digest('hex').slice(0, 8)
  const name = `${collection}-${basename(file).replaceAll(/[^\w.-]/g, '_')}-${id}`
  return { resume: join(IMPORTS, `${name}.json`), failures: join(IMPORTS, `${name}${dryRun ? '.check' : ''}.failed.ndjson`) }
}

function summarise({ imported, unchanged, failed, seconds, earlier }: ImportOutcome, dryRun: boolean): string {
  const number = (count: number): string => count.toLocaleString('en')
  if (dryRun) return `Checked in ${formatDuration(seconds)}: ${number(imported)} would be taken, ${number(failed)} would fail. Nothing was written.`
  const rate = seconds > 0 ? ` (${number(Math.round((imported + unchanged + failed - earlier) / seconds))} documents a second)` : ''
  const since = earlier === 0 ? '' : `, ${number(earlier)} of them by the earlier run`
  return `${number(imported)} imported, ${number(unchanged)} unchanged, ${number(failed)} failed${since}, in ${formatDuration(seconds)}${rate}`
}

process.on('SIGINT', () => {
  console.error('\nStopped. Run the same command again to go on from here.')
  process.exit(130)
})

try {
  process.exitCode = await run(readOptions(process.argv.slice(2), FOLDER))
} catch (error) {
  const known = error instanceof ImportError || error instanceof ApiError
  console.error(known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exitCode = 2
}
