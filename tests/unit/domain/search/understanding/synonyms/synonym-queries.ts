import type { SynonymRule } from '../../../../../../src/contracts/synonyms.ts'
import type { QueryToken } from '../../../../../../src/domain/search/understanding/query.ts'
import { compileSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/compile-synonyms.ts'
import { expandSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/expand-synonyms.ts'
import { analyse, stopWords } from '../../../../../../src/shared/text/index.ts'

export function twoWay(words: string[], weight = 0.8, id = words.join('+')): SynonymRule {
  return { id, type: 'two_way', words, weight }
}

export function oneWay(from: string[], to: string[], weight = 0.8, id = `${from.join('+')}>${to.join('+')}`): SynonymRule {
  return { id, type: 'one_way', from, to, weight }
}

/** An English query as the steps before leave it. */
export function readTokens(text: string): QueryToken[] {
  return analyse(text, 'en').map((token) => ({ ...token, stop: stopWords('en').has(token.surface), open: false }))
}

type Input = Parameters<typeof expandSynonyms>[0]

export function expand(rules: readonly SynonymRule[], text: string, more: Pick<Input, 'written' | 'language'> = {}) {
  return expandSynonyms({ tokens: readTokens(text), index: compileSynonyms(rules, 'en'), text, ...more })
}

/** `phrase@from-to` of every alternative, in order. */
export function alternativesOf(rules: readonly SynonymRule[], text: string, more: Pick<Input, 'written' | 'language'> = {}): string[] {
  return expand(rules, text, more).alternatives.map(({ terms, from, to }) => `${terms.join(' ')}@${from}-${to}`)
}
