import { parse } from 'csv-parse/browser/esm/sync'
import type { FieldDefinition } from '../../../contracts/collection.ts'
import type { JsonObject, JsonValue } from '../../../contracts/documents.ts'
import { type Schema } from '../../catalog/index.ts'

/** Cells of one CSV row. Throws an Error whose message is meant for the person who made the file. */
export function parseRow(text: string): string[] {
  let rows: string[][]
  try {
    rows = parse(text, { bom: true, relax_column_count: true }) as string[][]
  } catch (error) {
    throw new Error(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'the row can not be read')
  }
  const [row] = rows
  if (!row || rows.length !== 1) throw new Error('the row has a quote that is never closed')
  return row
}

/**
 * A document from a row: an empty cell is a missing field, a header that ends in [] splits its cells on |, dots build
 * nested objects, and a cell becomes the type the schema declares. A cell that does not fit stays text, so that the
 * type check reports it.
 */
export function readRow(schema: Schema, header: readonly string[], cells: readonly string[]): JsonObject {
  if (cells.length !== header.length) throw new Error(`the row has ${cells.length} fields, the header has ${header.length}`)
  const document: JsonObject = {}
  header.forEach((column, index) => {
    const cell = cells[index] ?? ''
    if (cell === '') return
    const list = column.endsWith('[]')
    const name = list ? column.slice(0, -2) : column
    const field = schema.field(name)
    const value = list || field?.type.endsWith('[]') ? cell.split('|').map((part) => readCell(field, part)) : readCell(field, cell)
    if (name === 'id' || schema.field(name)) assign(document, name, name === 'id' ? cell : value)
    else document[name] = value
  })
  return document
}

function readCell(field: FieldDefinition | undefined, cell: string): JsonValue {
  const type = field?.type.replace('[]', '')
  if (type === 'number' || (type === 'date' && /^-?\d{5,}$/.test(cell))) {
    const number = Number(cell)
    return cell.trim() !== '' && Number.isFinite(number) ? number : cell
  }
  if (type === 'boolean') return cell === 'true' || cell === '1' ? true : cell === 'false' || cell === '0' ? false : cell
  if (type === 'geo') {
    const [lat, lng, more] = cell.split(/[,;]/).map(Number)
    return lat !== undefined && lng !== undefined && more === undefined && Number.isFinite(lat + lng) ? { lat, lng } : cell
  }
  return cell
}

function assign(document: JsonObject, path: string, value: JsonValue): void {
  const parts = path.split('.')
  const last = parts.pop() ?? path
  let target = document
  for (const part of parts) {
    const next = target[part]
    if (next === null || typeof next !== 'object' || Array.isArray(next)) target[part] = {}
    target = target[part] as JsonObject
  }
  target[last] = value
}
