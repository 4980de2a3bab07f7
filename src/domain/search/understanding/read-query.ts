import { MAX_QUERY_LENGTH } from '../../../contracts/search.ts'
import { type Language, analyse, contentTokens } from '../../../shared/text/index.ts'
import type { QueryToken } from './query.ts'

export type ReadQuery = {
  original: string
  /** the first 512 characters, without a broken one or a part of a number at the end */
  text: string
  truncated: boolean
  /** every word, function words marked unless nothing else is there; offsets into `original` */
  tokens: readonly QueryToken[]
}

/** Cuts and analyses a query. `typing`: the last word may go on, when it ends where the query ends. */
export function readQuery(q: string, language: Language, typing: boolean): ReadQuery {
  const text = cutQuery(q).toWellFormed()
  const all = analyse(text, language)
  const content = new Set(contentTokens(all, language))
  const last = all.at(-1)
  const open = typing && last !== undefined && last.end === q.length
  const tokens = all.map((token): QueryToken => ({ ...token, stop: !content.has(token), open: open && token === last }))
  return { original: q, text, truncated: q.length > MAX_QUERY_LENGTH, tokens }
}

/** A word cut in two is still looked for; a number cut in two is another number: of "under $50" it would leave "under $5". */
function cutQuery(q: string): string {
  const text = q.slice(0, MAX_QUERY_LENGTH)
  const splitsNumber = /\d$/.test(text) && /[\d.,]/.test(q.charAt(MAX_QUERY_LENGTH))
  return (splitsNumber ? text.replace(/[\d.,]+$/, '') : text) || text
}
