import { chooseSemanticWeight, coverVectors, findLargest, normaliseWeights } from '../ranking/index.ts'
import { weighSides } from './formula/resolve-weights.ts'
import type { SearchPlan } from './plan-search.ts'
import type { Candidate } from './ports.ts'
import type { SemanticHits } from './retrieval/retrieve-semantic.ts'

/** Weight of a wish for attributes, unless the formula says another, beside 1 for keyword and semantic together. */
export const INTENT_WEIGHT = 0.1
/** What a rule's boost of weight 1 counts beside the same 1: as much as a wish for attributes. */
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
  // nothing else scores what nobody searched for
  if (plan.kind === 'browse') return { weights: plan.ruleBoosts.length > 0 ? { rules: 1 } : {}, reasons: [] }
  const { weights: given, features, reasons } = plan.formula
  const sides = decideSides(plan, semantic, candidates, similarities)
  // the sides share 1, and what stands beside them keeps its ratio to what they were given
  const beside = (weight: number): number => (sides.together === 0 ? weight : weight / sides.together)
  const lifted = plan.ruleBoosts.reduce((sum, { weight }) => sum + Math.abs(weight), 0)
  const weights = normaliseWeights({
    ...sides.weights,
    intent: plan.boosts.length === 0 ? 0 : plan.wished * (given.intent === undefined ? INTENT_WEIGHT : beside(given.intent)),
    rules: lifted * (given.rules === undefined ? RULE_WEIGHT : beside(given.rules)),
    ...Object.fromEntries(features.map(({ name, weight }) => [name, beside(weight)])),
  })
  return { weights, reasons: [...sides.reasons, ...reasons, ...nameSought(plan)] }
}

/** Why wishes weigh more than ever: the words say what is looked for. */
function nameSought({ query: { chips, sought } }: SearchPlan): DecidedWeights['reasons'] {
  const labels = chips.filter(({ id }) => sought.includes(id)).map(({ label }) => label)
  return labels.length === 0 ? [] : [{ name: 'sought', value: labels.join(', ') }]
}

type Sides = { weights: { keyword: number; semantic: number }; together: number; reasons: DecidedWeights['reasons'] }

/** How far to trust each side: what the formula says, or the hybrid policy. Sums to 1, or to 0 when so given; `together` is what they were given. */
function decideSides(
  plan: SearchPlan,
  semantic: SemanticHits | null,
  candidates: readonly Candidate[],
  similarities: readonly (number | null)[],
): Sides {
  const { together, shares } = weighSides(plan.formula.weights)
  if (plan.request.mode === 'keyword' || !semantic) return { weights: { keyword: together === 0 ? 0 : 1, semantic: 0 }, together, reasons: [] }
  if (plan.request.mode === 'semantic') return { weights: { keyword: 0, semantic: together === 0 ? 0 : 1 }, together, reasons: [] }
  if (shares !== null) return { weights: shares, together, reasons: [{ name: 'weights', value: 'given' }] }
  const { weight, reasons } = chooseSemanticWeight(readSignals(plan, semantic, candidates, similarities))
  return { weights: { keyword: 1 - weight, semantic: weight }, together, reasons }
}

/** What the policy looks at, over R before refinements, so that refining never reorders. */
function readSignals(
  { collection }: SearchPlan,
  semantic: SemanticHits,
  candidates: readonly Candidate[],
  similarities: readonly (number | null)[],
): Parameters<typeof chooseSemanticWeight>[0] {
  const matches = candidates
    .flatMap(({ doc, keyword }, at) => {
      // what has no such vector is a match all the same: without any other, the query would seem to have none
      return keyword === null ? [] : [{ doc, keyword, similarity: similarities[at] ?? null }]
    })
    .sort((left, right) => right.keyword - left.keyword || left.doc - right.doc)
  return {
    collection: {
      // models that say nothing of their documents' length read sentences, and are trusted as with long ones
      meanDocumentLength: semantic.source.statistics['meanDocumentLength'] ?? 200,
      agreement: semantic.source.statistics['agreement'],
      coverage: coverVectors(semantic.vectors, collection.model?.vectorCoverage),
    },
    query: {
      keywordScores: matches.map(({ keyword }) => keyword),
      similarities: matches.map(({ similarity }) => similarity),
      largestSimilarity: findLargest(similarities),
      captured: semantic.captured,
    },
  }
}
