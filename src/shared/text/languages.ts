// BCP-47 primary tags a collection may declare. 'und' is text of no known language: cut and normalised, never stemmed.
export const LANGUAGES = [
  'und',
  'ar',
  'bg',
  'ca',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'eu',
  'fa',
  'fi',
  'fr',
  'ga',
  'he',
  'hi',
  'hr',
  'hu',
  'hy',
  'id',
  'is',
  'it',
  'ja',
  'km',
  'ko',
  'lo',
  'lt',
  'lv',
  'ms',
  'my',
  'nb',
  'nl',
  'nn',
  'no',
  'pl',
  'pt',
  'ro',
  'ru',
  'sk',
  'sl',
  'sr',
  'sv',
  'ta',
  'th',
  'tr',
  'uk',
  'vi',
  'zh',
] as const

export type Language = (typeof LANGUAGES)[number]

// Articles, pronouns and prepositions that lose their vowel before an apostrophe and are not part of the word after it.
const FRENCH = 'l d j m t s n c qu jusqu lorsqu puisqu quoiqu'
const ITALIAN = 'l un d c m t s v n gl dell all nell sull dall coll quell quest bell sant'
const CATALAN = 'l d m t s n'
const ELIDED: Partial<Record<Language, ReadonlySet<string>>> = {
  fr: new Set(FRENCH.split(' ')),
  it: new Set(ITALIAN.split(' ')),
  ca: new Set(CATALAN.split(' ')),
}

/** Whether `prefix` (normalised) before an apostrophe is an elided function word, as l' in "l'eau". */
export function isElided(prefix: string, language: Language): boolean {
  return ELIDED[language]?.has(prefix) ?? false
}
