import { MAX_PHRASE_WORDS, type SynonymInput, type SynonymRule } from '../../../../contracts/synonyms.ts'
import { type Language, analyse, stopWords } from '../../../../shared/text/index.ts'

/** `key` is the phrase as it is compared: its terms joined by spaces, which no term contains. */
export type Phrase = { key: string; words: number; /** holds something besides function words */ content: boolean }

export function readPhrase(text: string, language: Language): Phrase {
  const tokens = analyse(text, language)
  const stop = stopWords(language)
  return { key: tokens.map(({ term }) => term).join(' '), words: tokens.length, content: tokens.some(({ surface }) => !stop.has(surface)) }
}

/** Words that are typed and words that are searched for them: the same list when the rule goes both ways. */
export function sidesOf(rule: SynonymInput | SynonymRule): { from: readonly string[]; to: readonly string[] } {
  return rule.type === 'two_way' ? { from: rule.words, to: rule.words } : { from: rule.from, to: rule.to }
}

/** Why a rule makes no sense in this language, a finding a word; none when it does. */
export function judgeRule(rule: SynonymInput | SynonymRule, language: Language): { path: string; message: string }[] {
  const sides =
    rule.type === 'two_way'
      ? ([['words', rule.words]] as const)
      : ([
          ['from', rule.from],
          ['to', rule.to],
        ] as const)
  const seen = new Map<string, { word: string; side: string }>()
  return sides.flatMap(([side, words]) =>
    words.flatMap((word, at) => {
      const { key, words: length, content } = readPhrase(word, language)
      const known = seen.get(key)
      seen.set(key, known ?? { word, side })
      const path = `${side}[${at}]`
      if (length === 0) return [{ path, message: `"${word}" has no word in it` }]
      if (length > MAX_PHRASE_WORDS) return [{ path, message: `has ${length} words, at most ${MAX_PHRASE_WORDS} are allowed` }]
      if (side !== 'from' && !content) return [{ path, message: `"${word}" is only function words, which nearly every document has` }]
      // two spellings of one word on the left side of a one-way rule do no harm
      if (known && (known.side !== side || side === 'words'))
        return [{ path, message: `"${word}" reads the same as "${known.word}": it would expand to itself` }]
      return []
    }),
  )
}
