import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analyse } from '../src/shared/text/index.ts'
import { type Server, search } from './api-client.ts'
import { computeMean, computeNdcg, computeRecall } from './metrics.ts'
import { runConcurrently } from './run-concurrently.ts'
import type { JudgedSet } from './sets.ts'

/** What understanding does to queries that people misspelt, and to those that they did not; shares in [0, 1]. */
export type SpellingMeasurement = {
  set: string
  misspelt: number
  /** the effective query is the listed correction */
  corrected: number
  /** so it is, or it finds the correction's first hit first */
  correctedOrFound: number
  others: number
  /** other queries that a correction changed */
  changed: number
  /** misspelt queries without a hit, without and with understanding */
  zeroRate: readonly [off: number, on: number]
  /** over the misspelt queries that have judgments, without and with understanding */
  judged: number
  recall100: readonly [off: number, on: number]
  ndcg10: readonly [off: number, on: number]
}

type Pair = { query: string; correction: string }

/** Null when the set lists no misspelt queries (spelling.tsv: `query correction` under a header line). */
export async function readMisspelt(folder: string): Promise<Pair[] | null> {
  const file = join(folder, 'spelling.tsv')
  if (!existsSync(file)) return null
  const lines = (await readFile(file, 'utf8')).split('\n').slice(1)
  return lines.flatMap((line) => {
    const [query, correction] = line.split('\t')
    return query && correction ? [{ query, correction: correction.replace(/\r$/, '') }] : []
  })
}

/** Through the HTTP API, in keyword mode: a semantic guess is no correction. `pairs` are asked; whatever is `listed` is none of the others. */
export async function measureSpelling(
  server: Server,
  collection: string,
  set: JudgedSet,
  { pairs, listed }: { pairs: readonly Pair[]; listed: readonly Pair[] },
  concurrency: number,
): Promise<SpellingMeasurement> {
  const ask = (q: string, understand: boolean) =>
    search(server, collection, { q, understand, mode: 'keyword', perPage: 100, fields: ['title'], highlight: false })
  const judgedText = new Map(set.queries.map(({ id, text }) => [text, set.judgments.get(id)]))
  const spelt = await runConcurrently(pairs, concurrency, async ({ query, correction }) => {
    const [on, off, right] = [await ask(query, true), await ask(query, false), await ask(correction, false)]
    const corrected = wordsOf(on.query.effective) === wordsOf(correction)
    const first = right.hits[0]?.id
    const found = first !== undefined && on.hits[0]?.id === first
    const judgments = judgedText.get(query)
    const score = (of: typeof on) => {
      const ids = of.hits.map(({ id }) => id)
      return judgments ? { recall: computeRecall(ids, judgments), ndcg: computeNdcg(ids, judgments) } : null
    }
    return { corrected, found: corrected || found, emptyOn: on.total === 0, emptyOff: off.total === 0, on: score(on), off: score(off) }
  })
  const misspelt = new Set(listed.map(({ query }) => query))
  const others = set.queries.filter(({ text }) => !misspelt.has(text))
  const changed = await runConcurrently(others, concurrency, async ({ text }) => {
    const answer = await search(server, collection, { q: text, mode: 'keyword', perPage: 1, highlight: false })
    return answer.query.corrections.length > 0
  })
  const judged = spelt.flatMap(({ on, off }) => (on && off ? [{ on, off }] : []))
  return {
    set: set.name,
    misspelt: spelt.length,
    corrected: computeMean(spelt.map(({ corrected }) => Number(corrected))),
    correctedOrFound: computeMean(spelt.map(({ found }) => Number(found))),
    others: others.length,
    changed: computeMean(changed.map(Number)),
    zeroRate: [computeMean(spelt.map(({ emptyOff }) => Number(emptyOff))), computeMean(spelt.map(({ emptyOn }) => Number(emptyOn)))],
    judged: judged.length,
    recall100: [computeMean(judged.map(({ off }) => off.recall)), computeMean(judged.map(({ on }) => on.recall))],
    ndcg10: [computeMean(judged.map(({ off }) => off.ndcg)), computeMean(judged.map(({ on }) => on.ndcg))],
  }
}

/** Case, accents, punctuation and spacing around it aside. */
function wordsOf(text: string): string {
  return analyse(text, 'en')
    .map(({ surface }) => surface)
    .join(' ')
}
