import type { Boost } from './ports.ts'

/**
 * The share of the boosts that speaks for a document, by weight, in [0, 1]: of those above 0 that it satisfies, of those below that it does
 * not. `flags` has a bit for each that it satisfies. Both sums add the same numbers in the same order, so that all of them are exactly 1.
 */
export function shareOf(boosts: readonly Boost[], flags: number): number {
  const sum = (weights: readonly number[]): number => weights.reduce((total, weight) => total + weight, 0)
  const speaks = boosts.map(({ weight }, at) => weight < 0 !== ((flags & (2 ** at)) !== 0))
  return sum(boosts.map(({ weight }, at) => (speaks[at] === true ? Math.abs(weight) : 0))) / sum(boosts.map(({ weight }) => Math.abs(weight)))
}
