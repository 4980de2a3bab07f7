import { createAuditLog } from './adapters/d1/audit-log.ts'
import { createVectorCounts } from './adapters/vector-counts.ts'
import type { IngestionPorts } from './domain/ingestion/index.ts'
import { newJob } from './domain/operations/index.ts'
import {
  type MiningStarter,
  type PreviewSearch,
  type QueryCountStore,
  type RankingPorts,
  type RulePorts,
  type SearchPorts,
  type WordPorts,
  bindFilter,
  createPreviewSearch,
} from './domain/search/index.ts'
import type { Settings } from './env.ts'
import { wireBackground } from './services/background.ts'
import { openSharedAdapters } from './services/shared-adapters.ts'
import { wireReading } from './services/reading.ts'
import { wireVectorSets } from './services/vector-sets.ts'

export { type Check, checkHealth } from './adapters/check-health.ts'

export type Services = ReturnType<typeof wireReading> &
  ReturnType<typeof wireBackground> &
  ReturnType<typeof wireVectorSets> & {
    settings: Settings
    catalog: Pick<IngestionPorts, 'collections' | 'waker'>
    countVectors: ReturnType<typeof createVectorCounts>
    ingestion: IngestionPorts
    words: WordPorts & MiningStarter & { search: PreviewSearch }
    ranking: RankingPorts & RulePorts & { search: SearchPorts }
    queryCounts: QueryCountStore
    bookmark(): string
  }

/**
 * Wires adapters to rooms for one request, message or alarm. `constraint` is the caller's bookmark, or which replica may
 * answer: "first-unconstrained" for reads, "first-primary" for writes.
 */
export function createServices(env: Env, constraint: string): Services {
  const adapters = openSharedAdapters(env, constraint)
  const { settings, db, collections, documents, index, jobs, rules, rankingRules, queryCounts, waker } = adapters
  const reading = wireReading(adapters)
  return {
    ...reading,
    ...wireBackground(adapters),
    ...wireVectorSets(adapters),
    settings,
    catalog: { collections, waker },
    countVectors: createVectorCounts(adapters.vectors, adapters.cache),
    ingestion: {
      collections,
      documents,
      waker,
      resolveScope: (collection, filter, showHidden) => bindFilter(collection, filter, 'filter', showHidden, index.fieldIds),
    },
    words: {
      collections,
      rules,
      waker,
      addJob: (tenant, job) => jobs.add(newJob(tenant, job)),
      search: createPreviewSearch(
        { index, understanding: { ...reading.search.understanding, findKnown: index.findKnown, within: reading.search.within } },
        () => Date.now(),
      ),
    },
    ranking: {
      collections,
      profiles: adapters.profiles,
      shadows: adapters.shadows,
      rules: rankingRules,
      audit: createAuditLog(db),
      search: reading.search,
    },
    queryCounts,
    bookmark: db.bookmark,
  }
}
