import { joinBytes } from '../../../../shared/join-bytes.ts'

/** A line by its bytes, or null when it is longer than any rule can be; `line` is 1-based. */
export type RawLine = { line: number; bytes: Uint8Array | null }

/** The longest synonym rule there can be: 64 phrases of 128 characters, each escaped in JSON as \uXXXX, and its id. */
const MAX_LINE_BYTES = 64 * 1024
const LINE_FEED = 10

/** Lines of a stream, the last one with or without its line feed; what is too long is dropped while it streams by. */
export async function* readLines(source: AsyncIterable<Uint8Array>, longest = MAX_LINE_BYTES): AsyncGenerator<RawLine> {
  let line = 1
  let parts: Uint8Array[] = []
  let length = 0
  const add = (part: Uint8Array): void => {
    length += part.length
    if (length > longest) parts = []
    else parts.push(part)
  }
  const take = (): RawLine => {
    const bytes = length > longest ? null : joinBytes(parts)
    parts = []
    length = 0
    return { line: line++, bytes }
  }
  for await (const chunk of source) {
    let from = 0
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      add(chunk.subarray(from, at))
      yield take()
      from = at + 1
    }
    if (from < chunk.length) add(chunk.subarray(from))
  }
  if (length > 0) yield take()
}
