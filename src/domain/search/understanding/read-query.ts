import { MAX_QUERY_LENGTH } from '../../../contracts/search.ts'
import { type Language, MAX_WORD, type Token, analyse, contentTokens } from '../../../shared/text/index.ts'
import type { QueryToken } from './query.ts'

export type ReadQuery = {
  original: string
  /** the first 512 characters, without a broken one or a part of a word or number at the end */
  text: string
  truncated: boolean
  /** every word, function words marked unless nothing else is there; offsets into `original` */
  tokens: readonly QueryToken[]
}

/** Cuts and analyses a query. `typing`: the last word may go on, when it ends where the query ends. */
export function readQuery(q: string, language: Language, typing: boolean): ReadQuery {
  const text = cutQuery(q, language).toWellFormed()
  const all = analyse(text, language)
  const content = new Set(contentTokens(all, language))
  const last = all.at(-1)
  const open = typing && last !== undefined && last.end === q.length
  const tokens = all.map((token, at): QueryToken => {
    const read = { ...token, stop: !content.has(token), open: open && token === last }
    return isPiece(token, all[at - 1], text, q) ? { ...read, piece: true } : read
  })
  return { original: q, text, truncated: q.length > MAX_QUERY_LENGTH, tokens }
}

/** What the cut would split is left out, as it says something else then ("redwood" red, "under $50" under $5), unless nothing else is there. */
function cutQuery(q: string, language: Language): string {
  const text = q.slice(0, MAX_QUERY_LENGTH)
  if (q.length <= MAX_QUERY_LENGTH) return text
  const splitsNumber = /\d$/.test(text) && /[\d.,]/.test(q.charAt(MAX_QUERY_LENGTH))
  const split = analyse(q.slice(0, MAX_QUERY_LENGTH + MAX_WORD), language).find(({ end }) => end > MAX_QUERY_LENGTH)
  const whole = splitsNumber ? text.replace(/[\d.,]+$/, '') : text.slice(0, split?.start)
  return analyse(whole, language).length === 0 ? text : whole
}

/** The rest of a word that is too long to be one, or what the cut has left of a word. */
function isPiece(token: Token, before: Token | undefined, text: string, q: string): boolean {
  // one unit less where the cut would have split a surrogate pair
  const continues = before?.end === token.start && before.end - before.start >= MAX_WORD - 1
  return continues || (token.end === text.length && text.length === MAX_QUERY_LENGTH && /^[\p{L}\p{N}\p{M}]/u.test(q.slice(MAX_QUERY_LENGTH)))
}
