import { type FusionWeights, type RankInput, chooseSemanticWeight, findLargest } from '../ranking/index.ts'
import type { SearchPlan } from './plan-search.ts'
import type { SemanticHits } from './retrieval/retrieve-semantic.ts'

/** Weight of what the query seems to wish for, beside 1 for keyword and semantic together. */
export const INTENT_WEIGHT = 0.1

export type DecidedWeights = { weights: FusionWeights; reasons: { name: string; value: number | string }[] }

/** Weights of the features, normalised to sum to 1; intent takes part only when something is boosted. */
export function decideWeights(plan: SearchPlan, semantic: SemanticHits | null, inputs: readonly RankInput[]): DecidedWeights {
  if (plan.kind === 'browse') return { weights: { keyword: 0, semantic: 0, intent: 0 }, reasons: [] }
  const { weights, reasons } = decideSides(plan, semantic, inputs)
  const intent = plan.boosts.length > 0 ? INTENT_WEIGHT : 0
  const sum = weights.keyword + weights.semantic + intent
  return { weights: { keyword: weights.keyword / (sum || 1), semantic: weights.semantic / (sum || 1), intent: intent / (sum || 1) }, reasons }
}

type Sides = { weights: Omit<FusionWeights, 'intent'>; reasons: DecidedWeights['reasons'] }

/** How far to trust each side: what the request says, then the collection, then the hybrid policy. Sums to 1, or to 0 when so given. */
function decideSides(plan: SearchPlan, semantic: SemanticHits | null, inputs: readonly RankInput[]): Sides {
  const { request } = plan
  if (request.mode === 'keyword' || !semantic) return { weights: { keyword: 1, semantic: 0 }, reasons: [] }
  if (request.mode === 'semantic') return { weights: { keyword: 0, semantic: 1 }, reasons: [] }
  const given = { ...plan.collection.definition.ranking.weights, ...definedOnly(request.weights ?? {}) }
  const keyword = typeof given.keyword === 'number' ? given.keyword : 1
  if (typeof given.semantic === 'number') return { weights: normalise(keyword, given.semantic), reasons: [{ name: 'weights', value: 'given' }] }
  const { weight, reasons } = chooseSemanticWeight(readSignals(semantic, inputs))
  return { weights: { keyword: 1 - weight, semantic: weight }, reasons }
}

/** What the policy looks at, over R before refinements, so that refining never reorders. */
function readSignals(semantic: SemanticHits, inputs: readonly RankInput[]): Parameters<typeof chooseSemanticWeight>[0] {
  const matches = inputs
    .filter((input) => input.keyword !== null && input.similarity !== null)
    .toSorted((left, right) => (right.keyword ?? 0) - (left.keyword ?? 0) || left.doc - right.doc)
  return {
    // models that say nothing of their documents' length read sentences, and are trusted as with long ones
    collection: { meanDocumentLength: semantic.source.statistics['meanDocumentLength'] ?? 200, agreement: semantic.source.statistics['agreement'] },
    query: {
      keywordScores: matches.map(({ keyword }) => keyword ?? 0),
      similarities: matches.map(({ similarity }) => similarity ?? 0),
      largestSimilarity: findLargest(inputs),
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

function normalise(keyword: number, semantic: number): { keyword: number; semantic: number } {
  const sum = keyword + semantic
  return sum > 0 ? { keyword: keyword / sum, semantic: semantic / sum } : { keyword: 0, semantic: 0 }
}
