import { failFilter } from './filter-error.ts'
import { MAX_DEPTH } from './limits.ts'
import type { Keyword, Punctuation, Token } from './tokenize.ts'

/** Where the parser stands: the next token, the end of the last one, and how deep the recursion is. */
export class TokenCursor {
  readonly text: string
  readonly #tokens: readonly Token[]
  #index = 0
  #depth = 0

  constructor(text: string, tokens: readonly Token[]) {
    this.text = text
    this.#tokens = tokens
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)] ?? { kind: 'end', start: this.text.length, length: 0 }
  }

  take(): Token {
    const token = this.peek()
    this.#index += 1
    return token
  }

  acceptKeyword(keyword: Keyword): boolean {
    const token = this.peek()
    if (token.kind !== 'keyword' || token.keyword !== keyword) return false
    this.#index += 1
    return true
  }

  acceptSymbol(symbol: Punctuation): boolean {
    const token = this.peek()
    if (token.kind !== 'symbol' || token.symbol !== symbol) return false
    this.#index += 1
    return true
  }

  /** End of the token taken last. */
  lastEnd(): number {
    const token = this.#tokens[this.#index - 1]
    return token === undefined ? 0 : token.start + token.length
  }

  /** Fails at the next token: "Expected <what>", or at the end of the text. */
  failExpected(what: string, hint?: string): never {
    return failFilter('filter.syntax', `Expected ${what}`, this.peek(), hint)
  }

  /** Runs one recursive step; the limit keeps the call stack safe before the tree's own depth is known. */
  nest<T>(step: () => T): T {
    if (this.#depth >= MAX_DEPTH) {
      failFilter('filter.too_complex', `The filter is nested deeper than ${MAX_DEPTH} levels`, this.peek())
    }
    this.#depth += 1
    const result = step()
    this.#depth -= 1
    return result
  }
}
