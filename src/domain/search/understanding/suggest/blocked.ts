import { z } from 'zod'
import { type Language, analyse } from '../../../../shared/text/index.ts'
import type { WordRule } from '../word-rules.ts'
import type { Blocked } from './ports.ts'

/** A stored rule of the kind `blocked`: the word or phrase as it was given. */
export const blockedBody = z.object({ text: z.string() })
export const MAX_BLOCKED = 10_000
export const MAX_BLOCKED_LENGTH = 100

/** The id of a blocked word: its words in lower case, so that two spellings of one are one. Empty when there is no word in it. */
export function blockedId(text: string, language: Language): string {
  return analyse(text, language)
    .map(({ surface }) => surface)
    .join(' ')
}

/** Whether a text holds one of the rules' words or phrases, compared by their terms: "gun" blocks "guns" and "glue gun", not "shotgun". */
export function loadBlocked(rules: readonly WordRule[], language: Language): Blocked {
  const phrases = new Map<string, string[][]>()
  for (const { body } of rules) {
    const [first, ...rest] = analyse(blockedBody.parse(body).text, language).map(({ term }) => term)
    if (first === undefined) continue
    const known = phrases.get(first)
    if (known) known.push(rest)
    else phrases.set(first, [rest])
  }
  if (phrases.size === 0) return () => false
  return (text) => {
    const terms = analyse(text, language).map(({ term }) => term)
    return terms.some((term, at) => phrases.get(term)?.some((rest) => rest.every((next, step) => terms[at + 1 + step] === next)) === true)
  }
}
