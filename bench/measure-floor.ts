// The floor, measured inside its own process without HTTP: forked by bench/run.ts, sends one Measured back.
import type { JudgedSet } from '../evals/sets.ts'
import { readCorpus } from '../evals/sets.ts'
import { flattenDocument } from './catalogs.ts'
import { createEngine } from './engines/sqlite-fts5.ts'
import { measureTarget } from './measure.ts'
import { readPeakMemory } from './process-memory.ts'
import { PER_PAGE } from './target.ts'
import type { Target } from './target.ts'
import type { Workload } from './workload.ts'

export type FloorTask = { set: JudgedSet; workload: Workload; faceted: boolean; width: number }

process.once('disconnect', () => process.exit())
process.once('message', async ({ set, workload, faceted, width }: FloorTask) => {
  let engine = createEngine({ faceted })
  const target: Target = {
    load: async (lines) => engine.add(lines.map(flattenDocument)),
    settle: () => Promise.resolve(),
    ask: async (query) => {
      const started = performance.now()
      const { hits } = await engine.search(query, PER_PAGE)
      return { ok: true, ms: performance.now() - started, ids: hits.map((hit) => hit.id) }
    },
    askNothing: null,
    peakMemory: () => readPeakMemory(process.pid),
    restart: async (query) => {
      const started = performance.now()
      engine = createEngine({ faceted })
      await engine.add((await readLines(set.folder)).map(flattenDocument))
      await engine.search(query, PER_PAGE)
      return performance.now() - started
    },
    stop: () => Promise.resolve(),
  }
  const measured = await measureTarget(target, await readLines(set.folder), set, workload, width)
  process.send?.(measured, () => process.exit(0))
})

async function readLines(folder: string): Promise<string[]> {
  const lines: string[] = []
  for await (const line of readCorpus(folder)) lines.push(line)
  return lines
}
