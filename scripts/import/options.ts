import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { COLLECTION_NAME } from '../../src/contracts/collection.ts'
import { ImportError } from './errors.ts'

/** `file` and `schema` are absolute paths. */
export type ImportOptions = {
  collection: string
  file: string
  template?: string
  /** a collection definition in JSON */
  schema?: string
  url?: string
  key?: string
  dryRun: boolean
}

const USAGE = `npm run import -- --collection NAME --file FILE [--template products|movies|articles|anime | --schema FILE] [--url URL --key KEY] [--dry-run]

  FILE is NDJSON, a JSON array or CSV with a header row; each may end in .gz.
  A new collection gets a schema from the template, from a definition in JSON, or inferred from the file.
  --dry-run checks every document and writes nothing.`

/** Relative paths begin at `folder`. Throws ImportError with the usage when something is missing, unknown or at odds. */
export function readOptions(args: readonly string[], folder: string): ImportOptions {
  const text = { type: 'string' } as const
  let values
  try {
    values = parseArgs({
      args: [...args],
      options: { collection: text, file: text, template: text, schema: text, url: text, key: text, 'dry-run': { type: 'boolean' } },
    }).values
  } catch (error) {
    throw refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
  }
  const { collection, file, template, schema, url, key } = values
  if (collection === undefined || file === undefined) throw refuse('--collection and --file are needed.')
  if (!COLLECTION_NAME.test(collection))
    throw refuse(`"${collection}" is no collection name: 1 to 63 of a-z, 0-9, _ and -, beginning with a letter or digit.`)
  if (template !== undefined && schema !== undefined) throw refuse('--template and --schema exclude each other.')
  if (url !== undefined && !URL.canParse(url)) throw refuse(`--url ${url} is no address.`)
  if (url !== undefined && key === undefined) throw refuse('--url needs --key, an admin key of that server.')
  const paths = { file: resolve(folder, file), ...(schema === undefined ? {} : { schema: resolve(folder, schema) }) }
  return { collection, ...paths, template, url: url?.replace(/\/+$/, ''), key, dryRun: values['dry-run'] ?? false }
}

function refuse(reason: string): ImportError {
  return new ImportError(`${reason}\n\n${USAGE}`)
}
