import type { Boost } from '../../../domain/search/ports.ts'
import { compileFilter } from '../filter/index.ts'
import type { Parameters } from '../parameters.ts'
import { target } from './target.ts'

/** SQL of what shareOf says of a document, added up in its order: for sorting. Weights are parameters, so that statements that differ in nothing else are prepared once. */
export function boostShare(boosts: readonly Boost[], doc: string, params: Parameters): string {
  const counted = boosts.map(({ filter, weight }) => {
    const satisfied = compileFilter(filter, target(doc, params))
    return weight < 0
      ? `CASE WHEN ${satisfied} THEN 0 ELSE ${params.add(-weight)} END`
      : `CASE WHEN ${satisfied} THEN ${params.add(weight)} ELSE 0 END`
  })
  return `((0.0 + ${counted.join(' + ')}) / (0.0 + ${boosts.map(({ weight }) => params.add(Math.abs(weight))).join(' + ')}))`
}

/** SQL of the flags that shareOf reads: whole numbers cost less to write and to read than shares, which JSON rounds. */
export function boostFlags(boosts: readonly Boost[], doc: string, params: Parameters): string {
  const flags = boosts.map(({ filter }, at) => `CASE WHEN ${compileFilter(filter, target(doc, params))} THEN ${2 ** at} ELSE 0 END`)
  return `(${flags.join(' + ')})`
}
