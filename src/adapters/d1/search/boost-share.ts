import type { Boost } from '../../../domain/search/ports.ts'
import { compileFilter } from '../filter/index.ts'
import { writeNumber } from '../filter/sql-number.ts'
import type { Parameters } from '../parameters.ts'
import { target } from './target.ts'

/**
 * SQL of the share of the boosts that speaks for a document, by weight: of those above 0 it satisfies the filter, of those below
 * it does not. Both sums add the same numbers in the same order, so that all of them are exactly 1.
 */
export function boostShare(boosts: readonly Boost[], doc: string, params: Parameters): string {
  const counted = boosts.map(({ filter, weight }) => {
    const satisfied = compileFilter(filter, target(doc, params))
    return weight < 0
      ? `CASE WHEN ${satisfied} THEN 0 ELSE ${writeNumber(-weight)} END`
      : `CASE WHEN ${satisfied} THEN ${writeNumber(weight)} ELSE 0 END`
  })
  return `((0.0 + ${counted.join(' + ')}) / (0.0 + ${boosts.map(({ weight }) => writeNumber(Math.abs(weight))).join(' + ')}))`
}
