import type { DegradedCode } from '../../../contracts/search.ts'
import type { JsonObject } from '../../../contracts/documents.ts'
import { rerankWindow } from '../../ranking/index.ts'
import type { SearchPlan } from '../plan-search.ts'
import type { SearchPorts } from '../ports.ts'
import type { Stopwatch } from '../stopwatch.ts'
import type { Reranker } from './ports.ts'
import { readRerankText } from './read-text.ts'

/** How long a search waits for the reranker before it answers in the fused order. */
const RERANK_BUDGET_MS = 1000

export type Reranked = {
  model: string
  base: number
  /** the window in its new order */
  places: readonly { doc: number; score: number; relevance: number }[]
  bodies: ReadonlyMap<number, JsonObject>
}

/**
 * The best `plan.rerank` of R, before refinements and pins, in the order of a cross-encoder. Null when the reranker
 * fails or is late: then `degraded` says so.
 */
export async function rerankRanked(
  ports: Pick<SearchPorts, 'index' | 'within'> & { reranker: Reranker },
  plan: SearchPlan,
  ordered: readonly { doc: number; id: string; score: number }[],
  watch: Stopwatch,
  degraded: DegradedCode[],
): Promise<Reranked | null> {
  const { reranker } = ports
  const window = ordered.slice(0, plan.rerank ?? 0)
  const { bodies, rowsRead } = await watch.d1(ports.index.bodies(window.map(({ doc }) => doc)))
  watch.rowsRead += rowsRead
  // a document that was deleted meanwhile has no text and goes to the end of the window
  const texts = window.map(({ doc }) => readRerankText(plan.collection, bodies.get(doc) ?? {}))
  const asked = plan.query.searched || plan.query.effective
  const relevances = await watch.rerank(
    ports.within(
      reranker.rerank(asked, texts).catch(() => null),
      RERANK_BUDGET_MS,
    ),
  )
  if (!relevances || relevances.length !== window.length) {
    degraded.push('rerank')
    return null
  }
  const { base, places } = rerankWindow(ordered, relevances)
  return {
    model: reranker.model,
    base,
    places: places.flatMap(({ from, score, relevance }) => window.slice(from, from + 1).map(({ doc }) => ({ doc, score, relevance }))),
    bodies,
  }
}
