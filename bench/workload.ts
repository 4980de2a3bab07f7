import type { JudgedSet, Query } from '../evals/sets.ts'
import { randomBitsAt } from '../src/shared/math/random.ts'

/** No query occurs twice in a workload, so no cache of answers, ours or a peer's, can serve one. */
export type Workload = { warmUp: string[]; latency: Query[]; throughput: string[] }

export type Sizes = { warmUp: number; latency: number; throughput: number }
export const FULL: Sizes = { warmUp: 100, latency: 1000, throughput: 4500 }
export const QUICK: Sizes = { warmUp: 30, latency: 150, throughput: 600 }

/** Prefix of the ids of queries made from titles: they have no judgments. */
const MADE = 'made:'
const SEED = 20_260

/**
 * The judged queries first, seeded order; a set with too few of them is filled up with runs of one to four
 * words out of its own titles, the way people type a product they know of. nDCG is over the judged ones only.
 */
export function planWorkload(set: Pick<JudgedSet, 'queries'>, titles: readonly string[], sizes: Sizes): Workload {
  const judged = keepDistinct(shuffle(set.queries))
  const wanted = sizes.warmUp + sizes.latency + sizes.throughput
  const seen = new Set(judged.map((query) => query.text))
  const made: Query[] = []
  for (let attempt = 0; judged.length + made.length < wanted && attempt < wanted * 20 && titles.length > 0; attempt += 1) {
    const text = cutTitle(
      titles[randomBitsAt(SEED, attempt * 3) % titles.length] ?? '',
      randomBitsAt(SEED, attempt * 3 + 1),
      randomBitsAt(SEED, attempt * 3 + 2),
    )
    if (text === '' || seen.has(text)) continue
    seen.add(text)
    made.push({ id: MADE + attempt, text })
  }
  const latency = [...judged.slice(0, sizes.latency), ...made.slice(0, Math.max(0, sizes.latency - judged.length))]
  const used = new Set(latency.map((query) => query.id))
  const rest = [...judged, ...made].filter((query) => !used.has(query.id)).map((query) => query.text)
  return { warmUp: rest.slice(0, sizes.warmUp), latency, throughput: rest.slice(sizes.warmUp, sizes.warmUp + sizes.throughput) }
}

export function isJudged(query: Query): boolean {
  return !query.id.startsWith(MADE)
}

function shuffle(queries: readonly Query[]): Query[] {
  return queries
    .map((query, index) => ({ query, bits: randomBitsAt(SEED + 1, index) }))
    .sort((a, b) => a.bits - b.bits)
    .map(({ query }) => query)
}

function keepDistinct(queries: readonly Query[]): Query[] {
  return [...new Map(queries.map((query) => [query.text, query])).values()]
}

/** One to four words of the title that stand together, two being the commonest. */
function cutTitle(title: string, where: number, howMany: number): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const length = Math.min(words.length, [1, 2, 2, 2, 3, 3, 4][howMany % 7] ?? 2)
  const start = words.length > length ? where % (words.length - length + 1) : 0
  return words.slice(start, start + length).join(' ')
}
