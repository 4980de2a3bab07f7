import type { SearchMode } from '../src/contracts/search.ts'
import {
  ApiError,
  createCollection,
  deleteCollection,
  importLines,
  putAbbreviations,
  search,
  waitUntilGathered,
  waitUntilSemantic,
} from './api-client.ts'
import type { Server } from './api-client.ts'
import { computeMean, computeNdcg, computePercentile, computeRecall, computeReciprocalRank } from './metrics.ts'
import { runConcurrently } from './run-concurrently.ts'
import { describeCollection } from './schemas.ts'
import { readCorpus, sampleValues } from './sets.ts'
import type { JudgedSet } from './sets.ts'

/** One row of the table and of `--json`; shares and means in [0, 1], times in milliseconds. */
export type Measurement = {
  set: string
  mode: SearchMode
  /** whether queries were understood or taken as typed */
  understand: boolean
  queries: number
  ndcg10: number
  recall100: number
  mrr: number
  zeroRate: number
  p50Ms: number
  p95Ms: number
}

export type SetRun = {
  rows: Measurement[]
  documents: number
  importSeconds: number
  /** null when no mode needed vectors */
  semanticSeconds: number | null
  /** null when no query was to be understood */
  lexiconSeconds: number | null
  /** answers that named something left out, by mode */
  degraded: Partial<Record<SearchMode, number>>
  /** what went wrong and was scored as it came: refused documents, failed queries */
  errors: string[]
}

export type EvaluateOptions = {
  modes: SearchMode[]
  /** with understanding, without, or both on the same collection; with it unless given */
  understand?: readonly boolean[]
  /** asks more of the loaded collection before it is deleted */
  onLoaded?: (name: string) => Promise<void>
  queries?: number | undefined
  concurrency: number
  semanticTimeout: number
  onProgress: (text: string) => void
  deleteAfterwards?: boolean
}

const PER_PAGE = 100
/** Shops in English: they get the list of abbreviations that the product samples come with. */
const SHOPS = new Set(['crowdflower', 'homedepot', 'icecat'])

/** Loads the set into a fresh collection through the HTTP API and asks it every query in every mode. */
export async function evaluateSet(server: Server, set: JudgedSet, options: EvaluateOptions): Promise<SetRun> {
  const { onProgress } = options
  const name = `eval-${set.name.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-')}`.slice(0, 63)
  const semantic = options.modes.some((mode) => mode !== 'keyword')
  const lines: string[] = []
  for await (const line of readCorpus(set.folder)) lines.push(line)
  await createCollection(server, name, describeCollection(parseLines(lines), { semantic }))
  onProgress(`importing ${lines.length} documents`)
  const started = performance.now()
  const { taken, failed, firstFailure } = await importLines(server, name, lines)
  const importSeconds = (performance.now() - started) / 1000
  const semanticSeconds = semantic ? await waitUntilSemantic(server, name, options.semanticTimeout, onProgress) : null
  const understand = options.understand ?? [true]
  if (understand.includes(true) && SHOPS.has(set.name)) await putAbbreviations(server, name)
  const lexiconSeconds = understand.includes(true) ? await waitUntilGathered(server, name, options.semanticTimeout, onProgress) : null
  const run: SetRun = { rows: [], documents: taken, importSeconds, semanticSeconds, lexiconSeconds, degraded: {}, errors: [] }
  if (failed > 0) run.errors.push(`${failed} documents were refused and are missing; the first: ${firstFailure}`)
  for (const [mode, understood] of options.modes.flatMap((each) => understand.map((on) => [each, on] as const))) {
    onProgress(`asking in ${mode} mode${understood ? '' : ' without understanding'}`)
    const { row, degraded, errors } = await evaluateMode(server, name, set, mode, understood, options)
    run.rows.push(row)
    run.degraded[mode] = (run.degraded[mode] ?? 0) + degraded
    if (errors.length > 0) run.errors.push(`${errors.length} queries failed in ${mode} mode and were scored 0; the first: ${errors[0]}`)
  }
  await options.onLoaded?.(name)
  if (options.deleteAfterwards) await deleteCollection(server, name)
  return run
}

function* parseLines(lines: readonly string[]): Generator<Record<string, unknown>> {
  for (const line of lines) yield JSON.parse(line) as Record<string, unknown>
}

async function evaluateMode(server: Server, name: string, set: JudgedSet, mode: SearchMode, understand: boolean, options: EvaluateOptions) {
  const queries = options.queries === undefined ? set.queries : sampleValues(set.queries, options.queries)
  const errors: string[] = []
  let degraded = 0
  const answers = await runConcurrently(queries, options.concurrency, async (query) => {
    const started = performance.now()
    let ranked: string[] = []
    try {
      const response = await search(server, name, { q: query.text, mode, understand, perPage: PER_PAGE, fields: ['title'], highlight: false })
      ranked = response.hits.map((hit) => hit.id)
      if (response.degraded.length > 0) degraded += 1
    } catch (error) {
      // A refused query counts as an empty answer; a server that is gone ends the set.
      if (!(error instanceof ApiError)) throw error
      errors.push(`"${query.text.slice(0, 60)}": ${error.message}`)
    }
    const ms = performance.now() - started
    const judgments = set.judgments.get(query.id) ?? new Map<string, number>()
    return {
      ndcg: computeNdcg(ranked, judgments),
      recall: computeRecall(ranked, judgments),
      rr: computeReciprocalRank(ranked, judgments),
      empty: ranked.length === 0,
      ms,
    }
  })
  const times = answers.map((answer) => answer.ms)
  const row: Measurement = {
    set: set.name,
    mode,
    understand,
    queries: answers.length,
    ndcg10: computeMean(answers.map((answer) => answer.ndcg)),
    recall100: computeMean(answers.map((answer) => answer.recall)),
    mrr: computeMean(answers.map((answer) => answer.rr)),
    zeroRate: computeMean(answers.map((answer) => Number(answer.empty))),
    p50Ms: computePercentile(times, 0.5),
    p95Ms: computePercentile(times, 0.95),
  }
  return { row, degraded, errors }
}
