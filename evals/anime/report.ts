import type { CollectionView } from '../../src/contracts/collection.ts'
import { formatTable } from '../format-table.ts'
import { computePercentile } from '../metrics.ts'
import { compareQualities } from './measure.ts'
import type { Latency, Quality } from './measure.ts'
import { QUERY_KINDS } from './queries.ts'

export type NamedQuality = Quality & { name: string }
type Sides = { name: string; hybrid: Quality; semantic: Quality }

export type AnimeReport = {
  command: string
  machine: string
  date: string
  documents: number
  /** documents that the second source, and the cast, know */
  withSecond: number
  withCast: number
  queries: number
  /** from the first document sent until words and vectors are ready */
  seconds: { many: number; one: number }
  /** searches that were answered without their vectors in time, and asked again */
  late: number
  counts: NonNullable<CollectionView['semantic']['vectors']>
  wholes: NamedQuality[]
  without: Sides[]
  alone: Sides[]
  alternatives: Sides[]
  latency: Latency[]
}

export function formatAnimeReport(report: AnimeReport): string {
  const { command, machine, date, documents, withSecond, withCast, queries, seconds, counts } = report
  const empty = counts.filter(({ vectors }) => vectors === 0).map(({ name }) => name)
  return `# The vectors of the anime template

Written by \`${command}\` on ${date}.
${machine}.

${documents} titles in the anime template; the second source knows ${withSecond} of them, the cast ${withCast}. ${queries} written queries with expected titles
(\`evals/anime/queries.ts\`), each title worth the same. Loaded, learnt and embedded in ${seconds.many.toFixed(0)} s with thirteen vectors and in ${seconds.one.toFixed(0)} s with one over the same fields.
${report.late} searches were not answered whole within their deadline, on a machine that does other work, and were asked again.

${formatTable(
  ['vector', 'documents'],
  counts.map(({ name, vectors }) => [name, String(vectors)]),
)}

Empty for lack of a source: ${empty.join(', ') || 'none'}. They are asked all the same and cost their share of the time below.

## All of them

${formatTable(['search', 'nDCG@10', 'recall@10', 'MRR@10'], report.wholes.map(formatQuality))}

Differences in nDCG@10, query by query, with their standard errors:

${formatTable(['search', 'against', 'difference'], formatGains(report.wholes))}

nDCG@10 by kind of query:

${formatTable(
  ['search', ...QUERY_KINDS],
  report.wholes.map(({ name, byKind }) => [name, ...QUERY_KINDS.map((kind) => byKind[kind].toFixed(3))]),
)}

## Each switched off, and each alone

What the search loses in nDCG@10 without the vector (negative where it is better off without), and what it reaches with that vector alone.

${formatTable(['vector', 'hybrid loses', 'semantic loses', 'hybrid alone', 'semantic alone', 'recall@10 alone'], formatVectors(report))}

## One similarity of several

The same candidates, cosines and weight of the semantic side, in the order of each way to combine them.

${formatTable(
  ['similarity', 'hybrid nDCG@10', 'semantic nDCG@10', 'hybrid recall@10', 'semantic recall@10'],
  report.alternatives.map(({ name, hybrid, semantic }) => [
    name,
    write(hybrid.ndcg10),
    write(semantic.ndcg10),
    write(hybrid.recall10),
    write(semantic.recall10),
  ]),
)}

## Time

Every query ${(report.latency[0]?.times.length ?? 0) / queries} times a search, one at a time, in turns; milliseconds on the caller's clock. The last column is the ratio to one vector.

${formatTable(['search', 'p50 ms', 'p95 ms', 'p50 ratio'], formatLatency(report.latency))}
`
}

function write(value: number): string {
  return value.toFixed(4)
}

function formatQuality({ name, ndcg10, recall10, mrr }: NamedQuality): string[] {
  return [name, write(ndcg10), write(recall10), write(mrr)]
}

function formatVectors({ wholes, without, alone }: AnimeReport): string[][] {
  const lost = (whole: string, other: Quality): string => {
    const quality = wholes.find(({ name }) => name === whole)
    return quality ? formatDifference(quality, other) : ''
  }
  return without.map(({ name, hybrid, semantic }, at) => [
    name,
    lost('all vectors, hybrid', hybrid),
    lost('all vectors, semantic', semantic),
    write(alone[at]?.hybrid.ndcg10 ?? 0),
    write(alone[at]?.semantic.ndcg10 ?? 0),
    write(alone[at]?.semantic.recall10 ?? 0),
  ])
}

function formatGains(wholes: readonly NamedQuality[]): string[][] {
  const find = (name: string): NamedQuality | undefined => wholes.find((whole) => whole.name === name)
  const pairs = [
    ['all vectors, hybrid', 'keyword'],
    ['all vectors, hybrid', 'one vector, hybrid'],
    ['all vectors, semantic', 'one vector, semantic'],
    ['one vector, hybrid', 'keyword'],
  ] as const
  return pairs.flatMap(([better, other]) => {
    const [left, right] = [find(better), find(other)]
    return left && right ? [[better, other, formatDifference(left, right)]] : []
  })
}

function formatDifference(better: Quality, other: Quality): string {
  const { difference, error } = compareQualities(better, other)
  return `${signed(difference)} ± ${write(error)}`
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`
}

function formatLatency(latency: readonly Latency[]): string[][] {
  const base = computePercentile(latency.find(({ name }) => name === 'one vector')?.times ?? [], 0.5)
  return latency.map(({ name, times }) => {
    const p50 = computePercentile(times, 0.5)
    return [name, p50.toFixed(1), computePercentile(times, 0.95).toFixed(1), base > 0 ? (p50 / base).toFixed(2) : '']
  })
}
