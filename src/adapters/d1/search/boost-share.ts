import type { RetrievalRequest } from '../../../domain/search/ports.ts'
import { compileFilter } from '../filter/index.ts'
import { writeNumber } from '../filter/sql-number.ts'
import type { Parameters } from '../parameters.ts'
import { target } from './target.ts'

/**
 * SQL of the share of the boosts that a document satisfies, by weight. Both sums add the same numbers in the same order,
 * so that all of them are exactly 1.
 */
export function boostShare(boosts: RetrievalRequest['boosts'], doc: string, params: Parameters): string {
  const satisfied = boosts.map(
    ({ filter, weight }) => `CASE WHEN ${compileFilter(filter, target(doc, params))} THEN ${writeNumber(weight)} ELSE 0 END`,
  )
  return `((0.0 + ${satisfied.join(' + ')}) / (0.0 + ${boosts.map(({ weight }) => writeNumber(weight)).join(' + ')}))`
}
