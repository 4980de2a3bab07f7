import { type Language, normalise } from '../../../../shared/text/index.ts'

const WORDS: Partial<Record<Language, string>> = {
  en: `black white grey gray silver gold golden red blue green yellow orange pink purple violet brown beige ivory cream navy turquoise teal cyan magenta
    maroon burgundy lilac lavender khaki olive charcoal anthracite graphite bronze copper chrome transparent multicolour multicolor bordeaux mint`,
  de: `schwarz schwarze schwarzer schwarzes weiß weiße weißer weißes grau graue silber gold rot rote roter rotes blau blaue grün grüne gelb gelbe orange
    rosa lila violett braun braune beige türkis anthrazit bunt transparent`,
  es: `negro negra blanco blanca gris plata plateado dorado oro rojo roja azul verde amarillo amarilla naranja rosa morado morada violeta marrón beige
    turquesa transparente`,
  fr: `noir noire blanc blanche gris grise argent doré or rouge bleu bleue vert verte jaune orange rose violet violette marron beige turquoise
    transparent`,
}
const compiled = new Map<Language, ReadonlySet<string>>()

/** Whether a word (normalised) names a colour in a language or in English. */
export function isColourWord(word: string, language: Language): boolean {
  return wordsOf(language).has(word) || wordsOf('en').has(word)
}

function wordsOf(language: Language): ReadonlySet<string> {
  const known = compiled.get(language) ?? new Set((WORDS[language] ?? '').split(/\s+/).map(normalise))
  compiled.set(language, known)
  return known
}

/** The other way of writing a colour, where English has two. */
export const COLOUR_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['gray', 'grey'],
  ['grey', 'gray'],
  ['multicolor', 'multicolour'],
  ['multicolour', 'multicolor'],
  ['aluminum', 'aluminium'],
  ['aluminium', 'aluminum'],
])
