import { type ImportFailure, type ImportResult, MAX_LISTED_FAILURES } from '../../contracts/documents.ts'
import type { ErrorCode } from '../../contracts/errors.ts'
import type { Context } from '../../shared/context.ts'
import { type Schema, getCollection, schemaOf } from '../catalog/index.ts'
import type { IngestionPorts } from './ports.ts'
import { splitArray } from './read-stream/split-array.ts'
import { type Piece, decodePiece } from './read-stream/split-bytes.ts'
import { splitLines } from './read-stream/split-lines.ts'
import { splitRows } from './read-stream/split-rows.ts'
import { parseHeader, parseRow, readRow } from './read-stream/read-csv.ts'
import { type WriteItem, writeDocuments } from './write-documents.ts'

export type ImportFormat = 'ndjson' | 'json' | 'csv'
export type ImportOutcome = Omit<ImportResult, 'bookmark'>

/** Documents kept in memory between two writes. */
const SLICE_DOCUMENTS = 500
const SLICE_BYTES = 2_000_000

type Parsed = { line: number; document: unknown; bytes: number } | { line: number; code: ErrorCode; message: string }

/** Streams documents in; a piece that fails is reported with its line and never stops the rest. */
export async function importDocuments(
  ports: IngestionPorts,
  ctx: Context,
  input: { collection: string; format: ImportFormat; source: AsyncIterable<Uint8Array>; dryRun?: boolean },
): Promise<ImportOutcome> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const outcome: ImportOutcome = { imported: 0, unchanged: 0, failed: [], failedTotal: 0, dataVersion: collection.dataVersion }
  const fail = (failure: ImportFailure): void => {
    outcome.failedTotal++
    if (outcome.failed.length < MAX_LISTED_FAILURES) outcome.failed.push(failure)
  }
  let slice: WriteItem[] = []
  let bytes = 0
  const write = async (): Promise<void> => {
    if (slice.length === 0) return
    const items = slice
    slice = []
    bytes = 0
    // the one the import began with: its name may mean another by now
    const written = await writeDocuments(ports, ctx, { collection, items })
    outcome.dataVersion = Math.max(outcome.dataVersion, written.dataVersion)
    for (const result of written.results) {
      if (result.status === 'failed')
        fail({ line: result.at, ...(result.id ? { id: result.id } : {}), code: result.code ?? 'internal', message: result.message ?? '' })
      else if (result.status === 'unchanged') outcome.unchanged++
      else outcome.imported++
    }
  }
  for await (const parsed of parsePieces(schemaOf(collection.definition), input.format, input.source)) {
    if (!('document' in parsed)) {
      fail({ line: parsed.line, code: parsed.code, message: parsed.message })
      continue
    }
    slice.push({ at: parsed.line, document: parsed.document, bytes: parsed.bytes })
    bytes += parsed.bytes
    if (slice.length >= SLICE_DOCUMENTS || bytes >= SLICE_BYTES) await write()
  }
  await write()
  outcome.failed.sort((left, right) => left.line - right.line)
  return outcome
}

async function* parsePieces(schema: Schema, format: ImportFormat, source: AsyncIterable<Uint8Array>): AsyncGenerator<Parsed> {
  if (format === 'csv') return yield* parseRows(schema, source)
  for await (const piece of format === 'json' ? splitArray(source) : splitLines(source)) yield parseJson(piece)
}

function parseJson(piece: Piece): Parsed {
  if (!('bytes' in piece)) return piece
  const decoded = decodePiece(piece)
  if ('code' in decoded) return { line: piece.line, ...decoded }
  try {
    return { line: piece.line, document: JSON.parse(decoded.text) as unknown, bytes: piece.bytes.length }
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^JSON\.parse: /, '') : 'not JSON'
    return { line: piece.line, code: 'documents.json', message: `not valid JSON: ${reason.slice(0, 200)}` }
  }
}

/** Without a header no row means anything: then its failure is the only one, and the rest is not read. */
async function* parseRows(schema: Schema, source: AsyncIterable<Uint8Array>): AsyncGenerator<Parsed> {
  let header: string[] | null = null
  for await (const piece of splitRows(source)) {
    const parsed: Parsed | string[] = parseCsv(schema, header, piece)
    if (Array.isArray(parsed)) header = parsed
    else yield parsed
    if (header === null) return
  }
}

function parseCsv(schema: Schema, header: readonly string[] | null, piece: Piece): Parsed | string[] {
  if (!('bytes' in piece)) return piece
  const { line } = piece
  const decoded = decodePiece(piece)
  if ('code' in decoded) return { line, ...decoded }
  try {
    return header === null
      ? parseHeader(decoded.text)
      : { line, document: readRow(schema, header, parseRow(decoded.text)), bytes: piece.bytes.length }
  } catch (error) {
    return { line, code: 'documents.csv', message: error instanceof Error ? error.message : 'the row can not be read' }
  }
}
