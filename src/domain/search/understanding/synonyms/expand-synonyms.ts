import type { SynonymMatch } from '../../../../contracts/understanding.ts'
import { type Language, analyse } from '../../../../shared/text/index.ts'
import type { QueryToken, TokenAlternative } from '../query.ts'
import { splitWord } from '../spelling/build-arcs.ts'
import { isSpelt } from '../spelling/word-kinds.ts'
import { type SynonymIndex, findPhrase } from './compile-synonyms.ts'
import { stringAt } from './packed-strings.ts'

export const MAX_ALTERNATIVES_A_TOKEN = 8
export const MAX_ALTERNATIVES = 48
/** Rules looked at for one phrase, heaviest first: more of them could only repeat what these say. */
const MAX_RULES_A_PHRASE = 64

export type SynonymExpansion = { alternatives: TokenAlternative[]; /** of each alternative, in the same order */ synonyms: SynonymMatch[] }
type SynonymInput = {
  tokens: readonly QueryToken[]
  index: SynonymIndex
  text: string
  written?: readonly TokenAlternative[]
  language?: Language
}
type Found = { alternative: TokenAlternative; match: SynonymMatch }

/**
 * What else to search for the words of a query. From left to right the longest phrase that a rule knows is taken, function
 * words counted, and expanded one step; what a rule leads to is never expanded itself. A rule may know the words written together or apart:
 * `written` are such forms of runs of them, and where `language` is given a word that no rule knows is looked for in two parts. Heaviest
 * first, at most 8 a token and 48 in all. Pure; up to 7 look-ups a token, as many for each form near it, and one a cut of the word.
 */
export function expandSynonyms(input: SynonymInput): SynonymExpansion {
  const { tokens } = input
  const found: Found[] = []
  for (let from = 0; from < tokens.length;) {
    const match = findLongest(input, from)
    if (match) found.push(...expandPhrase(input, match.phrase, from, match.to))
    from = match?.to ?? from + 1
  }
  const kept = found.toSorted((left, right) => right.alternative.weight - left.alternative.weight).slice(0, MAX_ALTERNATIVES)
  return { alternatives: kept.map(({ alternative }) => alternative), synonyms: kept.map(({ match }) => match) }
}

/** Function words alone have no clause that an alternative could stand in, so a run of nothing else is passed over. */
function findLongest({ tokens, index, written = [], language }: SynonymInput, from: number): { phrase: number; to: number } | null {
  // words written together are fewer in a rule than in the query
  for (let to = Math.min(tokens.length, from + index.longest + (written.length > 0 ? 1 : 0)); to > from; to--) {
    if (tokens.slice(from, to).every(({ stop }) => stop)) continue
    const keys =
      language !== undefined && to === from + 1
        ? [...listKeys(tokens, written, from, to), ...cutWord(tokens[from], language)]
        : listKeys(tokens, written, from, to)
    for (const key of keys) {
      const phrase = findPhrase(index, key)
      if (phrase >= 0 && rulesOf(index, phrase).length > 0) return { phrase, to }
    }
  }
  return null
}

/** The run as it is, then with one part of it in its other way of writing. */
function* listKeys(tokens: readonly QueryToken[], written: readonly TokenAlternative[], from: number, to: number): Generator<string> {
  const terms = (first: number, end: number) => tokens.slice(first, end).map(({ term }) => term)
  yield terms(from, to).join(' ')
  for (const form of written) {
    if (form.from >= from && form.to <= to) yield [...terms(from, form.from), ...form.terms, ...terms(form.to, to)].join(' ')
  }
}

/** Cuts are words of their own only because a rule has both of them side by side. */
function cutWord(token: QueryToken | undefined, language: Language): string[] {
  if (token === undefined || token.open || !isSpelt(token.surface)) return []
  const termOf = (part: string): string => analyse(part, language)[0]?.term ?? part
  return [...splitWord(token.surface)].map(([left, right]) => `${termOf(left)} ${termOf(right)}`)
}

function rulesOf({ phraseEnds, phraseRules }: SynonymIndex, phrase: number): Uint32Array {
  return phraseRules.subarray(phrase === 0 ? 0 : phraseEnds[phrase - 1], phraseEnds[phrase])
}

function expandPhrase({ tokens, index, text }: SynonymInput, phrase: number, from: number, to: number): Found[] {
  const span: [number, number] = [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0]
  const found: Found[] = []
  const seen = new Set([phrase])
  for (const rule of rulesOf(index, phrase).subarray(0, MAX_RULES_A_PHRASE)) {
    const weight = index.weights[rule] ?? 0
    const targets = index.ruleTargets.subarray(rule === 0 ? 0 : index.ruleEnds[rule - 1], index.ruleEnds[rule])
    for (const target of targets) {
      if (found.length >= MAX_ALTERNATIVES_A_TOKEN) return found
      if (seen.has(target)) continue
      seen.add(target)
      const key = stringAt(index.keys, target)
      found.push({
        alternative: { terms: key.split(' '), prefix: false, weight, from, to },
        match: { id: stringAt(index.ruleIds, rule), from: text.slice(...span), to: stringAt(index.written, target) || key, weight, span },
      })
    }
  }
  return found
}
