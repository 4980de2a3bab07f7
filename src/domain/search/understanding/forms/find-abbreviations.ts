import { type Language, analyse } from '../../../../shared/text/index.ts'
import type { QueryToken } from '../query.ts'
import { type Form, type FormGroup, ONE_OF_SEVERAL, SAME } from './form.ts'

type Expansion = { terms: readonly string[]; word: string; plural: boolean }
/** term of the abbreviation -> its expansions (English stems leave the s of "tvs", so plurals are their own entries); first term of an expansion -> what it may be short for */
type Index = { short: ReadonlyMap<string, readonly string[]>; long: ReadonlyMap<string, readonly Expansion[]> }

const indexes = new WeakMap<ReadonlyMap<string, readonly string[]>, Map<Language, Index>>()

/** "tv" also as television, "television" also as tv. */
export function findAbbreviations(
  tokens: readonly QueryToken[],
  language: Language,
  abbreviations: ReadonlyMap<string, readonly string[]>,
): FormGroup[] {
  if (abbreviations.size === 0) return []
  const { short, long } = indexOf(abbreviations, language)
  return tokens.map((token, from) => {
    const expansions = short.get(token.term) ?? []
    const weight = expansions.length > 1 ? ONE_OF_SEVERAL : SAME
    const expanded = expansions.map((written): Form => ({ from, to: from + 1, written, kind: 'abbreviation', weight, prefix: false }))
    const shortened = (long.get(token.term) ?? [])
      .filter(({ terms, plural }) => {
        const last = tokens[from + terms.length - 1]
        // "tvs" is written where televisions are asked for
        return terms.every((term, at) => tokens[from + at]?.term === term) && (!plural || last?.surface.endsWith('s') === true)
      })
      .map(({ terms, word }): Form => ({ from, to: from + terms.length, written: word, kind: 'abbreviation', weight: SAME, prefix: false }))
    return [...expanded, ...shortened]
  })
}

/** Made once for a map: 5,000 rules are too many to analyse for every query. */
function indexOf(abbreviations: ReadonlyMap<string, readonly string[]>, language: Language): Index {
  const made = indexes.get(abbreviations) ?? new Map<Language, Index>()
  indexes.set(abbreviations, made)
  const known = made.get(language)
  if (known) return known
  const short = new Map<string, string[]>()
  const long = new Map<string, Expansion[]>()
  for (const [word, expansions] of abbreviations) {
    const writings = [word, ...(language === 'en' ? [`${word}s`] : [])].filter((writing) => analyse(writing, language).length === 1)
    for (const expansion of expansions) {
      const terms = analyse(expansion, language).map(({ term }) => term)
      const [first] = terms
      if (first === undefined) continue
      for (const writing of writings) {
        const term = analyse(writing, language)[0]?.term ?? ''
        if (!short.get(term)?.includes(expansion)) short.set(term, [...(short.get(term) ?? []), expansion])
        long.set(first, [...(long.get(first) ?? []), { terms, word: writing, plural: writing !== word }])
      }
    }
  }
  const index = { short, long }
  made.set(language, index)
  return index
}
