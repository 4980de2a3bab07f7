import { type Language, analyse, normalise } from '../../../../shared/text/index.ts'

/** A number, word or sign of a query, [start, end) in UTF-16 units of its text. `text` is a word normalised, or a sign as it is. */
export type Lexeme = {
  readonly kind: 'number' | 'word' | 'sign'
  readonly text: string
  /** of a number; NaN when it is a part of a code, a fraction or a measure (2x4, i5, 1/2, 15") */
  readonly value: number
  readonly start: number
  readonly end: number
}

// a hyphen between letters is left out: top-rated reads as top rated
const LEXEME = /(?<number>\p{Nd}+(?:[.,'’]\p{Nd}+)*)|(?<word>[\p{L}\p{M}]+)|(?<sign>[<>]=|[<>≤≥+–—〜～]|(?<!\p{L})-|-(?!\p{L})|\p{Sc})/gu
const CODE_BEFORE = /(?:[\p{L}\p{Nd}_./:×*#]|\p{L}-)$/u
/** Letters of scripts that know no spaces: beside a number they are words of their own. */
const SPACELESS = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}](?<=\p{L})/u
const MEASURE_BEHIND = /^(?:[_/:×*"″%°]|['′’](?!s)|[.,]\p{Nd})/u
/** Letters glued to a number that leave it a number: 90s, 90er, 1.5k, 50eur. */
const GLUED = /^(?:s|er|k|€|\$|[a-z]{3}|stars?)(?![\p{L}\p{Nd}])/iu

export function readLexemes(text: string, language: Language): Lexeme[] {
  return [...text.matchAll(LEXEME)].flatMap((match): Lexeme | Lexeme[] => {
    const start = match.index
    const end = start + match[0].length
    if (match.groups?.number === undefined) {
      const kind = match.groups?.word === undefined ? 'sign' : 'word'
      if (kind === 'word' && SPACELESS.test(match[0])) return readRun(match[0], start, language)
      return { kind, text: kind === 'sign' ? match[0].toLowerCase() : normalise(match[0]) || match[0], value: Number.NaN, start, end }
    }
    const behind = text.slice(end, end + 16)
    const code =
      (CODE_BEFORE.test(text.slice(Math.max(0, start - 2), start)) && !SPACELESS.test(text.charAt(start - 1))) || MEASURE_BEHIND.test(behind)
    const glued = /^[\p{L}\p{M}]/u.test(behind) && !GLUED.test(behind) && !SPACELESS.test(behind.charAt(0))
    return { kind: 'number', text: match[0], value: code || glued ? Number.NaN : readNumber(match[0]), start, end }
  })
}

/** The words of a run that is written without spaces: 円以下の is 円, 以下 and の. */
function readRun(run: string, at: number, language: Language): Lexeme[] {
  return analyse(run, language).map(({ surface, start, end }) => ({
    kind: 'word',
    text: surface,
    value: Number.NaN,
    start: at + start,
    end: at + end,
  }))
}

/** 1,299.99 and 1.299,99 and 1 299 alike; NaN for digits in groups that make no number (1.2.3). */
function readNumber(digits: string): number {
  const plain = digits.replaceAll(/[’']/g, '').replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => normalise(digit))
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$/.test(plain)) return Number(plain.replaceAll(',', ''))
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?$/.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'))
  return /^\d{1,15}(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN
}
