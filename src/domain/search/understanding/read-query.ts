import { MAX_QUERY_LENGTH } from '../../../contracts/search.ts'
import { type Language, type Token, analyse, contentTokens } from '../../../shared/text/index.ts'
import type { QueryTerm } from './query.ts'

export type ReadQuery = {
  original: string
  /** what was searched: the first 512 characters */
  effective: string
  truncated: boolean
  /** terms of distinct written forms in order of first appearance, at most MAX_TERMS */
  terms: readonly QueryTerm[]
  /** the tokens behind them, for spans and surfaces */
  tokens: readonly Token[]
}

/** More terms than this make a query slower and not better; the rest is left out of the keyword side. */
const MAX_TERMS = 48

/** Tier 0 reading of a query: cut, analysed, stop words dropped unless nothing else is left. */
export function readQuery(q: string, language: Language, typing: boolean): ReadQuery {
  const effective = q.slice(0, MAX_QUERY_LENGTH).toWellFormed().trim()
  const all = analyse(effective, language)
  const tokens = contentTokens(all, language)
  const last = all.at(-1)
  const open = typing && last !== undefined && last.end === q.length
  // one term a written form: "flow flows" weighs its stem twice, as a text that says both does (it is 0.02 nDCG on cisi)
  const terms = new Map<string, QueryTerm>()
  for (const token of open && !tokens.includes(last) ? [...tokens, last] : tokens) {
    // a word still being typed counts by its stem and by what stands there
    if (!terms.has(token.surface) || token === last)
      terms.set(token.surface, { term: token.term, prefix: open && token === last ? token.surface : null })
  }
  return { original: q, effective, truncated: q.length > MAX_QUERY_LENGTH, terms: [...terms.values()].slice(0, MAX_TERMS), tokens }
}
