// The package has no types, and an ambient declaration is only seen by every tsconfig through a reference.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./snowball-stemmers.d.ts" />
import snowball from 'snowball-stemmers'
import type { Language } from './languages.ts'
import { lowerWord, normalise } from './normalise.ts'

type Stemmer = ReturnType<typeof snowball.newStemmer>

const ALGORITHMS: Partial<Record<Language, string>> = {
  ar: 'arabic',
  ca: 'catalan',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hu: 'hungarian',
  hy: 'armenian',
  it: 'italian',
  nb: 'norwegian',
  nl: 'dutch',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sl: 'slovene',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
}

// Here the word is stemmed without its accents, so that "publicacion" finds "publicación"; the other languages lose too many of their
// endings that way, and are stemmed first.
const STEMMED_PLAIN: ReadonlySet<Language> = new Set<Language>(['da', 'de', 'en', 'es', 'fi', 'fr', 'it', 'nb', 'nl', 'nn', 'no', 'pt', 'ru', 'sv'])

// Endings that Snowball knows only with their accent, put back before stemming.
const ACCENTED_ENDINGS: Partial<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  es: [
    [/([cs])ion$/, '$1ión'],
    [/logia(s?)$/, 'logía$1'],
  ],
  fr: [
    [/ee(s?)$/, 'ée$1'],
    [/(al|il|ic|iv|os|id)ite(s?)$/, '$1ité$2'],
    [/iere(s?)$/, 'ière$1'],
  ],
  pt: [
    [/cao$/, 'ção'],
    [/coes$/, 'ções'],
    [/encia(s?)$/, 'ência$1'],
  ],
}

const stemmers = new Map<Language, Stemmer | null>()

function findStemmer(language: Language): Stemmer | null {
  let stemmer = stemmers.get(language)
  if (stemmer === undefined) {
    const algorithm = ALGORITHMS[language]
    stemmer = algorithm === undefined ? null : snowball.newStemmer(algorithm)
    stemmers.set(language, stemmer)
  }
  return stemmer
}

/**
 * The stem of one word, normalised. `word` is the word as written, `surface` its normal form; languages without a stemmer give the
 * surface back.
 */
export function stem(word: string, surface: string, language: Language): string {
  const stemmer = findStemmer(language)
  if (stemmer === null) return surface
  if (!STEMMED_PLAIN.has(language)) return normalise(stemmer.stem(lowerWord(word))) || surface
  let plain = surface
  for (const [ending, accented] of ACCENTED_ENDINGS[language] ?? []) plain = plain.replace(ending, accented)
  return normalise(stemmer.stem(plain)) || surface
}
