import { analyse, type Token } from './analyse.ts'
import { escapeHtml } from './escape.ts'
import type { Language } from './languages.ts'

/** Text after this many UTF-16 units is not searched for matches, so that one huge field cannot take the CPU of a response. */
export const MAX_HIGHLIGHTED = 100_000

/** Whether a term counts as found. A prefix match on the last word of a query is decided here too. */
export type TermMatcher = (term: string) => boolean

/** What stands around a match, as trusted HTML. Default `<mark>` and `</mark>`. */
export interface MarkTags {
  pre?: string
  post?: string
}

/** The tokens that highlighting looks at: those of the first 100,000 UTF-16 units. */
export function analyseStart(text: string, language: Language): Token[] {
  return analyse(text.length > MAX_HIGHLIGHTED ? text.slice(0, MAX_HIGHLIGHTED) : text, language)
}

/** HTML of text[from, to): escaped, with marks around the tokens for which `isMatch` holds; matches that touch share one mark. */
export function markTokens(
  text: string,
  from: number,
  to: number,
  tokens: readonly Token[],
  isMatch: (token: Token) => boolean,
  tags: MarkTags,
): string {
  const { pre = '<mark>', post = '</mark>' } = tags
  let html = ''
  let written = from
  let openUntil = -1
  for (const token of tokens) {
    if (token.start < from || token.end > to || !isMatch(token)) continue
    if (token.start !== openUntil) {
      if (openUntil >= 0) html += post
      html += escapeHtml(text.slice(written, token.start)) + pre
    }
    html += escapeHtml(text.slice(token.start, token.end))
    written = openUntil = token.end
  }
  if (openUntil >= 0) html += post
  return html + escapeHtml(text.slice(written, to))
}

/** The whole text as HTML with every matching word marked: what is not a mark is escaped, so it is safe to insert as it is. */
export function highlight(text: string, matches: TermMatcher, language: Language, tags: MarkTags = {}): string {
  return markTokens(text, 0, text.length, analyseStart(text, language), (token) => matches(token.term), tags)
}
