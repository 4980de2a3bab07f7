import { z } from 'zod'
import { profileView, rankingView, shadowReport } from '../src/contracts/ranking.ts'
import { ApiError, type Server, request } from './lib/api.ts'
import { describeProfiles, describeRanking, describeReport } from './ranking/describe.ts'
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
    default: {
      const { name, version } = options
      return post(`/${options.verb}`, { name, ...(version === undefined ? {} : { version }) })
    }
  }
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
