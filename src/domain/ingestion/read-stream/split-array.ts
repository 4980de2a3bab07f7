import { AppError } from '../../../contracts/errors.ts'
import { type Piece, PieceBuffer } from './split-bytes.ts'

const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44
const OPEN = new Set([91, 123])
const CLOSE = new Set([93, 125])
const SPACE = new Set([32, 9, 10, 13, 0xef, 0xbb, 0xbf])

/**
 * A JSON array as a stream of its elements' bytes; `line` is the element's 1-based position. Only brackets and
 * strings are followed here: each element is parsed by itself, so one bad element never hides the others.
 * What is not an array at all throws request.json; where one breaks off, or goes on after its end, the last piece says so,
 * because the elements before it are good and may be stored already.
 */
export async function* splitArray(source: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const buffer = new PieceBuffer()
  let position = 1
  let depth = 0
  let inString = false
  let escaped = false
  let seen = false
  let finished = false
  for await (const chunk of source) {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (inString) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) inString = false
        continue
      }
      if (SPACE.has(byte)) continue
      if (depth === 0) {
        if (finished) return yield { line: position, code: 'documents.json', message: 'something follows the end of the array' }
        if (byte !== 91) throw new AppError('request.json', 'Expected one JSON array.')
        depth = 1
        from = at + 1
        continue
      }
      const ends = depth === 1 && (byte === COMMA || byte === 93)
      if (ends) {
        buffer.add(chunk, from, at)
        from = at + 1
        if (seen || byte === COMMA) yield buffer.take(position++)
        else buffer.take(position)
        seen = false
        if (byte === 93) {
          depth = 0
          finished = true
        }
        continue
      }
      seen = true
      if (byte === QUOTE) inString = true
      else if (OPEN.has(byte)) depth++
      else if (CLOSE.has(byte) && --depth === 0)
        return yield { line: position, code: 'documents.json', message: 'a bracket closes that was never opened' }
    }
    if (depth > 0) buffer.add(chunk, from, chunk.length)
  }
  if (finished) return
  if (depth === 0) throw new AppError('request.json', 'Expected a JSON array.')
  yield { line: position, code: 'documents.json', message: 'the array ends inside this element' }
}
