import { ERROR_MODEL as MODEL } from './error-model.ts'
import type { Vocabulary } from './open-vocabulary.ts'

/** One reading of the words [from, to) of a query: as typed, or as other words; `cost` in nats is of the slip that would make it. */
export type Arc = { from: number; to: number; words: readonly string[]; cost: number; kept: boolean }

export type WeighedArc = Arc & { /** probability that this is what was meant, in [0, 1] */ probability: number }

/**
 * Probabilities of all readings together, each word heard with the word before it: forward and backward sums over the lattice (a hidden
 * Markov model whose states are the arcs). `length` is the number of words; every position must be reachable.
 */
export function weighArcs(arcs: readonly Arc[], length: number, vocabulary: Vocabulary): WeighedArc[] {
  const beginning: Arc[][] = Array.from({ length: length + 1 }, () => [])
  for (const arc of arcs) beginning[arc.from]?.push(arc)
  const model = createWordModel(vocabulary)
  const forward = new Map<Arc, number>()
  for (const arc of beginning[0] ?? []) forward.set(arc, model.startWith(arc))
  for (let at = 0; at < length; at++) {
    for (const arc of beginning[at] ?? []) {
      const sum = forward.get(arc) ?? -Infinity
      for (const next of beginning[arc.to] ?? []) forward.set(next, addLogs(forward.get(next) ?? -Infinity, sum + model.follow(arc, next)))
    }
  }
  const backward = new Map<Arc, number>()
  for (let at = length - 1; at >= 0; at--) {
    for (const arc of beginning[at] ?? []) {
      let sum = arc.to === length ? 0 : -Infinity
      for (const next of beginning[arc.to] ?? []) sum = addLogs(sum, model.follow(arc, next) + (backward.get(next) ?? -Infinity))
      backward.set(arc, sum)
    }
  }
  const total = (beginning[0] ?? []).reduce((sum, arc) => addLogs(sum, (forward.get(arc) ?? -Infinity) + (backward.get(arc) ?? -Infinity)), -Infinity)
  return arcs.map((arc) => ({ ...arc, probability: Math.exp((forward.get(arc) ?? -Infinity) + (backward.get(arc) ?? -Infinity) - total) }))
}

function addLogs(left: number, right: number): number {
  const high = Math.max(left, right)
  return high === -Infinity ? high : high + Math.log(Math.exp(left - high) + Math.exp(right - high))
}

function createWordModel(vocabulary: Vocabulary) {
  const documents = Math.max(1, vocabulary.documents)

  function weigh(word: string, before: string | undefined): number {
    const frequency = vocabulary.frequency(word)
    if (frequency === 0) return -(MODEL.unseen + MODEL.unseenLetter * vocabulary.weighLetters(word))
    const alone = frequency / documents
    const given = before === undefined ? 0 : vocabulary.frequency(before)
    if (given === 0 || before === undefined) return MODEL.prior * Math.log(alone)
    const together = Math.min(1, vocabulary.countNear(before, word) / given)
    return MODEL.prior * Math.log(MODEL.context * together + (1 - MODEL.context) * alone)
  }

  function weighWords(words: readonly string[], before: string | undefined): number {
    return words.reduce((sum, word, index) => sum + weigh(word, index === 0 ? before : words[index - 1]), 0)
  }

  return {
    startWith: (arc: Arc) => weighWords(arc.words, undefined) - arc.cost,
    follow: (before: Arc, arc: Arc) => weighWords(arc.words, before.words.at(-1)) - arc.cost,
  }
}
