import type { SynonymMatch } from '../../../../contracts/understanding.ts'
import type { QueryToken, TokenAlternative } from '../query.ts'
import { type SynonymIndex, findPhrase } from './compile-synonyms.ts'
import { stringAt } from './packed-strings.ts'

export const MAX_ALTERNATIVES_A_TOKEN = 8
export const MAX_ALTERNATIVES = 48
/** Rules looked at for one phrase, heaviest first: more of them could only repeat what these say. */
const MAX_RULES_A_PHRASE = 64

export type SynonymExpansion = { alternatives: TokenAlternative[]; /** of each alternative, in the same order */ synonyms: SynonymMatch[] }
type Found = { alternative: TokenAlternative; match: SynonymMatch }

/**
 * What else to search for the words of a query. From left to right the longest phrase that a rule knows is taken, function
 * words counted, and expanded one step; what a rule leads to is never expanded itself. Heaviest first, at most 8 a token
 * and 48 in all. Pure; up to 6 look-ups a token.
 */
export function expandSynonyms(input: { tokens: readonly QueryToken[]; index: SynonymIndex; text: string }): SynonymExpansion {
  const { tokens, index } = input
  const found: Found[] = []
  for (let from = 0; from < tokens.length;) {
    const match = findLongest(tokens, from, index)
    if (match) found.push(...expandPhrase(input, match.phrase, from, match.to))
    from = match?.to ?? from + 1
  }
  const kept = found.toSorted((left, right) => right.alternative.weight - left.alternative.weight).slice(0, MAX_ALTERNATIVES)
  return { alternatives: kept.map(({ alternative }) => alternative), synonyms: kept.map(({ match }) => match) }
}

/** Function words alone have no clause that an alternative could stand in, so a run of nothing else is passed over. */
function findLongest(tokens: readonly QueryToken[], from: number, index: SynonymIndex): { phrase: number; to: number } | null {
  for (let to = Math.min(tokens.length, from + index.longest); to > from; to--) {
    const run = tokens.slice(from, to)
    if (run.every(({ stop }) => stop)) continue
    const phrase = findPhrase(index, run.map(({ term }) => term).join(' '))
    if (phrase >= 0 && rulesOf(index, phrase).length > 0) return { phrase, to }
  }
  return null
}

function rulesOf({ phraseEnds, phraseRules }: SynonymIndex, phrase: number): Uint32Array {
  return phraseRules.subarray(phrase === 0 ? 0 : phraseEnds[phrase - 1], phraseEnds[phrase])
}

function expandPhrase({ tokens, index, text }: Parameters<typeof expandSynonyms>[0], phrase: number, from: number, to: number): Found[] {
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
