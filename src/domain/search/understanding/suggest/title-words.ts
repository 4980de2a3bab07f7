import type { Token } from '../../../../shared/text/index.ts'

const MAX_TITLE = 80
const TITLE_WORDS = 8
/** Phrases come from the head of a title: what stands behind it is data, not a name. */
const HEAD_WORDS = 12
const PHRASE_WORDS = 3
/** Between the words of a phrase: white space, hyphens, signs of trade; or nothing in scripts without spaces. */
const INSIDE_PHRASE = /^[®™©]*[\s-]*$/

/** A title as one would type it: whole up to 80 characters, otherwise its first words; null for a title without words. */
export function shortenTitle(text: string, tokens: readonly Token[], stop: ReadonlySet<string>): string | null {
  if (tokens.length === 0) return null
  const whole = text.replaceAll(/\s+/g, ' ').trim()
  if (whole.length <= MAX_TITLE) return whole
  for (let count = Math.min(TITLE_WORDS, tokens.length); count > 0; count--) {
    const last = tokens[count - 1]
    if (!last || stop.has(last.surface)) continue
    const cut = text.slice(0, last.end).replaceAll(/\s+/g, ' ').trim()
    if (cut.length <= MAX_TITLE) return cut
  }
  return null
}

export type Phrase = { key: string; text: string }

/** Runs of one to three words in the head of a title, each once; none begins with a bare number or has a stop word at its end. */
export function* readPhrases(text: string, tokens: readonly Token[], stop: ReadonlySet<string>): Generator<Phrase> {
  const seen = new Set<string>()
  const head = Math.min(HEAD_WORDS, tokens.length)
  for (let from = 0; from < head; from++) {
    let key = ''
    let phrase = ''
    for (let at = from; at < Math.min(head, from + PHRASE_WORDS); at++) {
      const token = tokens[at]
      const before = tokens[at - 1]
      if (!token || (at === from && !mayBegin(token, stop))) break
      if (at > from && before) {
        const gap = text.slice(before.end, token.start)
        if (!INSIDE_PHRASE.test(gap)) break
        phrase += gap === '' || gap === '-' ? gap : ' '
        key += ' '
      }
      key += token.surface
      phrase += text.slice(token.start, token.end).toLowerCase()
      if (stop.has(token.surface) || seen.has(key) || !mayStand(key)) continue
      seen.add(key)
      yield { key, text: phrase }
    }
  }
}

/** A bare number, and the x between two of them, belong to what stands before. */
function mayBegin({ surface }: Token, stop: ReadonlySet<string>): boolean {
  return !stop.has(surface) && !/^(?:\p{N}+|x)$/u.test(surface)
}

/** A single ASCII letter says nothing; a single character of other scripts may be a word. */
function mayStand(key: string): boolean {
  return /\p{L}/u.test(key) && !/^[a-z]$/.test(key)
}
