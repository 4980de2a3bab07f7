import type { Language } from '../../../../shared/text/index.ts'

export type ReadNumber = { writings: readonly string[]; end: number }

const SIGNS: Readonly<Record<string, string>> = {
  '1/4': '¼',
  '1/2': '½',
  '3/4': '¾',
  '1/3': '⅓',
  '2/3': '⅔',
  '1/5': '⅕',
  '2/5': '⅖',
  '3/5': '⅗',
  '4/5': '⅘',
  '1/6': '⅙',
  '5/6': '⅚',
  '1/8': '⅛',
  '3/8': '⅜',
  '5/8': '⅝',
  '7/8': '⅞',
}
const VALUES = new Map(Object.entries(SIGNS).map(([fraction, sign]) => [sign, fraction.split('/').map(Number)]))

const FRACTION = /(?:(\d{1,6})(?: ?- ?| ))?(\d{1,4})[/⁄](\d{1,4})(?![\d/])/y
const SIGN = new RegExp(`(?:(\\d{1,6})[ -]?)?([${[...VALUES.keys()].join('')}])`, 'y')
const THOUSANDS = /\d{1,3}(?:([.,])\d{3})(?:\1\d{3}){0,2}(?![\d])(?![.,]\d{3})/y
const DECIMAL = /(\d{1,9})[.,](\d{1,4})(?!\d)(?![.,]\d)/y
const INTEGER = /\d{1,12}/y

/** Denominators that people write as fractions; others stay decimal. */
const USUAL = new Set([2, 4, 8, 16])
/** Thousands are not set apart in years. */
const isYear = (value: number): boolean => value >= 1900 && value < 2100
/** Languages whose numbers have a decimal point; the others have a comma, and a point between thousands. */
const POINT: ReadonlySet<Language> = new Set<Language>(['en', 'und', 'ja', 'zh', 'ko', 'th', 'he', 'hi', 'ms', 'my', 'km', 'ta', 'ga'])

/**
 * The number that begins at `at`, and the other ways of writing it, what was typed first; null when none begins there. ".5" is read
 * and not written: the index keeps 5 of it, and who asks for half an inch does not want five.
 */
export function readNumber(text: string, at: number, language: Language): ReadNumber | null {
  const fraction = match(FRACTION, text, at)
  if (fraction) return finish(fraction, at, Number(fraction[1] ?? 0), Number(fraction[2]), Number(fraction[3]))
  const sign = match(SIGN, text, at)
  if (sign) {
    const [numerator = 0, denominator = 1] = VALUES.get(sign[2] ?? '') ?? []
    return finish(sign, at, Number(sign[1] ?? 0), numerator, denominator)
  }
  const thousands = match(THOUSANDS, text, at)
  if (thousands && (thousands[1] === ',') === POINT.has(language)) {
    return finish(thousands, at, Number(thousands[0].replaceAll(/[.,]/g, '')), 0, 1)
  }
  // ".5": the point stands before the token
  if (text[at - 1] === '.' && !/[\p{L}\p{N}]/u.test(text[at - 2] ?? '')) {
    const digits = match(INTEGER, text, at)
    if (!digits || digits[0].length > 4) return null
    const { writings, end } = finish(digits, at, 0, Number(digits[0]), 10 ** digits[0].length)
    return { writings: [`.${digits[0]}`, ...writings.slice(1)], end }
  }
  const decimal = match(DECIMAL, text, at)
  if (decimal) return finish(decimal, at, Number(decimal[1]), Number(decimal[2]), 10 ** (decimal[2]?.length ?? 0))
  const integer = match(INTEGER, text, at)
  return integer ? finish(integer, at, Number(integer[0]), 0, 1) : null
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function finish(typed: RegExpExecArray, at: number, whole: number, numerator: number, denominator: number): ReadNumber {
  return { writings: [...new Set([typed[0], ...write(whole, numerator, denominator)])], end: at + typed[0].length }
}

function write(whole: number, numerator: number, denominator: number): string[] {
  if (numerator === 0) {
    const apart = whole >= 1000 && !isYear(whole) ? [String(whole).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ',')] : []
    return [String(whole), ...apart]
  }
  // 24/7 and 3/0 are no parts of one
  if (denominator === 0 || numerator >= denominator) return []
  const divisor = findDivisor(numerator, denominator)
  const [over, under] = [numerator / divisor, denominator / divisor]
  const before = whole === 0 ? '' : `${whole}`
  const sign = SIGNS[`${over}/${under}`]
  const writings: string[] = []
  if (10_000 % under === 0) writings.push(`${whole}.${readDigits(over / under)}`)
  if (USUAL.has(under) || sign !== undefined) writings.push(`${before}${before && '-'}${over}/${under}`)
  if (sign !== undefined) writings.push(before + sign)
  return writings
}

/** 0.0625 -> "0625" */
function readDigits(part: number): string {
  return part.toFixed(4).slice(2).replace(/0+$/, '')
}

function findDivisor(left: number, right: number): number {
  return right === 0 ? left : findDivisor(right, left % right)
}
