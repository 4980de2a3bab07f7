import type { ExplainedSearch, Explained } from './explained-search.ts'
import { type CheckedCondition, checkCondition, describeCondition, splitConjuncts } from './check-conditions.ts'
import { joinWords } from './write-text.ts'

/** The scope: the request's own filter and what chips of the query demand. */
export function explainFilter({ plan, document }: ExplainedSearch): Explained {
  const conditions = splitConjuncts(plan.ownScope).map((node) => checkCondition(node, document))
  const chips = plan.query.chips.filter(({ applied }) => applied === 'filter').map(({ id, filter }) => ({ id, filter }))
  const failed = conditions.filter(({ passes }) => !passes)
  const details = { conditions, chips }
  if (conditions.length === 0) return { step: 'filter', outcome: 'info', text: 'There is no filter.', details, short: null }
  if (failed.length > 0) {
    const why = joinWords(failed.map(describeCondition))
    return { step: 'filter', outcome: 'failed', text: `It fails the filter: ${why}.`, details, short: `fails the filter ${why}` }
  }
  const text = `It passes the filter: ${joinWords(conditions.map(describeCondition))}.`
  return { step: 'filter', outcome: 'passed', text, details, short: 'passes the filter' }
}

/** Refinements narrow what is shown; they change no score. */
export function explainRefine({ plan, document }: ExplainedSearch): Explained {
  const refinements: CheckedCondition[] = plan.refine.map(({ node }) => checkCondition(node, document))
  const failed = refinements.filter(({ passes }) => !passes)
  const details = { refinements }
  if (refinements.length === 0) return { step: 'refine', outcome: 'info', text: 'There are no refinements.', details, short: null }
  if (failed.length > 0) {
    const why = joinWords(failed.map(describeCondition))
    return { step: 'refine', outcome: 'failed', text: `A refinement leaves it out: ${why}.`, details, short: `left out by the refinement ${why}` }
  }
  const text = `It passes every refinement: ${joinWords(refinements.map(describeCondition))}.`
  return { step: 'refine', outcome: 'passed', text, details, short: 'passes the refinements' }
}
