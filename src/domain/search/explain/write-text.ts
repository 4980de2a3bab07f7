const MAX_VALUE = 80

/** a, b and c */
export function joinWords(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`
}

export function writeNumber(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}

/** A value of a document, cut to what a sentence takes. */
export function writeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text
}
