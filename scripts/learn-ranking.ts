// npm run learn-ranking: weights for a collection from judgments, judged by cross-validation.
// Exit codes: 0 learnt, whether or not it was written; 1 the server refused; 2 wrong usage or nothing to learn from; 3 no gain, with --require-gain.
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type ProfileDefinition, profileDefinition, profileView } from '../src/contracts/ranking.ts'
import { describeLearned } from './learn-ranking/describe.ts'
import { learnRanking } from './learn-ranking/learn.ts'
import { LearningError, type LearningOptions, readOptions } from './learn-ranking/options.ts'
import { ApiError, type Server, request } from './lib/api.ts'
import { type JudgmentList, type ReadJudgments, readJudgedSet, readJudgments } from './lib/learning/read-judgments.ts'
import { readLocalSettings } from './start/local-settings.ts'
import { LOCAL_SETTINGS } from './start/paths.ts'

const SHOWN_PROBLEMS = 20
const NO_GAIN = 3

async function run(options: LearningOptions): Promise<number> {
  const { collection, folds, seed, put, requireGain } = options
  const judgments = await loadJudgments(options.judgments)
  const profile = options.profile === undefined ? undefined : await loadProfile(options.profile)
  const server = await findServer(options)
  const onProgress = (done: number, of: number): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} queries asked${done === of ? '\n' : ''}`)
  }
  const learned = await learnRanking({ server, collection, judgments, profile, folds, seed, now: Date.now(), onProgress })
  console.log(describeLearned(learned))
  if (!learned.verdict.ships) {
    if (put !== undefined) console.log(`\n${put} was not written.`)
    return requireGain ? NO_GAIN : 0
  }
  if (put !== undefined) {
    const sent = { type: 'application/json', body: new TextEncoder().encode(JSON.stringify(learned.profile)) }
    const answer = await request(server, 'PUT', `/v1/collections/${collection}/ranking/profiles/${put}`, sent)
    const { version } = profileView.parse(await answer.json())
    console.log(`\nWritten as ${put}@${version}; nothing is served by it. Try it: npm run ranking -- --collection ${collection} shadow ${put}`)
  }
  return 0
}

async function loadJudgments(path: string): Promise<JudgmentList> {
  const { judgments, problems } = await readPath(path)
  for (const problem of problems.slice(0, SHOWN_PROBLEMS)) console.error(`Left out: ${problem}`)
  if (problems.length > SHOWN_PROBLEMS) console.error(`Left out: ${problems.length - SHOWN_PROBLEMS} more lines`)
  if (judgments.size === 0) throw new LearningError(`${path} has no judgment: expected lines "query<TAB>document<TAB>grade".`)
  return judgments
}

async function readPath(path: string): Promise<ReadJudgments> {
  const read = async (file: string): Promise<string> => {
    try {
      return await readFile(file, 'utf8')
    } catch (error) {
      throw new LearningError(`${file} can not be read: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const folder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  return folder ? readJudgedSet(await read(join(path, 'queries.jsonl')), await read(join(path, 'qrels.tsv'))) : readJudgments(await read(path))
}

async function loadProfile(path: string): Promise<ProfileDefinition> {
  try {
    return profileDefinition.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error)
    throw new LearningError(`${path} is no profile: ${why}`)
  }
}

async function findServer({ url, key }: LearningOptions): Promise<Server> {
  const local = await readLocalSettings(LOCAL_SETTINGS)
  const server = { url: url ?? local?.url, adminKey: key ?? local?.adminKey }
  if (server.url === undefined || server.adminKey === undefined)
    throw new LearningError('No server is known: run npm start in another window, or give --url and --key.')
  return { url: server.url, adminKey: server.adminKey }
}

try {
  process.exitCode = await run(readOptions(process.argv.slice(2)))
} catch (error) {
  const unreachable = error instanceof TypeError && error.message === 'fetch failed'
  const known = error instanceof LearningError || error instanceof ApiError
  const text = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)
  console.error(unreachable ? 'The server does not answer: run npm start in another window, or give --url and --key.' : text)
  process.exitCode = error instanceof ApiError ? 1 : 2
}
