// Models refuse or silently cut longer texts, so the cut is made here, where it is known. Without the model's own
// tokenizer the estimate errs high: a word piece covers about 4 letters of Latin script, one ideograph is about one token.
const LETTER = 0.3
const OTHER_SCRIPT = 0.6
const WHOLE = 1

/** At most `maxTokens` estimated tokens of `text`, cut between characters. Texts under the limit come back unchanged. */
export function truncateToTokens(text: string, maxTokens: number): string {
  // every character costs at most one token, so most texts need no counting
  if (text.length <= maxTokens) return text
  let tokens = 0
  let end = 0
  for (const character of text) {
    tokens += estimateTokens(character)
    if (tokens > maxTokens) return text.slice(0, end)
    end += character.length
  }
  return text
}

/** Estimated tokens of `text`. */
export function countTokens(text: string): number {
  let tokens = 0
  for (const character of text) tokens += estimateTokens(character)
  return tokens
}

function estimateTokens(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return /[a-zA-Z\s]/.test(character) ? LETTER : WHOLE
  return code < 0x2e80 ? OTHER_SCRIPT : WHOLE
}
