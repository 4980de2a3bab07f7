import { type Piece, PieceBuffer } from './split-bytes.ts'

const QUOTE = 34
const COMMA = 44
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** CSV rows (RFC 4180): a line feed inside a quoted field does not end the row. `line` is where the row starts. */
export async function* splitRows(source: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const buffer = new PieceBuffer()
  let line = 1
  let start = 1
  let quoted = false
  let fieldStart = true
  for await (const chunk of source) {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (byte === QUOTE) {
        // a quote opens only at the start of a field; inside, doubled quotes close and open again
        if (quoted || fieldStart) quoted = !quoted
        fieldStart = false
      } else if (byte === LINE_FEED) {
        line++
        if (quoted && !buffer.overflowed) continue
        buffer.add(chunk, from, at)
        from = at + 1
        const piece = trimRow(buffer.take(start))
        if (!('bytes' in piece) || piece.bytes.length > 0) yield piece
        start = line
        quoted = false
        fieldStart = true
      } else if (!quoted) fieldStart = byte === COMMA
    }
    buffer.add(chunk, from, chunk.length)
  }
  if (!buffer.empty || buffer.overflowed) yield trimRow(buffer.take(start))
}

function trimRow(piece: Piece): Piece {
  if (!('bytes' in piece) || piece.bytes.at(-1) !== CARRIAGE_RETURN) return piece
  return { ...piece, bytes: piece.bytes.subarray(0, -1) }
}
