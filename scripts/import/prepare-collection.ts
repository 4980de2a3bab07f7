import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type CollectionDefinition, type ResolvedDefinition, collectionDefinition, collectionView } from '../../src/contracts/collection.ts'
import { resolveDefinition } from '../../src/domain/catalog/resolve-definition.ts'
import { ApiError, type Server, request } from '../lib/api.ts'
import { ImportError } from './errors.ts'
import type { FileSource } from './file-source.ts'
import { inferSchema } from './infer-schema.ts'
import type { ImportOptions } from './options.ts'
import { type FileStart, sampleFile } from './sample-file.ts'
import { formatSchema } from './show-schema.ts'

/** The collection's own definition; a new collection gets one first (--dry-run: only on paper). Throws ImportError. */
export async function prepareCollection(
  server: Server | undefined,
  options: ImportOptions,
  file: FileSource,
  start: FileStart,
): Promise<ResolvedDefinition> {
  const existing = server && (await readDefinition(server, options.collection))
  if (existing) {
    if (options.template ?? options.schema)
      throw new ImportError(
        `${options.collection} exists and has a schema: leave out --${options.template ? 'template' : 'schema'}, or choose a new name.`,
      )
    return existing
  }
  const definition = await chooseDefinition(options, file, start)
  const resolved = resolve(definition)
  if (!options.dryRun && server) {
    await request(server, 'PUT', `/v1/collections/${options.collection}`, { type: 'application/json', body: Buffer.from(JSON.stringify(definition)) })
    console.log(`Created the collection ${options.collection}.`)
  }
  return resolved
}

async function readDefinition(server: Server, name: string): Promise<ResolvedDefinition | undefined> {
  try {
    const view = collectionView.parse(await (await request(server, 'GET', `/v1/collections/${name}`)).json())
    const { language = 'en', dynamic = 'store', fields = [], vectors = [], display = {}, ranking = {} } = view
    return { language, dynamic, fields, vectors, display, ranking }
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

async function chooseDefinition(options: ImportOptions, file: FileSource, start: FileStart): Promise<CollectionDefinition> {
  if (options.template !== undefined) return { template: options.template }
  if (options.schema !== undefined) return readSchemaFile(options.schema)
  const sample = await sampleFile(file, start)
  const inference = inferSchema(sample)
  const basis = `${sample.whole ? 'all' : 'the first'} ${sample.documents.toLocaleString('en')} documents`
  console.log(`${options.collection} is new. Its schema, inferred from ${basis}:\n\n${formatSchema(inference)}\n`)
  return inference.definition
}

async function readSchemaFile(path: string): Promise<CollectionDefinition> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new ImportError(`--schema ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = collectionDefinition.safeParse(value)
  if (!parsed.success) throw new ImportError(`--schema ${path} is no collection definition:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/** The server's own checks, so that a dry run finds what the server would refuse. */
function resolve(definition: CollectionDefinition): ResolvedDefinition {
  try {
    return resolveDefinition(definition)
  } catch (error) {
    throw new ImportError(`The schema would be refused: ${error instanceof Error ? error.message : String(error)}`)
  }
}
