import { failFilter } from './filter-error.ts'

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['"', '"'],
  ['`', '`'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

/**
 * Reads a quoted string or name that opens at `start`, with JSON's escapes (RFC 8259) and \`,
 * so that JSON.stringify(value) is always a valid string. `length` includes both quotes.
 */
export function readQuoted(text: string, start: number, quote: '"' | '`'): { value: string; length: number } {
  let value = ''
  let at = start + 1
  while (at < text.length) {
    const char = text[at] ?? ''
    if (char === quote) return { value, length: at + 1 - start }
    if (char !== '\\') {
      value += char
      at += 1
      continue
    }
    const escape = readEscape(text, at, quote)
    value += escape.value
    at += escape.length
  }
  const what = quote === '"' ? 'The string is never closed' : 'The name in backticks is never closed'
  return failFilter('filter.syntax', what, { start, length: text.length - start }, `Close it with ${quote}`)
}

function readEscape(text: string, at: number, quote: string): { value: string; length: number } {
  const escaped = text[at + 1] ?? ''
  const simple = SIMPLE_ESCAPES.get(escaped)
  if (simple !== undefined) return { value: simple, length: 2 }
  const unicode = /^[0-9a-f]{4}/i.exec(text.slice(at + 2, at + 6))
  if (escaped === 'u' && unicode) return { value: String.fromCharCode(Number.parseInt(unicode[0], 16)), length: 6 }
  const length = Math.min(2, text.length - at)
  return failFilter(
    'filter.syntax',
    'A backslash begins an unknown escape',
    { start: at, length },
    `Write \\\\ for a backslash and \\${quote} for a quote`,
  )
}
