import { MAX_PHRASE_WORDS, type SynonymRule } from '../../../../contracts/synonyms.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { drain } from '../../../../shared/drain.ts'
import { readPhrase, sidesOf } from './read-phrase.ts'

/** Rules with their phrases as numbers: positions in `keys` and `written`. */
export type InternedRules = {
  keys: string[]
  /** a phrase as the first rule that has it writes it; '' for one that is written as it is compared */
  written: string[]
  /** words of the longest phrase */
  longest: number
  /** in the order given; one that has nothing to search in this language has an empty side */
  rules: { from: readonly number[]; to: readonly number[] }[]
}

/** Read in a step: about 20 ms when no phrase was seen before. */
const RULES_A_STEP = 1000

export function internRules(rules: readonly SynonymRule[], language: Language): InternedRules {
  return drain(internInSteps(rules, language, () => false))
}

/** Rules that were sound under another language may hold phrases without words here: those are left out. */
export function* internInSteps(
  rules: readonly SynonymRule[],
  language: Language,
  enough: (interned: InternedRules) => boolean,
): Generator<void, InternedRules> {
  const places = new Map<string, number>()
  const interned: InternedRules = { keys: [], written: [], longest: 0, rules: [] }
  const intern = (words: readonly string[], searched: boolean): number[] => {
    const ids: number[] = []
    for (const word of words) {
      const { key, words: length, content } = readPhrase(word, language)
      if (length === 0 || length > MAX_PHRASE_WORDS || (searched && !content)) continue
      let id = places.get(key)
      if (id === undefined) {
        id = interned.keys.push(key) - 1
        interned.written.push(word === key ? '' : word)
        places.set(key, id)
        if (length > interned.longest) interned.longest = length
      }
      if (!ids.includes(id)) ids.push(id)
    }
    return ids
  }
  for (const [at, rule] of rules.entries()) {
    if (at % RULES_A_STEP === RULES_A_STEP - 1) yield
    const sides = sidesOf(rule)
    const from = intern(sides.from, rule.type === 'two_way')
    interned.rules.push({ from, to: rule.type === 'two_way' ? from : intern(sides.to, true) })
    if (enough(interned)) break
  }
  return interned
}
