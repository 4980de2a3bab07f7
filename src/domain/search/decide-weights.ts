import { chooseSemanticWeight, findLargest, normaliseWeights } from '../ranking/index.ts'
import type { SearchPlan } from './plan-search.ts'
import type { Candidate } from './ports.ts'
import type { SemanticHits } from './retrieval/retrieve-semantic.ts'

/** Weight of what the query seems to wish for, beside 1 for keyword and semantic together. */
export const INTENT_WEIGHT = 0.1
/** What a rule's boost of weight 1 counts beside the same 1: as much as a wish. */
const RULE_WEIGHT = 0.1

/** By feature name; they sum to 1, or to 0 when nothing is scored. */
export type DecidedWeights = { weights: Record<string, number>; reasons: { name: string; value: number | string }[] }

/** Weights of the features, normalised to sum to 1; intent and rules take part only when something is boosted. */
export function decideWeights(
  plan: SearchPlan,
  semantic: SemanticHits | null,
  candidates: readonly Candidate[],
  similarities: readonly (number | null)[],
): DecidedWeights {
  if (plan.kind === 'browse') return { weights: {}, reasons: [] }
  const { weights, reasons } = decideSides(plan, semantic, candidates, similarities)
  const rules = plan.ruleBoosts.reduce((sum, { weight }) => sum + RULE_WEIGHT * Math.abs(weight), 0)
  return { weights: normaliseWeights({ ...weights, intent: plan.boosts.length > 0 ? INTENT_WEIGHT : 0, rules }), reasons }
}

type Sides = { weights: { keyword: number; semantic: number }; reasons: DecidedWeights['reasons'] }

/** How far to trust each side: what the request says, then the collection, then the hybrid policy. Sums to 1, or to 0 when so given. */
function decideSides(
  plan: SearchPlan,
  semantic: SemanticHits | null,
  candidates: readonly Candidate[],
  similarities: readonly (number | null)[],
): Sides {
  const { request } = plan
  if (request.mode === 'keyword' || !semantic) return { weights: { keyword: 1, semantic: 0 }, reasons: [] }
  if (request.mode === 'semantic') return { weights: { keyword: 0, semantic: 1 }, reasons: [] }
  const given = { ...plan.collection.definition.ranking.weights, ...definedOnly(request.weights ?? {}) }
  const keyword = typeof given.keyword === 'number' ? given.keyword : 1
  if (typeof given.semantic === 'number')
    return { weights: normaliseWeights({ keyword, semantic: given.semantic }), reasons: [{ name: 'weights', value: 'given' }] }
  const { weight, reasons } = chooseSemanticWeight(readSignals(semantic, candidates, similarities))
  return { weights: { keyword: 1 - weight, semantic: weight }, reasons }
}

/** What the policy looks at, over R before refinements, so that refining never reorders. */
function readSignals(
  semantic: SemanticHits,
  candidates: readonly Candidate[],
  similarities: readonly (number | null)[],
): Parameters<typeof chooseSemanticWeight>[0] {
  const matches = candidates
    .flatMap(({ doc, keyword }, at) => {
      const similarity = similarities[at] ?? null
      return keyword === null || similarity === null ? [] : [{ doc, keyword, similarity }]
    })
    .sort((left, right) => right.keyword - left.keyword || left.doc - right.doc)
  return {
    // models that say nothing of their documents' length read sentences, and are trusted as with long ones
    collection: { meanDocumentLength: semantic.source.statistics['meanDocumentLength'] ?? 200, agreement: semantic.source.statistics['agreement'] },
    query: {
      keywordScores: matches.map(({ keyword }) => keyword),
      similarities: matches.map(({ similarity }) => similarity),
      largestSimilarity: findLargest(similarities),
      captured: semantic.captured,
    },
  }
}

function definedOnly(weights: { keyword?: number; semantic?: number }): { keyword?: number; semantic?: number } {
  return {
    ...(weights.keyword === undefined ? {} : { keyword: weights.keyword }),
    ...(weights.semantic === undefined ? {} : { semantic: weights.semantic }),
  }
}
