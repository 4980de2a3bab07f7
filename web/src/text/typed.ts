import type { Suggestion } from '../../../src/contracts/suggest.ts'
import { escapeText } from './marks.ts'

const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** Letters as they are compared: without case, accents and width. */
function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function listTypedWords(q: string): string[] {
  return foldText(q).match(WORD) ?? []
}

/** The text as a highlight: escaped, with <mark> around the beginnings of words that were typed. */
export function markTyped(text: string, q: string): string {
  const typed = listTypedWords(q)
  let marked = ''
  let end = 0
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const length = Math.max(0, ...typed.map((start) => measureStart(word, start)))
    if (length === 0) continue
    marked += `${escapeText(text.slice(end, index))}<mark>${escapeText(word.slice(0, length))}</mark>`
    end = index + length
  }
  return marked + escapeText(text.slice(end))
}

/** The suggestions that still hold when more was typed, with the new letters marked: an answer while the server's is on its way. */
export function narrowSuggestions(suggestions: readonly Suggestion[], q: string): Suggestion[] {
  const typed = listTypedWords(q)
  if (typed.length === 0) return []
  return suggestions
    .filter(({ text }) => {
      const words = foldText(text).match(WORD) ?? []
      return typed.every((start) => words.some((word) => word.startsWith(start)))
    })
    .map((suggestion) => ({ ...suggestion, highlighted: markTyped(suggestion.text, q) }))
}

/** How many UTF-16 units of the word are the typed beginning; 0 when it begins otherwise. Accents that follow belong to their letter. */
function measureStart(word: string, start: string): number {
  let folded = ''
  let length = 0
  for (const letter of word) {
    const next = folded + foldText(letter)
    if (!start.startsWith(next)) break
    folded = next
    length += letter.length
  }
  return folded === start ? length : 0
}
