import type { QueryIntent } from '../../../../contracts/understanding.ts'
import { INTENT_WEIGHTS, type IntentInput, findIntentFeatures } from './intent-features.ts'

const CLASSES = ['navigational', 'informational', 'transactional'] as const

/**
 * What a query is after (Broder, A taxonomy of web search, 2002): one thing that is known, something to read, or something to have. A sum of
 * written weights and a softmax over it; `features` are those that spoke for the class, with their shares of what did. Pure; never fails.
 */
export function classifyQuery(input: IntentInput): QueryIntent {
  const found = [...findIntentFeatures(input)]
  const scores = CLASSES.map((_, at) => found.reduce((sum, feature) => sum + (INTENT_WEIGHTS[feature][at] ?? 0), 0))
  const best = scores.indexOf(Math.max(...scores))
  const mass = scores.reduce((sum, score) => sum + Math.exp(score - (scores[best] ?? 0)), 0)
  const speaking = found.map((name) => ({ name, value: INTENT_WEIGHTS[name][best] ?? 0 })).filter(({ value }) => value > 0)
  const total = speaking.reduce((sum, { value }) => sum + value, 0)
  return {
    class: CLASSES[best] ?? 'informational',
    confidence: round(1 / mass),
    features: speaking.map(({ name, value }) => ({ name, value: round(value / total) })).sort((left, right) => right.value - left.value),
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
