import type { ExplainResponse } from '../../../contracts/explain.ts'
import type { Context } from '../../../shared/context.ts'
import { presentQuery } from '../present-query.ts'
import { type ExplainInput, computeExplainedSearch } from './compute-explained-search.ts'
import { explainFilter, explainRefine } from './explain-filters.ts'
import { explainKeyword } from './explain-keyword.ts'
import { explainPage, explainRank, traceRank } from './explain-rank.ts'
import { explainRules } from './explain-rules.ts'
import { explainSemantic } from './explain-semantic.ts'
import { explainUnderstanding } from './explain-understanding.ts'
import type { Explained, ExplainedSearch } from './explained-search.ts'
import type { ExplainPorts } from './ports.ts'

/**
 * Why a document stands at its rank in a search, or is not there: the search is run as a search runs it, and every step says
 * what it did with the document. Counts no query. Throws what computeExplainedSearch does.
 */
export async function explainDocument(ports: ExplainPorts, ctx: Context, input: ExplainInput): Promise<ExplainResponse> {
  const search = await computeExplainedSearch(ports, ctx, input)
  const { plan, set, at } = search
  const filter = explainFilter(search)
  const rules = explainRules(search)
  const inScope = filter.outcome !== 'failed' && rules.outcome !== 'failed'
  const refine = explainRefine(search)
  const found = search.member !== null && refine.outcome !== 'failed'
  const trace = traceRank(search)
  const explained: Explained[] = [
    { step: 'document', outcome: 'passed', text: `Document "${input.id}" exists.`, details: { id: input.id }, short: null },
    explainUnderstanding(search),
    filter,
    rules,
    explainKeyword(search, inScope),
    explainSemantic(search, inScope),
    refine,
    explainRank(search, trace, found),
    explainPage(search),
  ]
  return {
    queryId: ctx.newId(),
    collection: plan.collection.name,
    id: input.id,
    found,
    rank: at === -1 ? null : at + 1,
    total: set.total,
    resultSetId: set.id,
    query: await presentQuery(ports, plan, set),
    steps: explained.map(({ short: _short, ...step }) => step),
    summary: summarise(search, found, explained),
    trace,
  }
}

/** Not among the 41 results: passes the filter; matches *walnut* in title, not *desk*; dropped by the all-terms plan. */
function summarise({ set, at }: ExplainedSearch, found: boolean, explained: readonly Explained[]): string {
  const results = `${set.total} ${set.total === 1 ? 'result' : 'results'}`
  const verdict = at !== -1 ? `Rank ${at + 1} of ${results}` : found ? `Among the ${results}, without a rank` : `Not among the ${results}`
  const reasons = explained.flatMap(({ short }) => short ?? [])
  return `${verdict}${reasons.length === 0 ? '' : `: ${reasons.join('; ')}`}.`
}
