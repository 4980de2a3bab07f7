import type { Language } from '../../../../shared/text/index.ts'
import { currenciesOf, isUnit } from './measures.ts'
import { type CuePhrase, type RangeCue, cuePhrases } from './range-words.ts'
import { type Lexeme, readLexemes } from './read-lexemes.ts'

/** A number of the query with what says it is money; `from` and `next` are places in the list of lexemes. */
export type Amount = { readonly value: number; readonly currencies: readonly string[] | null; readonly from: number; readonly next: number }

/** What multiplies the number it is joined to. */
const MULTIPLES: ReadonlyMap<string, number> = new Map([
  ['k', 1_000],
  ['万', 10_000],
])

/** A query as a list of lexemes, with the questions every rule about numbers asks of a place in it. */
export class RangeCursor {
  readonly lexemes: readonly Lexeme[]
  readonly #phrases: readonly CuePhrase[]

  constructor(text: string, language: Language) {
    this.lexemes = readLexemes(text, language)
    this.#phrases = cuePhrases(language)
  }

  /** The place behind the longest phrase of a cue that stands at `at`; undefined when none does. */
  match(at: number, ...cues: readonly RangeCue[]): number | undefined {
    const phrase = this.#phrases.find(({ cue, words }) => cues.includes(cue) && words.every((word, index) => this.lexemes[at + index]?.text === word))
    return phrase === undefined ? undefined : at + phrase.words.length
  }

  /** The place behind at most two words such as "the" and "year". */
  skipFillers(at: number): number {
    const once = this.match(at, 'filler') ?? at
    return this.match(once, 'filler') ?? once
  }

  /** 500, $500, 500 euros, EUR 500, 1.5k, 5000円, 1万円; not a number that counts something else. */
  readAmount(at: number): Amount | undefined {
    const before = this.#currency(at)
    const place = before === undefined ? at : at + 1
    const number = this.lexemes[place]
    if (number?.kind !== 'number' || Number.isNaN(number.value)) return undefined
    const times = this.isGlued(place + 1) ? MULTIPLES.get(this.lexemes[place + 1]?.text ?? '') : undefined
    const behind = place + (times === undefined ? 1 : 2)
    const after = this.#currency(behind)
    const known = [before, after].filter((codes) => codes !== undefined)
    const counts = known.length === 0 && times === undefined && this.isGlued(behind)
    if (counts && this.match(behind, 'stars', 'orLess', 'orMore') === undefined) return undefined
    return {
      value: number.value * (times ?? 1),
      currencies: known.length === 0 ? null : known.flat(),
      from: at,
      next: behind + (after === undefined ? 0 : 1),
    }
  }

  /** Whether the lexeme is a word joined to the one before it. */
  isGlued(at: number): boolean {
    const lexeme = this.lexemes[at]
    return lexeme?.kind === 'word' && lexeme.start === this.lexemes[at - 1]?.end
  }

  /** Whether a unit stands here, or behind a hyphen: 24 port, 24-port. */
  isUnitAt(at: number): boolean {
    const place = this.lexemes[at]?.text === '-' ? at + 1 : at
    return isUnit(this.lexemes[place]?.text ?? '')
  }

  #currency(at: number): readonly string[] | undefined {
    const lexeme = this.lexemes[at]
    return lexeme === undefined || lexeme.kind === 'number' ? undefined : currenciesOf(lexeme.text)
  }
}
