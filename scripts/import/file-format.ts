import { ImportError } from './errors.ts'

export type FileFormat = 'ndjson' | 'json' | 'csv'

export const MEDIA_TYPES: Readonly<Record<FileFormat, string>> = { ndjson: 'application/x-ndjson', json: 'application/json', csv: 'text/csv' }

const EXTENSIONS: Readonly<Record<string, FileFormat>> = { ndjson: 'ndjson', jsonl: 'ndjson', csv: 'csv' }

/** gzip by its two first bytes (RFC 1952), whatever the name says. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

/**
 * The format by the name's ending (before .gz), or by the first character of the content, which `head` holds decompressed:
 * a bracket begins an array, a brace NDJSON, anything else CSV. A .json file may hold either of the first two.
 */
export function detectFormat(name: string, head: Uint8Array): FileFormat {
  const extension = /\.([a-z]+)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const known = EXTENSIONS[extension]
  if (known) return known
  if (extension === 'tsv' || extension === 'xlsx' || extension === 'parquet') {
    throw new ImportError(`.${extension} files can't be read: save it as CSV with commas, or as NDJSON.`)
  }
  const first = new TextDecoder().decode(head.subarray(0, 1024)).trimStart()[0]
  if (first === '[') return 'json'
  return first === '{' || extension === 'json' ? 'ndjson' : 'csv'
}
