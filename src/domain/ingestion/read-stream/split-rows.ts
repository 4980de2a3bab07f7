import { MAX_PIECE_BYTES, type Piece, PieceBuffer } from './split-bytes.ts'

const QUOTE = 34
const COMMA = 44
const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const BYTE_ORDER_MARK = new Set([0xef, 0xbb, 0xbf])

/**
 * CSV rows (RFC 4180): a line feed inside a quoted field does not end the row. `line` is where the row starts.
 * A quote that nobody closes would take in all that follows. So where a row of several lines turns out wrong (its end is
 * missing, or the quote that closes is followed by text) only its first line fails, and the next line begins a row.
 */
export async function* splitRows(source: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const splitter = new RowSplitter()
  for await (const chunk of source) yield* splitter.push(chunk)
  yield* splitter.finish()
}

type Place = 'start of field' | 'field' | 'quotes' | 'closing quote'

class RowSplitter {
  private readonly buffer = new PieceBuffer()
  /** line of the next byte, and of the row it belongs to */
  private line = 1
  private start = 1
  private place: Place = 'start of field'
  private begun = false

  /** Inside quotes that began on an earlier line. */
  private get isOpen(): boolean {
    return this.place === 'quotes' && this.line > this.start && !this.buffer.overflowed
  }

  *push(chunk: Uint8Array): Generator<Piece> {
    for (let rest: Uint8Array | null = chunk; rest !== null;) rest = yield* this.scan(rest)
  }

  *finish(): Generator<Piece> {
    while (this.isOpen) yield* this.push(yield* this.failFirstLine(new Uint8Array()))
    if (!this.buffer.empty) yield trimRow(this.buffer.take(this.start))
  }

  /** Reads a chunk; returns what has to be read again, or null. */
  private *scan(chunk: Uint8Array): Generator<Piece, Uint8Array | null> {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (!this.begun && BYTE_ORDER_MARK.has(byte)) {
        from = at + 1
        continue
      }
      this.begun = true
      if (byte === LINE_FEED) {
        this.line++
        if (this.place === 'quotes' && !this.buffer.overflowed) continue
        this.buffer.add(chunk, from, at)
        from = at + 1
        const piece = trimRow(this.buffer.take(this.start))
        if (!('bytes' in piece) || piece.bytes.length > 0) yield piece
        this.start = this.line
        this.place = 'start of field'
      } else {
        const wrong = this.step(byte)
        if (wrong && this.line > this.start && !this.buffer.overflowed) return yield* this.failFirstLine(chunk.subarray(from))
      }
    }
    if (this.isOpen && this.buffer.size + chunk.length - from > MAX_PIECE_BYTES) return yield* this.failFirstLine(chunk.subarray(from))
    this.buffer.add(chunk, from, chunk.length)
    return null
  }

  /** Moves over a byte that does not end a line; true when text follows a closing quote. */
  private step(byte: number): boolean {
    if (this.place === 'quotes') {
      if (byte === QUOTE) this.place = 'closing quote'
    } else if (byte === COMMA) this.place = 'start of field'
    // a quote opens only at the start of a field; a doubled one inside is a character
    else if (byte === QUOTE && this.place !== 'field') this.place = 'quotes'
    else if (this.place === 'closing quote') {
      if (byte === CARRIAGE_RETURN) return false
      this.place = 'field'
      return true
    } else this.place = 'field'
    return false
  }

  /** Fails the first line of the row under way and returns the bytes behind it; `rest` is what the buffer does not hold yet. */
  private *failFirstLine(rest: Uint8Array): Generator<Piece, Uint8Array> {
    yield {
      line: this.start,
      code: 'documents.csv',
      message: 'a quote that opens in this row is never closed, or text follows the quote that closes it',
    }
    const row = this.buffer.drain(rest)
    this.start++
    this.line = this.start
    this.place = 'start of field'
    return row.subarray(row.indexOf(LINE_FEED) + 1)
  }
}

function trimRow(piece: Piece): Piece {
  if (!('bytes' in piece) || piece.bytes.at(-1) !== CARRIAGE_RETURN) return piece
  return { ...piece, bytes: piece.bytes.subarray(0, -1) }
}
