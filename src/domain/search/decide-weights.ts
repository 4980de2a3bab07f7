import { type RankInput, chooseSemanticWeight, findLargest } from '../ranking/index.ts'
import type { SearchPlan } from './plan-search.ts'
import type { SemanticHits } from './retrieval/retrieve-semantic.ts'

export type DecidedWeights = { weights: { keyword: number; semantic: number }; reasons: { name: string; value: number | string }[] }

/** How far to trust each side: what the request says, then the collection, then the hybrid policy. */
export function decideWeights(plan: SearchPlan, semantic: SemanticHits | null, inputs: readonly RankInput[]): DecidedWeights {
  const { request } = plan
  if (plan.kind === 'browse') return { weights: { keyword: 0, semantic: 0 }, reasons: [] }
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
