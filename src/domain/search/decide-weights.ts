import type { RankInput } from '../ranking/index.ts'
import type { SearchPlan } from './plan-search.ts'
import type { Retrieved } from './ports.ts'
import type { SemanticHits } from './retrieval/retrieve-semantic.ts'

export type DecidedWeights = { weights: { keyword: number; semantic: number }; reasons: { name: string; value: number | string }[] }

/** How far to trust each side: what the request says, then the collection, then the hybrid policy. */
export function decideWeights(plan: SearchPlan, retrieved: Retrieved, semantic: SemanticHits | null, _inputs: readonly RankInput[]): DecidedWeights {
  const { request } = plan
  if (plan.kind === 'browse') return { weights: { keyword: 0, semantic: 0 }, reasons: [] }
  if (request.mode === 'keyword' || !semantic) return { weights: { keyword: 1, semantic: 0 }, reasons: [] }
  if (request.mode === 'semantic') return { weights: { keyword: 0, semantic: 1 }, reasons: [] }
  const given = { ...plan.collection.definition.ranking.weights, ...definedOnly(request.weights ?? {}) }
  const keyword = typeof given.keyword === 'number' ? given.keyword : 1
  if (typeof given.semantic === 'number') return { weights: normalise(keyword, given.semantic), reasons: [{ name: 'weights', value: 'given' }] }
  const share = retrieved.keywordTotal === 0 ? 1 : 0.3
  return { weights: { keyword: 1 - share, semantic: share }, reasons: [] }
}

function definedOnly(weights: { keyword?: number; semantic?: number }): { keyword?: number; semantic?: number } {
  return { ...(weights.keyword === undefined ? {} : { keyword: weights.keyword }), ...(weights.semantic === undefined ? {} : { semantic: weights.semantic }) }
}

function normalise(keyword: number, semantic: number): { keyword: number; semantic: number } {
  const sum = keyword + semantic
  return sum > 0 ? { keyword: keyword / sum, semantic: semantic / sum } : { keyword: 0, semantic: 0 }
}
