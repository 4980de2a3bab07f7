import type { Span } from './ast.ts'
import { failFilter } from './filter-error.ts'
import { readQuoted } from './quoted.ts'

export type Keyword = 'AND' | 'OR' | 'NOT' | 'IN' | 'BETWEEN' | 'EXISTS' | 'IS' | 'NULL' | 'TRUE' | 'FALSE'
export type Punctuation = '=' | '!=' | '<' | '<=' | '>' | '>=' | '(' | ')' | '[' | ']' | ','

export type Token = Span &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'keyword'; readonly keyword: Keyword }
    | { readonly kind: 'symbol'; readonly symbol: Punctuation }
    | { readonly kind: 'end' }
  )

const KEYWORDS: ReadonlySet<string> = new Set<Keyword>(['AND', 'OR', 'NOT', 'IN', 'BETWEEN', 'EXISTS', 'IS', 'NULL', 'TRUE', 'FALSE'])
const SPACE = /\s+/y
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}\p{M}\p{N}_]+)*/uy
const NUMBER = /-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy
/** What glued to a number makes it something else: `12px`, `1.2.3`. */
const NUMBER_TAIL = /[\p{L}\p{N}_.]+/uy
const SYMBOL = /<=|>=|!=|[=<>()[\],]/y

type Habit = readonly [RegExp, string]
/** Operators of other languages that begin like one of ours. */
const FOREIGN_OPERATORS: readonly Habit[] = [
  [/==/y, 'Write a single = to compare'],
  [/<>/y, 'Write != for "is not"'],
  [/=[<>]/y, 'Write <= or >='],
]
const FOREIGN_CHARACTERS: readonly Habit[] = [
  [/&&?/y, 'Write AND'],
  [/\|\|?/y, 'Write OR'],
  [/!/y, 'Write NOT, or != for "is not"'],
  [/['‘’“”«»]/y, 'Strings are written in double quotes: "like this"'],
  [/:/y, 'Write = to compare, and names with other characters in backticks'],
  [/./suy, 'Names with other characters are written in backticks: `like this`'],
]

/** Whether a name can be written without backticks. */
export function isPlainName(name: string): boolean {
  return matchAt(NAME, name, 0) === name && !KEYWORDS.has(name.toUpperCase())
}

/** Splits a filter into tokens; the last one is always `end`. Throws a FilterFailure. */
export function tokenizeFilter(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = matchAt(SPACE, text, 0).length
  while (at < text.length) {
    const token = readToken(text, at)
    tokens.push(token)
    at = token.start + token.length
    at += matchAt(SPACE, text, at).length
  }
  tokens.push({ kind: 'end', start: text.length, length: 0 })
  return tokens
}

function readToken(text: string, start: number): Token {
  const first = text[start]
  if (first === '"') {
    const { value, length } = readQuoted(text, start, '"')
    return { kind: 'string', value, start, length }
  }
  if (first === '`') {
    const { value, length } = readQuoted(text, start, '`')
    if (value === '') failFilter('filter.syntax', 'A field name is empty', { start, length })
    return { kind: 'name', name: value, start, length }
  }
  const name = matchAt(NAME, text, start)
  if (name !== '') return readWord(name, start)
  if (matchAt(NUMBER, text, start) !== '') return readNumber(text, start)
  rejectHabit(text, start, FOREIGN_OPERATORS)
  const symbol = matchAt(SYMBOL, text, start)
  if (isPunctuation(symbol)) return { kind: 'symbol', symbol, start, length: symbol.length }
  rejectHabit(text, start, FOREIGN_CHARACTERS)
  return failFilter('filter.syntax', 'Unexpected character', { start, length: 1 })
}

function rejectHabit(text: string, start: number, habits: readonly Habit[]): void {
  for (const [pattern, hint] of habits) {
    const found = matchAt(pattern, text, start)
    if (found !== '') failFilter('filter.syntax', `Unexpected ${JSON.stringify(found)}`, { start, length: found.length }, hint)
  }
}

function readWord(word: string, start: number): Token {
  const keyword = word.toUpperCase()
  const length = word.length
  return isKeyword(keyword) ? { kind: 'keyword', keyword, start, length } : { kind: 'name', name: word, start, length }
}

function readNumber(text: string, start: number): Token {
  const digits = matchAt(NUMBER, text, start)
  const tail = matchAt(NUMBER_TAIL, text, start + digits.length)
  const length = digits.length + tail.length
  if (tail !== '') {
    const hint = 'Strings are written in double quotes, and names that begin with a digit in backticks'
    failFilter('filter.syntax', `${JSON.stringify(digits + tail)} is not a number`, { start, length }, hint)
  }
  const value = Number(digits)
  if (!Number.isFinite(value)) failFilter('filter.syntax', 'The number is too large', { start, length }, 'The largest is about 1.8e308')
  // -0 would print as 0 and compare as 0, so it is 0 from here on.
  return { kind: 'number', value: value === 0 ? 0 : value, start, length }
}

function isKeyword(word: string): word is Keyword {
  return KEYWORDS.has(word)
}

function isPunctuation(text: string): text is Punctuation {
  return text !== ''
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
