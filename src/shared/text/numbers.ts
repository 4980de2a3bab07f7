import { DIGIT, kindAt, SEPARATOR } from './characters.ts'
import { usesDecimalComma, type Language } from './languages.ts'

// Thousands are groups of three after a group that does not start with 0: 0,125 is a fraction or a list, never 125.
const ENGLISH = { grouped: /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/, decimal: /^\d+\.\d+$/ }
const CONTINENTAL = { grouped: /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/, decimal: /^\d+[.,]\d+$/ }

/** End of the chain "digits (separator digits)…" that starts at `start`; equals the end of the first digits when there is no separator. */
export function scanNumber(text: string, start: number): number {
  let at = start
  while (kindAt(text, at) === DIGIT) {
    at += text.codePointAt(at) === text.charCodeAt(at) ? 1 : 2
    if (kindAt(text, at) === SEPARATOR && kindAt(text, at + 1) === DIGIT) at += 1
  }
  return at
}

/**
 * One number out of a chain of ASCII digits, points and commas: "1,299.50" -> "1299.50" (in German "1.299,50").
 * undefined when the chain is no number (dates, versions, addresses, lists): its digits are then words of their own.
 */
export function readNumber(chain: string, language: Language): string | undefined {
  const comma = usesDecimalComma(language)
  const form = comma ? CONTINENTAL : ENGLISH
  if (form.grouped.test(chain)) return comma ? chain.replaceAll('.', '').replace(',', '.') : chain.replaceAll(',', '')
  return form.decimal.test(chain) ? chain.replace(',', '.') : undefined
}
