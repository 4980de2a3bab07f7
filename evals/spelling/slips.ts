// node evals/spelling/slips.ts: what a right correction of one slip brings, by the length of the query, through the HTTP API.
// Exit codes: 0 measured or no data to measure with; 2 wrong usage.
import { startMeridian } from '../../scripts/lib/start-miniflare.ts'
import { type SearchMode, searchMode } from '../../src/contracts/search.ts'
import { UNDERSTANDING_STEPS } from '../../src/contracts/understanding.ts'
import { randomBitsAt } from '../../src/shared/math/random.ts'
import { analyse, contentTokens } from '../../src/shared/text/index.ts'
import { type Server, search } from '../api-client.ts'
import { evaluateSet } from '../evaluate-set.ts'
import { formatTable } from '../format-table.ts'
import { computeMean, computeNdcg } from '../metrics.ts'
import { UsageError } from '../options.ts'
import { runConcurrently } from '../run-concurrently.ts'
import { type JudgedSet, readSet } from '../sets.ts'
import { LANGUAGE } from './collection.ts'
import { listHeldSets, parseSpellingOptions } from './options.ts'

const SETS = ['cisi', 'cacm', 'med', 'cranfield', 'liveqa', 'npl', 'nfcorpus', 'scifact']
/** First and last number of words. */
const LENGTHS = [
  [1, 6],
  [7, 12],
  [13, 20],
  [21, 24],
  [25, 32],
  [33, Infinity],
] as const
/** Of longer queries there are few: five slips each, in other words. */
const FEW_FROM = 13
const SEVERAL = 5
/** Room for a letter more, so that no slip moves the cut. */
const LONGEST = 500
const HALVES = 3
const WITHOUT = UNDERSTANDING_STEPS.filter((step) => step !== 'spelling')

type Gain = { words: number; half: number; gains: ReadonlyMap<SearchMode, number> }

async function main(argv: readonly string[]): Promise<void> {
  const { data } = parseSpellingOptions(argv)
  const names = listHeldSets(data, SETS)
  if (names.length === 0) return
  const gains: Gain[] = []
  for (const name of names) {
    const set = await readSet(data, name)
    const server = await startMeridian()
    try {
      await evaluateSet(server, set, {
        modes: ['hybrid'],
        queries: 1,
        concurrency: 1,
        semanticTimeout: 1800,
        onProgress: () => undefined,
        async onLoaded(collection) {
          gains.push(...(await askSlips(server, collection, set)))
        },
      })
    } finally {
      await server.dispose()
    }
    console.error(name)
  }
  const rows = LENGTHS.flatMap(([first, last]) => {
    const words = last === Infinity ? `over ${first - 1}` : `${first} to ${last}`
    const all = gains.filter((gain) => first <= gain.words && gain.words <= last)
    const halves = [0, 1].map((each) => all.filter(({ half }) => half === each))
    return [all, ...halves].map((of, at) => [
      words,
      ['all', 'first half', 'second half'][at] ?? '',
      String(of.length),
      ...searchMode.options.map((mode) => describe(of, mode)),
    ])
  })
  console.log(formatTable(['words', 'of', 'queries', ...searchMode.options], rows))
}

/** Of every query the mean over its slips of nDCG@10 as it was less with the slip, both without spelling: what a right correction brings. */
async function askSlips(server: Server, collection: string, set: JudgedSet): Promise<Gain[]> {
  const asked = await runConcurrently([...set.queries.entries()], 2, async ([at, { id, text }]): Promise<Gain[]> => {
    const words = text.trim().split(/\s+/).length
    const slips = Array.from({ length: words < FEW_FROM ? 1 : SEVERAL }, (_, seed) => misspell(text.slice(0, LONGEST), at, seed + 1))
    const made = slips.filter((slip) => slip !== null)
    if (made.length === 0) return []
    const judgments = set.judgments.get(id) ?? new Map<string, number>()
    const gains = new Map<SearchMode, number>()
    for (const mode of searchMode.options) {
      const ask = async (q: string): Promise<number> => {
        const answer = await search(server, collection, { q, mode, understand: WITHOUT, perPage: 10, fields: ['title'], highlight: false })
        return computeNdcg(
          answer.hits.map((hit) => hit.id),
          judgments,
        )
      }
      const right = await ask(text.slice(0, LONGEST))
      const slipped: number[] = []
      for (const q of made) slipped.push(await ask(q))
      gains.set(mode, right - computeMean(slipped))
    }
    return [{ words, half: randomBitsAt(HALVES, at) % 2, gains }]
  })
  return asked.flat()
}

/** One word of five letters or more with a slip, never in its first letter; null without such a word or where the slip changes nothing. */
function misspell(text: string, at: number, seed: number): string | null {
  const draw = (what: number, below: number): number => randomBitsAt(seed * 1000 + what, at) % below
  const long = contentTokens(analyse(text, LANGUAGE), LANGUAGE).filter(({ surface }) => /^[a-z]{5,}$/.test(surface))
  const token = long.length === 0 ? undefined : long[draw(1, long.length)]
  if (token === undefined) return null
  const word = text.slice(token.start, token.end)
  const place = 1 + draw(2, word.length - 2)
  const letter = String.fromCharCode(97 + draw(4, 26))
  const [before, rest] = [word.slice(0, place), word.slice(place)]
  const slipped = [
    `${before}${rest.slice(1)}`,
    `${before}${rest.charAt(1)}${rest.charAt(0)}${rest.slice(2)}`,
    `${before}${letter}${rest.slice(1)}`,
    `${before}${letter}${rest}`,
  ][draw(3, 4)]
  return slipped === undefined || slipped === word ? null : `${text.slice(0, token.start)}${slipped}${text.slice(token.end)}`
}

function describe(gains: readonly Gain[], mode: SearchMode): string {
  const values = gains.map((gain) => gain.gains.get(mode) ?? 0)
  const mean = computeMean(values)
  const error = Math.sqrt(computeMean(values.map((value) => (value - mean) ** 2)) / Math.max(1, values.length - 1))
  return `${mean < 0 ? '-' : '+'}${Math.abs(mean).toFixed(3)} ± ${error.toFixed(3)}`
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message}\nusage: node evals/spelling/slips.ts [--data DIR]`)
  process.exitCode = 2
}
