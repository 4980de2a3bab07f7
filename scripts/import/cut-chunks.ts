import { type BoundaryScanner, type Position, createScanner } from './boundaries.ts'
import { ImportError } from './errors.ts'
import type { FileFormat } from './file-format.ts'

/** A part of a file that is a whole import by itself. */
export type Chunk = {
  /** for the server: lines, an array of its own, or rows under the file's header */
  body: Uint8Array
  start: Position
  end: Position
  /** the file's own number of what the server calls line `line` of this body */
  toFileLine(line: number): number
}

export const CHUNK_BYTES = 5_000_000
/** One record that is longer than this is not a document but a file of another kind. */
const MAX_RECORD_BYTES = 64_000_000
const OPEN_BRACKET = 91

export type CutOptions = {
  format: FileFormat
  from: Position
  /** of a CSV file: the bytes of its first row with the line end */
  header?: Uint8Array
  /** about how many bytes a chunk has; it ends at the first boundary read after them */
  size?: number
}

/** Cuts `source`, which begins at `from`, into chunks at the boundaries of its format. */
export async function* cutChunks(source: AsyncIterable<Uint8Array>, options: CutOptions): AsyncGenerator<Chunk> {
  const size = options.size ?? CHUNK_BYTES
  const scanner = createScanner(options.format, options.from)
  let start = options.from
  let parts: Uint8Array[] = []
  let length = 0
  for await (const bytes of source) {
    scanner.scan(bytes)
    parts.push(bytes)
    length += bytes.length
    const ready = scanner.last.offset - start.offset
    if (length < size) continue
    if (ready === 0) {
      if (length > MAX_RECORD_BYTES)
        throw new ImportError(
          `${options.format === 'json' ? 'Element' : 'Line'} ${start.line} is longer than 64 MB: is this ${options.format.toUpperCase()}?`,
        )
      continue
    }
    const joined = join(parts, length)
    yield describeChunk(joined.subarray(0, ready), start, scanner.last, options)
    start = scanner.last
    parts = [joined.subarray(ready)]
    length -= ready
  }
  yield* finish(join(parts, length), start, scanner, options)
}

/** What is left: whole records, and perhaps a last one without its line end. Throws ImportError when an array is cut short. */
function* finish(rest: Uint8Array, start: Position, scanner: BoundaryScanner, options: CutOptions): Generator<Chunk> {
  const { last } = scanner
  if (options.format !== 'json') {
    const end = { offset: start.offset + rest.length, line: last.offset === start.offset + rest.length ? last.line : last.line + 1 }
    if (rest.some((byte) => byte > 32)) yield describeChunk(rest, start, end, options)
    return
  }
  if (last.offset > start.offset) yield describeChunk(rest.subarray(0, last.offset - start.offset), start, last, options)
  if (!last.closed) throw new ImportError(`The file is cut short: its array ends inside element ${last.line}. What came before it is done.`)
}

function describeChunk(bytes: Uint8Array, start: Position, end: Position, { format, header }: CutOptions): Chunk {
  if (format === 'json') return { body: wrapElements(bytes, start.offset === 0), start, end, toFileLine: (line) => start.line + line - 1 }
  if (!header) return { body: bytes, start, end, toFileLine: (line) => start.line + line - 1 }
  const headerLines = countLines(header)
  const body = join([header, bytes], header.length + bytes.length)
  return { body, start, end, toFileLine: (line) => start.line + line - 1 - headerLines }
}

/** `[a, b,` or `c, d]` -> an array of its own. The bytes end with the comma or bracket of a boundary. */
function wrapElements(bytes: Uint8Array, first: boolean): Uint8Array {
  const elements = bytes.subarray(first ? bytes.indexOf(OPEN_BRACKET) + 1 : 0, -1)
  return join([Buffer.from('['), elements, Buffer.from(']')], elements.length + 2)
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++
  return lines
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts
  return only && parts.length === 1 ? only : Buffer.concat(parts, length)
}

/** The header row of a CSV file and where its rows begin. Throws ImportError when there is none. */
export async function readHeader(source: AsyncIterable<Uint8Array>): Promise<{ header: Uint8Array; from: Position }> {
  const scanner = createScanner('csv', { offset: 0, line: 1 })
  const parts: Uint8Array[] = []
  let length = 0
  for await (const bytes of source) {
    parts.push(bytes)
    length += bytes.length
    // the scanner reports the last boundary; the first one is found by giving it a byte at a time up to there
    const end = findFirstEnd(scanner, bytes)
    if (end !== undefined) return { header: join(parts, length).subarray(0, end), from: { offset: end, line: scanner.last.line } }
    if (length > 1_000_000) break
  }
  if (length > 0 && length <= 1_000_000)
    return { header: Buffer.concat([...parts, Buffer.from('\n')]), from: { offset: length, line: scanner.last.line + 1 } }
  throw new ImportError(length === 0 ? 'The file is empty.' : 'The file has no header row: its first line is longer than 1 MB.')
}

function findFirstEnd(scanner: BoundaryScanner, bytes: Uint8Array): number | undefined {
  for (let at = 0; at < bytes.length; at++) {
    scanner.scan(bytes.subarray(at, at + 1))
    if (scanner.last.offset > 0) return scanner.last.offset
  }
  return undefined
}
