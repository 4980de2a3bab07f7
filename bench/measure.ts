import { computeMean, computeNdcg, computePercentile } from '../evals/metrics.ts'
import type { JudgedSet } from '../evals/sets.ts'
import { measureThroughput } from './http-load.ts'
import type { Throughput } from './http-load.ts'
import type { Reply, Target } from './target.ts'
import { isJudged } from './workload.ts'
import type { Workload } from './workload.ts'

export type Spread = { p50: number; p95: number }

export type Measured = {
  documents: number
  loadSeconds: number
  settleSeconds: number
  ndcg10: number
  judged: number
  p50: number
  p95: number
  p99: number
  throughput: Throughput
  /** megabytes */
  peakAfterLoad: number | null
  peak: number | null
  restartSeconds: number
  /** p50 of a request that does no search */
  nothingMs: number | null
  /** the parts of a response's own `timings`, over the latency run */
  parts: Partial<Record<'totalMs' | 'd1Ms' | 'vectorMs' | 'roundTrips' | 'rowsRead' | 'vectorCandidates', Spread>>
  /** how often something was out of the ordinary, by what it was */
  notes: Record<string, number>
}

const SECONDS = 10
const NOTHING = 50

/** Loads, warms up, then measures: latency one at a time over one connection, throughput with `width` in flight, a restart. */
export async function measureTarget(target: Target, lines: readonly string[], set: JudgedSet, workload: Workload, width: number): Promise<Measured> {
  const started = performance.now()
  await target.load(lines)
  const loaded = performance.now()
  const peakAfterLoad = target.peakMemory()
  await target.settle()
  const settled = performance.now()
  for (const query of workload.warmUp) await target.ask(query)
  const { askNothing } = target
  const nothing: number[] = []
  for (let turn = 0; askNothing && turn < NOTHING; turn += 1) nothing.push(await askNothing())
  const replies: Reply[] = []
  for (const query of workload.latency) replies.push(await target.ask(query.text))
  const throughput = await measureThroughput(workload.throughput, width, SECONDS, target.ask)
  const peak = target.peakMemory()
  const restartSeconds = (await target.restart(workload.warmUp[0] ?? '')) / 1000
  const times = replies.map((reply) => reply.ms)
  const gains = workload.latency.flatMap((query, index) =>
    isJudged(query) ? [computeNdcg(replies[index]?.ids ?? [], set.judgments.get(query.id) ?? new Map())] : [],
  )
  return {
    documents: lines.length,
    loadSeconds: (loaded - started) / 1000,
    settleSeconds: (settled - loaded) / 1000,
    ndcg10: computeMean(gains),
    judged: gains.length,
    p50: computePercentile(times, 0.5),
    p95: computePercentile(times, 0.95),
    p99: computePercentile(times, 0.99),
    throughput,
    peakAfterLoad,
    peak,
    restartSeconds,
    nothingMs: nothing.length === 0 ? null : computePercentile(nothing, 0.5),
    parts: readParts(replies),
    notes: countNotes(replies),
  }
}

const PARTS = ['totalMs', 'd1Ms', 'vectorMs', 'roundTrips', 'rowsRead', 'vectorCandidates'] as const

function readParts(replies: readonly Reply[]): Measured['parts'] {
  const parts: Measured['parts'] = {}
  for (const name of PARTS) {
    const values = replies.map((reply) => reply.timings?.[name]).filter((value) => value !== undefined)
    if (values.length > 0) parts[name] = { p50: computePercentile(values, 0.5), p95: computePercentile(values, 0.95) }
  }
  return parts
}

function countNotes(replies: readonly Reply[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const note of replies.flatMap((reply) => reply.notes ?? (reply.ok ? [] : ['failed']))) counts[note] = (counts[note] ?? 0) + 1
  return counts
}
