import type { ErrorCode } from '../../../contracts/errors.ts'
import { joinBytes } from '../../../shared/join-bytes.ts'

/** One piece of an import: the bytes of a document, or why there are none. `line` is 1-based. */
export type Piece = { line: number; bytes: Uint8Array } | { line: number; code: ErrorCode; message: string }

/** A document may have 1 MB; longer pieces are dropped while they stream by, so that memory stays bounded. */
export const MAX_PIECE_BYTES = 2_000_000

/** Collects the bytes of one piece over several chunks without copying what lies in one. */
export class PieceBuffer {
  private parts: Uint8Array[] = []
  private length = 0
  overflowed = false

  add(chunk: Uint8Array, from: number, to: number): void {
    if (to <= from || this.overflowed) return
    this.length += to - from
    if (this.length > MAX_PIECE_BYTES) {
      this.overflowed = true
      this.parts = []
      return
    }
    this.parts.push(chunk.subarray(from, to))
  }

  take(line: number): Piece {
    const { parts, overflowed } = this
    this.parts = []
    this.length = 0
    this.overflowed = false
    if (overflowed) return { line, code: 'documents.too_large', message: `the document has more than ${MAX_PIECE_BYTES} bytes` }
    return { line, bytes: joinBytes(parts) }
  }

  /** What is held so far and more behind it, as one; the buffer is empty afterwards. */
  drain(more: Uint8Array): Uint8Array {
    const bytes = joinBytes([...this.parts, more])
    this.take(0)
    return bytes
  }

  get empty(): boolean {
    return this.length === 0
  }

  get size(): number {
    return this.length
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Text of a piece, or a failure when it is not UTF-8. */
export function decodePiece(piece: { line: number; bytes: Uint8Array }): { text: string } | { code: ErrorCode; message: string } {
  try {
    return { text: decoder.decode(piece.bytes) }
  } catch {
    return { code: 'documents.encoding', message: 'the line is not valid UTF-8' }
  }
}
