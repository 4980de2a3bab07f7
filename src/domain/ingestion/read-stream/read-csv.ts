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
    // the parser sees one row at a time: its line is always 1
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/ at line \d+/, '') : ''
    throw new Error(reason.startsWith('Quote Not Closed') ? 'a quote that opens in this row is never closed' : reason || 'the row can not be read')
  }
  const [row] = rows
  if (!row || rows.length !== 1) throw new Error('the row can not be read')
  return row
}

/** Column names. Throws an Error for the person who made the file: a column that is there twice would lose one of its values. */
export function parseHeader(text: string): string[] {
  const header = parseRow(text).map((cell) => cell.trim())
  const twice = header.find((column, index) => column !== '' && header.indexOf(column) !== index)
  if (twice !== undefined) throw new Error(`the header names "${twice}" twice`)
  return header
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
    else setOwn(document, name, value)
  })
  return document
}

function readCell(field: FieldDefinition | undefined, cell: string): JsonValue {
  const type = field?.type.replace('[]', '')
  if (type === 'number' || (type === 'date' && /^-?\d{5,}$/.test(cell))) {
    const number = Number(cell)
    return cell.trim() !== '' && Number.isFinite(number) ? number : cell
  }
  // spreadsheets write TRUE and FALSE
  if (type === 'boolean') return /^(?:true|1)$/i.test(cell) ? true : /^(?:false|0)$/i.test(cell) ? false : cell
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
    const known = Object.hasOwn(target, part) ? target[part] : undefined
    const next: JsonObject = known !== null && typeof known === 'object' && !Array.isArray(known) ? known : {}
    setOwn(target, part, next)
    target = next
  }
  setOwn(target, last, value)
}

/** A column may be called __proto__: it is a member like any other and never reaches the prototype. */
function setOwn(target: JsonObject, name: string, value: JsonValue): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
}
