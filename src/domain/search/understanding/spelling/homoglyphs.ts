// Letters that look the same in print or on screen (a choice from Unicode's confusables, UTS 39), lower case.
const LATIN = 'aceopxyijshbkmtnuvw'
const CYRILLIC = 'асеорхуіјѕһвкмтпцѵш'
const GREEK = 'αϲεορχγιϳςhβκμτηυνω'

function mapLetters(from: string, to: string): Map<string, string> {
  const letters = [...to]
  return new Map([...from].map((letter, index) => [letter, letters[index] ?? letter]))
}

const TABLES: readonly ReadonlyMap<string, string>[] = [
  new Map([...mapLetters(CYRILLIC, LATIN), ...mapLetters(GREEK, LATIN)]),
  mapLetters(LATIN, CYRILLIC),
  mapLetters(LATIN, GREEK),
]

/** The word with every letter that has a look-alike in Latin, Cyrillic or Greek put into that script, where this leaves one script only. */
export function mapHomoglyphs(surface: string): string[] {
  // plain Latin words are the rule and need no look
  const tables = /^[a-z]+$/.test(surface) ? [] : TABLES
  return tables
    .map((table) => [...surface].map((letter) => table.get(letter) ?? letter).join(''))
    .filter((word) => word !== surface && isOneScript(word))
}

function isOneScript(word: string): boolean {
  return /^(?:\p{Script=Latin}+|\p{Script=Cyrillic}+|\p{Script=Greek}+)$/u.test(word)
}
