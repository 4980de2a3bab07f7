import type { Token } from './analyse.ts'
import { analyseStart, markTokens, type MarkTags, type TermMatcher } from './highlight.ts'
import type { Language } from './languages.ts'

export interface SnippetOptions extends MarkTags {
  /** Length in tokens, at least 1. */
  words: number
}

// Punctuation before the first and after the last word of a text is shown up to this length, in UTF-16 units.
const MAX_EDGE = 64

interface Match {
  term: string
  position: number
}

// The tightest run of matches, no wider than `words` tokens, with most distinct terms; the earliest of equals.
function findRun(matched: readonly Match[], words: number): { first: number; last: number } {
  const counts = new Map<string, number>()
  let best = { distinct: 0, first: 0, last: 0 }
  let left = 0
  for (const { term, position } of matched) {
    counts.set(term, (counts.get(term) ?? 0) + 1)
    for (let gone = matched[left]; gone !== undefined; gone = matched[++left]) {
      const count = counts.get(gone.term) ?? 0
      if (position - gone.position < words && count === 1) break
      if (count === 1) counts.delete(gone.term)
      else counts.set(gone.term, count - 1)
    }
    if (counts.size > best.distinct) best = { distinct: counts.size, first: matched[left]?.position ?? 0, last: position }
  }
  return best
}

/**
 * The part of a text that shows best why it was found, as safe HTML: `words` tokens with most distinct matched terms (the earliest of
 * equals, what was found in the middle), matches marked, "…" where the text was cut. Without a match it is the beginning.
 */
export function snippet(text: string, matches: TermMatcher, language: Language, options: SnippetOptions): string {
  const tokens = analyseStart(text, language)
  const words = Math.max(1, Math.floor(options.words))
  const matched = tokens.flatMap(({ term }, position) => (matches(term) ? { term, position } : []))
  const run = findRun(matched, words)
  const lead = Math.floor((words - 1 - run.last + run.first) / 2)
  const start = Math.max(0, Math.min(run.first - lead, tokens.length - words))
  const window: readonly Token[] = tokens.slice(start, start + words)
  const firstStart = window[0]?.start ?? 0
  const lastEnd = window.at(-1)?.end ?? 0
  const from = start === 0 && firstStart <= MAX_EDGE ? 0 : firstStart
  const to = start + words >= tokens.length && text.length - lastEnd <= MAX_EDGE ? text.length : lastEnd
  const html = markTokens(text, from, to, window, (token) => matches(token.term), options)
  return (from > 0 ? '…' : '') + html + (to < text.length ? '…' : '')
}
