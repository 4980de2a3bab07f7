import type { QueryView } from '../../contracts/search.ts'
import type { SearchPlan } from './plan-search.ts'
import type { SearchPorts } from './ports.ts'
import type { ResultSet } from './result-set.ts'
import { relax } from './understanding/relax.ts'

/** What was made of the query, for a caller to see; reads popular queries where little was found. */
export async function presentQuery(ports: SearchPorts, plan: SearchPlan, set: ResultSet): Promise<QueryView> {
  const { query, collection } = plan
  const relaxed = await relax(ports.understanding, collection, query, {
    total: set.total,
    plan: set.plan,
    keywordMatches: set.keywordMatches,
    unknown: set.unknown,
  })
  const unknown = set.unknown.flatMap((index) => query.terms[index]?.term ?? [])
  return {
    original: query.original,
    effective: query.effective,
    ...(plan.rules.rewritten === null ? {} : { rewritten: plan.rules.rewritten }),
    plan: set.plan,
    language: collection.definition.language,
    ...(query.truncated ? { truncated: true } : {}),
    ...(unknown.length > 0 ? { unknown: unknown.map((term) => surfaceOf(plan, term)) } : {}),
    detectedLanguage: query.detectedLanguage,
    corrections: [...query.corrections],
    didYouMean: query.didYouMean,
    forms: [...query.forms],
    synonyms: [...query.synonyms],
    phrases: query.phrases.map(({ text }) => text),
    head: query.head?.text ?? null,
    intent: query.intent,
    chips: [...query.chips],
    ...relaxed,
  }
}

/** The word of the query that became this term. */
export function surfaceOf(plan: SearchPlan, term: string): string {
  return plan.query.tokens.find((token) => token.term === term)?.surface ?? term
}
