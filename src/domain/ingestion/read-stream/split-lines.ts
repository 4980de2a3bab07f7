import { type Piece, PieceBuffer } from './split-bytes.ts'

const LINE_FEED = 10

/** NDJSON: a piece a line; blank lines are counted and skipped. */
export async function* splitLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const buffer = new PieceBuffer()
  let line = 1
  for await (const chunk of source) {
    let from = 0
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, from)) {
      buffer.add(chunk, from, at)
      const piece = buffer.take(line)
      if (!isBlank(piece)) yield piece
      from = at + 1
      line++
    }
    buffer.add(chunk, from, chunk.length)
  }
  if (!buffer.empty) {
    const piece = buffer.take(line)
    if (!isBlank(piece)) yield piece
  }
}

/** Space, tab, carriage return and the bytes of a byte order mark. */
const BLANK = new Set([32, 9, 13, 0xef, 0xbb, 0xbf])

function isBlank(piece: Piece): boolean {
  return 'bytes' in piece && piece.bytes.every((byte) => BLANK.has(byte))
}
