import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { profileView, rankingView, shadowReport } from '../src/contracts/ranking.ts'
import { ruleImportResult } from '../src/contracts/rules.ts'
import { ApiError, type Server, request } from './lib/api.ts'
import { describeProfiles, describeRanking, describeReport, describeRuleImport } from './ranking/describe.ts'
import { RankingError, type RankingOptions, readOptions } from './ranking/options.ts'
import { readLocalSettings } from './start/local-settings.ts'
import { LOCAL_SETTINGS } from './start/paths.ts'

const profiles = z.object({ items: z.array(profileView), nextCursor: z.string().nullable() })

async function run(options: RankingOptions): Promise<string> {
  const server = await findServer(options)
  const path = `/v1/collections/${options.collection}/ranking`
  const get = async (rest = ''): Promise<unknown> => (await request(server, 'GET', `${path}${rest}`)).json()
  const post = async (rest: string, body?: unknown): Promise<string> => {
    const sent = body === undefined ? undefined : { type: 'application/json', body: new TextEncoder().encode(JSON.stringify(body)) }
    return describeRanking(rankingView.parse(await (await request(server, 'POST', `${path}${rest}`, sent)).json()))
  }
  switch (options.verb) {
    case 'list': {
      const listed = profiles.parse(await get('/profiles?limit=1000')).items
      return `${describeRanking(rankingView.parse(await get()))}\n\n${describeProfiles(listed)}`
    }
    case 'report':
      return describeReport(shadowReport.parse(await get('/shadow/report')))
    case 'rollback':
      return post('/rollback')
    case 'export-rules':
      return exportFile(server, options)
    case 'import-rules':
      return importFile(server, options)
    default: {
      const { name, version } = options
      return post(`/${options.verb}`, { name, ...(version === undefined ? {} : { version }) })
    }
  }
}

async function exportFile(server: Server, { collection, file }: Extract<RankingOptions, { verb: 'export-rules' }>): Promise<string> {
  const rules = await (await request(server, 'GET', `/v1/collections/${collection}/rules/export`)).text()
  await writeFile(file, rules).catch(() => {
    throw new RankingError(`The file ${file} can't be written.`)
  })
  return `${rules.split('\n').length - 1} rules are in ${file}.`
}

/** A file of nothing but failures is an answer too, and makes the command fail. */
async function importFile(server: Server, options: Extract<RankingOptions, { verb: 'import-rules' }>): Promise<string> {
  const { collection, file, replace, dryRun, place } = options
  const body = await readFile(file).catch(() => {
    throw new RankingError(`There is no file ${file} that can be read.`)
  })
  const type = /\.json$/i.test(file) ? 'application/json' : 'application/x-ndjson'
  const query = new URLSearchParams({ replace: String(replace), place, dryRun: String(dryRun) })
  const answer = await request(server, 'POST', `/v1/collections/${collection}/rules/import?${query}`, { type, body }, [422])
  const outcome = ruleImportResult.parse(await answer.json())
  if (outcome.failedTotal > 0) process.exitCode = 1
  return describeRuleImport(outcome)
}

async function findServer({ url, key }: RankingOptions): Promise<Server> {
  const local = await readLocalSettings(LOCAL_SETTINGS)
  const server = { url: url ?? local?.url, adminKey: key ?? local?.adminKey }
  if (server.url === undefined || server.adminKey === undefined)
    throw new RankingError('No server is known: run npm start in another window, or give --url and --key.')
  return { url: server.url, adminKey: server.adminKey }
}

try {
  console.log(await run(readOptions(process.argv.slice(2))))
} catch (error) {
  const unreachable = error instanceof TypeError && error.message === 'fetch failed'
  const known = error instanceof RankingError || error instanceof ApiError
  const text = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)
  console.error(unreachable ? 'The server does not answer: run npm start in another window, or give --url and --key.' : text)
  process.exitCode = known && error instanceof ApiError ? 1 : 2
}
