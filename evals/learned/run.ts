// npm run eval:learned: what weights learnt from judgments gain over the default profile, cross-validated, through the HTTP API.
// Exit codes: 0 measured (whatever was gained) or no data to measure with; 1 a set failed; 2 wrong usage.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Learned, learnRanking } from '../../scripts/learn-ranking/learn.ts'
import { startMeridian } from '../../scripts/lib/start-miniflare.ts'
import type { ProfileDefinition } from '../../src/contracts/ranking.ts'
import { evaluateSet } from '../evaluate-set.ts'
import { describeMachine } from '../machine.ts'
import { UsageError } from '../options.ts'
import { findSets, readSet, sampleValues } from '../sets.ts'
import { type LearnedEvalOptions, USAGE, parseLearnedOptions } from './options.ts'
import { type LearnedRow, formatLearned } from './report.ts'

const SEED = 1
const FOLDS = 5

/** What somebody who knows the catalog would let a profile read; sets that are not named have words and meaning only. */
const FEATURES: Record<string, ProfileDefinition> = {
  movies: {
    features: {
      popularity: { field: 'votes', scale: 20_000 },
      rating: { field: 'rating', count: 'votes', largest: 10, prior: 6.5, priorCount: 200 },
    },
  },
  icecat: { features: { freshness: { field: 'date_released', halfLifeDays: 730 } } },
}

async function main(argv: readonly string[]): Promise<number> {
  const options = parseLearnedOptions(argv)
  if (!existsSync(options.data)) {
    console.log(`Nothing measured: the evaluation data is not at ${resolve(options.data)} (name another place with --data DIR).`)
    return 0
  }
  const found = await findSets(options.data)
  const unknown = options.sets.find((set) => !found.includes(set))
  if (unknown !== undefined) throw new UsageError(`--sets: ${resolve(options.data)} holds no set "${unknown}"; it has ${found.join(', ') || 'none'}.`)
  const machine = describeMachine()
  const rows: LearnedRow[] = []
  const failures: string[] = []
  const command = `npm run eval:learned -- ${argv.filter((word) => word !== '--').join(' ')}`.replace(/ -- $/, '')
  for (const set of options.sets) {
    try {
      rows.push(await measureSet(set, options))
      console.log(`${set}: done`)
    } catch (error) {
      failures.push(`${set}: ${error instanceof Error ? error.message : String(error)}`)
    }
    const document = formatLearned({ command, machine, date: new Date().toISOString().slice(0, 10), folds: FOLDS, rows, failures })
    await mkdir(dirname(options.out), { recursive: true })
    await writeFile(options.out, document)
  }
  for (const failure of failures) console.error(`Failed: ${failure}`)
  console.log(`Written to ${options.out}`)
  return failures.length > 0 ? 1 : 0
}

async function measureSet(name: string, { data, queries: count, semanticTimeout }: LearnedEvalOptions): Promise<LearnedRow> {
  const set = await readSet(data, name)
  const queries = count === undefined ? set.queries : sampleValues(set.queries, count)
  const judgments = new Map(queries.map(({ id, text }) => [text, new Map(set.judgments.get(id))]))
  const learned: { what: string; result: Learned; seconds: number }[] = []
  const server = await startMeridian({ onLog: (level, message) => (level === 'error' ? console.error(`\n${message}`) : undefined) })
  try {
    const run = await evaluateSet(
      server,
      { ...set, queries },
      {
        modes: ['hybrid'],
        concurrency: 1,
        semanticTimeout,
        onProgress: () => undefined,
        async onLoaded(collection) {
          const learn = async (what: string, profile?: ProfileDefinition): Promise<void> => {
            const started = performance.now()
            const result = await learnRanking({ server, collection, judgments, profile, folds: FOLDS, seed: SEED, now: Date.now() })
            learned.push({ what, result, seconds: (performance.now() - started) / 1000 })
          }
          await learn('words, meaning, intent')
          const profile = FEATURES[name]
          if (profile) await learn(`and ${Object.keys(profile.features ?? {}).join(', ')}`, profile)
        },
      },
    )
    const [row] = run.rows
    return {
      set: name,
      sampled: set.queries.length - queries.length > 0,
      documents: run.documents,
      asked: row?.ndcg10 ?? 0,
      learned,
      errors: run.errors,
    }
  } finally {
    await server.dispose()
  }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message}\n${USAGE}`)
  process.exitCode = 2
}
