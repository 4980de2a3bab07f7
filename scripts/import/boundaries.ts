import { ImportError } from './errors.ts'
import type { FileFormat } from './file-format.ts'

const QUOTE = 34
const COMMA = 44
const LINE_FEED = 10
const BACKSLASH = 92
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
// space, tab, line ends and the three bytes of a byte order mark
const BLANK = new Set([32, 9, 10, 13, 0xef, 0xbb, 0xbf])

/** A quote that is never closed ends with its row's line once the row is longer than this, as on the server. */
const MAX_ROW_BYTES = 2_000_000

/** Where a file can be cut: an offset in its content, and the number of what begins there (CONTRACT: `line`). */
export type Position = { offset: number; line: number; /** of a JSON array: its closing bracket lies before */ closed?: boolean }

/** Follows a file's bytes and knows the last place where one record has ended and none has begun. */
export interface BoundaryScanner {
  scan(bytes: Uint8Array): void
  readonly last: Position
}

/** `from` is the start of the file or an earlier boundary of it. */
export function createScanner(format: FileFormat, from: Position): BoundaryScanner {
  if (format === 'ndjson') return scanLines(from)
  return format === 'csv' ? scanRows(from) : scanElements(from)
}

function scanLines(from: Position): BoundaryScanner {
  let { offset, line } = from
  let last = from
  return {
    get last() {
      return last
    },
    scan(bytes) {
      let end = -1
      for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) {
        end = at
        line++
      }
      if (end !== -1) last = { offset: offset + end + 1, line }
      offset += bytes.length
    },
  }
}

/** RFC 4180: a quote opens only at the start of a field, and a line feed inside quotes does not end the row. */
function scanRows(from: Position): BoundaryScanner {
  let { offset, line } = from
  let last = from
  let quoted = false
  let fieldStart = true
  return {
    get last() {
      return last
    },
    scan(bytes) {
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at]
        if (byte === QUOTE) {
          if (quoted || fieldStart) quoted = !quoted
          fieldStart = false
        } else if (byte === LINE_FEED) {
          line++
          if (quoted && offset + at - last.offset <= MAX_ROW_BYTES) continue
          quoted = false
          last = { offset: offset + at + 1, line }
          fieldStart = true
        } else if (!quoted) fieldStart = byte === COMMA
      }
      offset += bytes.length
    },
  }
}

/** Elements of one JSON array; a boundary lies behind the comma that ends one, or behind the closing bracket. */
function scanElements(from: Position): BoundaryScanner {
  let { offset, line } = from
  let last = from
  let depth = from.offset === 0 ? 0 : 1
  let quoted = false
  let escaped = false
  let closed = from.closed ?? false
  return {
    get last() {
      return last
    },
    scan(bytes) {
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] ?? 0
        if (quoted) {
          if (escaped) escaped = false
          else if (byte === BACKSLASH) escaped = true
          else if (byte === QUOTE) quoted = false
          continue
        }
        if (closed && !BLANK.has(byte)) throw new ImportError('The file is not a JSON array: something follows its closing bracket.')
        if (byte === QUOTE) quoted = true
        else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) depth++
        else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) depth--
        else if (byte === COMMA && depth === 1) last = { offset: offset + at + 1, line: ++line }
        if (depth === 0 && !BLANK.has(byte)) {
          closed = true
          if (byte !== CLOSE_BRACKET) throw new ImportError('The file is not a JSON array.')
          last = { offset: offset + at + 1, line: ++line, closed }
        }
      }
      offset += bytes.length
    },
  }
}
