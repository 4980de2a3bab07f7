import type { JsonObject } from '../../src/contracts/documents.ts'
import type { Schema } from '../../src/domain/catalog/index.ts'
import { parseRow, readRow } from '../../src/domain/ingestion/read-stream/read-csv.ts'
import { splitArray } from '../../src/domain/ingestion/read-stream/split-array.ts'
import { decodePiece } from '../../src/domain/ingestion/read-stream/split-bytes.ts'
import { splitLines } from '../../src/domain/ingestion/read-stream/split-lines.ts'
import { splitRows } from '../../src/domain/ingestion/read-stream/split-rows.ts'
import type { Chunk } from './cut-chunks.ts'
import type { FileFormat } from './file-format.ts'

const PIECE_BYTES = 65_536

export type ReadFailure = { line: number; id?: string; code: string; message: string }
export type ReadDocument = { line: number; document: unknown; bytes: number }

/** The documents of a chunk, read with the server's own readers; `line` counts in the file. CSV cells take the types of `schema`. */
export async function* readDocuments(chunk: Chunk, format: FileFormat, schema: Schema): AsyncGenerator<ReadDocument | ReadFailure> {
  let header: string[] | undefined
  for await (const piece of format === 'csv'
    ? splitRows(iterate(chunk.body))
    : format === 'json'
      ? splitArray(iterate(chunk.body))
      : splitLines(iterate(chunk.body))) {
    const line = chunk.toFileLine(piece.line)
    const decoded = 'bytes' in piece ? decodePiece(piece) : piece
    if ('code' in decoded) {
      yield { line, code: decoded.code, message: decoded.message }
      continue
    }
    const bytes = 'bytes' in piece ? piece.bytes.length : 0
    try {
      if (format !== 'csv') yield { line, document: JSON.parse(decoded.text) as unknown, bytes }
      else if (header === undefined) header = parseRow(decoded.text).map((cell) => cell.trim())
      else yield { line, document: readRow(schema, header, parseRow(decoded.text)) satisfies JsonObject, bytes }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      yield {
        line,
        code: format === 'csv' ? 'documents.csv' : 'documents.json',
        message: format === 'csv' ? reason : `not valid JSON: ${reason.slice(0, 200)}`,
      }
    }
  }
}

/** In the pieces a server receives, because its reader measures a row without an end by them. */
async function* iterate(body: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += PIECE_BYTES) yield body.subarray(at, at + PIECE_BYTES)
}
