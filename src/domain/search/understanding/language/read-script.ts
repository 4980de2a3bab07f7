import type { Language } from '../../../../shared/text/index.ts'

/** Scripts that one language of LANGUAGES is written in, or that one of several most likely is. */
const SCRIPTS: readonly (readonly [RegExp, Language, number])[] = [
  [/\p{Script=Hangul}/gu, 'ko', 1],
  [/\p{Script=Thai}/gu, 'th', 1],
  [/\p{Script=Lao}/gu, 'lo', 1],
  [/\p{Script=Khmer}/gu, 'km', 1],
  [/\p{Script=Myanmar}/gu, 'my', 1],
  [/\p{Script=Greek}/gu, 'el', 1],
  [/\p{Script=Hebrew}/gu, 'he', 0.95],
  [/\p{Script=Armenian}/gu, 'hy', 1],
  [/\p{Script=Tamil}/gu, 'ta', 1],
  [/\p{Script=Devanagari}/gu, 'hi', 0.8],
  [/\p{Script=Arabic}/gu, 'ar', 0.8],
  [/\p{Script=Cyrillic}/gu, 'ru', 0.7],
  // Chinese unless kana stands beside it
  [/\p{Script=Han}/gu, 'zh', 0.7],
]
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}ー]/gu
const LATIN = /\p{Script=Latin}/gu

/** A script's other languages by letters of their own. */
const LETTERS: readonly (readonly [Language, RegExp, Language, number])[] = [
  ['ar', /[پچژگ]/u, 'fa', 0.9],
  ['ru', /[іїєґ]/iu, 'uk', 0.95],
  ['ru', /[ђјљњћџ]/iu, 'sr', 0.95],
  ['ru', /[ыэё]/iu, 'ru', 0.95],
  ['ru', /ъ(?=[^еёюяи]|$)/iu, 'bg', 0.9],
]

type Script = { language: Language; confidence: number; letters: number }

/** Languages that share the script a language stands for above. */
const SHARED: Partial<Record<Language, ReadonlySet<Language>>> = {
  zh: new Set(['ja']),
  ar: new Set(['fa']),
  ru: new Set(['bg', 'sr', 'uk']),
}

/** The language a text's letters outside the Latin alphabet tell, and how many there are; `latin` counts those inside. */
export function readScript(text: string, own: Language): { script: Script | null; latin: number } {
  const latin = count(text, LATIN)
  const kana = count(text, KANA)
  let script: Script | null = null
  for (const [letters, language, confidence] of SCRIPTS) {
    const found = count(text, letters)
    if (found > (script?.letters ?? 0)) script = { language, confidence, letters: found }
  }
  if (kana > 0 && (script === null || script.language === 'zh'))
    return { script: { language: 'ja', confidence: 0.98, letters: kana + (script?.letters ?? 0) }, latin }
  if (script) {
    const other = LETTERS.find(([of, letters]) => of === script?.language && letters.test(text))
    if (other) script = { ...script, language: other[2], confidence: other[3] }
    else if (SHARED[script.language]?.has(own)) script = { ...script, language: own }
  }
  return { script, latin }
}

function count(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0
}
