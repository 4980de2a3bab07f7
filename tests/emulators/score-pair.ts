/** What the emulated cross-encoders answer with: a logit that grows with the share of the query's words in the text. */
export function scorePair(query: string, text: string): number {
  const words = readWords(query)
  const known = new Set(readWords(text))
  const found = words.filter((word) => known.has(word)).length
  return (found / Math.max(1, words.length)) * 12 - 8
}

/** The same as a probability. */
export function scorePairBounded(query: string, text: string): number {
  return 1 / (1 + Math.exp(-scorePair(query, text)))
}

/** Words are at least one token each, in any tokenizer. */
export function countWords(text: string): number {
  return readWords(text).length
}

function readWords(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? []
}
