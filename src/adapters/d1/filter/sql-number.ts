/** Decimal exponents between which SQLite 3.50 was seen to read every double exactly; outside it can be off by one place. */
const EXACT_FROM = 1e-30
const EXACT_TO = 1e30

/** Whether a decimal literal may come out of SQLite's parser as a neighbouring double. */
export function isExtreme(value: number): boolean {
  const size = Math.abs(value)
  return size !== 0 && (size < EXACT_FROM || size > EXACT_TO)
}

/** A finite number as an SQL expression of exactly its value; in parentheses when negative, since two minus signs begin a comment. */
export function writeNumber(value: number): string {
  if (!isExtreme(value)) return value < 0 ? `(${writeDecimal(value)})` : writeDecimal(value)
  const [significand, exponent] = splitDouble(value)
  return `(${significand}*pow(2.0,${exponent}))`
}

/** The same for JSON; only for numbers that are not extreme. Integers past 2^53 are written as reals: as integers they would be other numbers. */
export function writeDecimal(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  const text = String(value)
  return /[.e]/.test(text) ? text : value.toExponential()
}

/** IEEE 754 parts: value = significand * 2^exponent with an integer significand below 2^53. */
export function splitDouble(value: number): [significand: number, exponent: number] {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, value)
  const high = bits.getUint32(0)
  const biased = (high >>> 20) & 0x7ff
  const fraction = (high & 0xfffff) * 2 ** 32 + bits.getUint32(4)
  const significand = biased === 0 ? fraction : fraction + 2 ** 52
  return [value < 0 ? -significand : significand, Math.max(biased, 1) - 1075]
}
