import type { ShadowComparison } from '../../../contracts/ranking.ts'
import type { Context } from '../../../shared/context.ts'
import { measureKendallTau, measureOverlap, measureScoreDifference } from '../../ranking/index.ts'
import { assembleResultSet, rankRetrieved } from '../assemble-result-set.ts'
import type { ComputedResultSet } from '../compute-result-set.ts'
import { WHOLE } from '../cut-result-set.ts'
import type { Likeness } from '../diversity/measure-likeness.ts'
import type { SearchPlan } from '../plan-search.ts'
import type { ResultSet } from '../result-set.ts'
import { cleanQuery } from '../understanding/suggest/index.ts'
import { refTo } from './find-profile.ts'
import type { ShadowStore } from './ports.ts'

type Ports = { shadows: ShadowStore; queryLog: unknown }
type Measured = Pick<ShadowComparison, 'overlap' | 'tau' | 'difference' | 'first' | 'error'>

const MAX_ERROR = 200

/**
 * Scores the candidates of a search by the shadow profile too and records how far the orders differ; whatever goes wrong with the shadow is
 * recorded in its place. Only searches by score alone that somebody finished typing and that were answered in full are compared. Meant for
 * ctx.later, when the response has gone: it begins with a look at the store, so that none of its work comes before that.
 */
export async function compareShadow(ports: Ports, ctx: Context, plan: SearchPlan, computed: ComputedResultSet): Promise<void> {
  const { shadow, collection, request } = plan
  const rearranged = plan.sort.length > 0 || plan.rerank !== null || plan.group !== null || plan.diversity !== null
  if (!shadow || plan.kind === 'browse' || rearranged || request.typing || computed.set.degraded.length > 0) return
  if (!(await ports.shadows.hasRoom(collection.id, ctx.now()))) return
  const logged = ports.queryLog !== null && collection.definition.understanding?.queryLog !== false
  const comparison: ShadowComparison = {
    served: refTo(collection.ranking?.profile ?? null),
    shadow: { name: shadow.name, version: shadow.version },
    query: logged ? cleanQuery(plan.query.effective) : null,
    ...(await measureShadow(plan, shadow, computed)),
  }
  await ports.shadows.record(collection.id, comparison, ctx.now())
}

async function measureShadow(plan: SearchPlan, shadow: NonNullable<SearchPlan['shadow']>, computed: ComputedResultSet): Promise<Measured> {
  try {
    if ('error' in shadow) throw new Error(shadow.error)
    const { set, retrieved, semantic } = computed
    const other = { ...plan, formula: shadow.formula }
    const ranked = rankRetrieved(other, retrieved, semantic)
    return compareSets(
      set,
      await assembleResultSet(other, {
        retrieved,
        kept: WHOLE,
        ranked,
        reranked: null,
        semantic,
        versions: set.versions,
        degraded: [],
        likeness: unneeded,
      }),
    )
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { overlap: null, tau: null, difference: null, first: null, error: message.slice(0, MAX_ERROR) }
  }
}

function compareSets(served: ResultSet, other: ResultSet): Measured {
  const scores = new Map(other.ids.map((id, at) => [id, other.scores[at] ?? 0]))
  return {
    overlap: measureOverlap(served.ids, other.ids),
    tau: measureKendallTau(served.ids, other.ids),
    difference: measureScoreDifference(
      served.scores,
      served.ids.map((id) => scores.get(id) ?? 0),
    ),
    first: served.ids[0] === other.ids[0],
    error: null,
  }
}

/** Without diversity nothing is compared. */
async function unneeded(): Promise<Likeness> {
  return { similarity: () => 0, by: 'nothing' }
}
