import type { ResolvedDefinition } from '../../src/contracts/collection.ts'
import { type Schema, schemaOf } from '../../src/domain/catalog/index.ts'
import type { Position } from './boundaries.ts'
import { cutChunks } from './cut-chunks.ts'
import { ImportError } from './errors.ts'
import { DISTINCT_CAP, type FieldStatistics, addDocument, readCells } from './field-statistics.ts'
import type { FileSource } from './file-source.ts'
import { readDocuments } from './read-documents.ts'

/** Enough to see a large catalog's rare attributes, small enough to read in seconds. */
const MAX_DOCUMENTS = 20_000
const MAX_BYTES = 64_000_000

const UNDECLARED: ResolvedDefinition = { language: 'en', dynamic: 'store', fields: [], vectors: [], display: {}, ranking: {} }

export type FileStart = { from: Position; header?: Uint8Array }
export type Sample = { fields: Map<string, FieldStatistics>; documents: number; whole: boolean }

/** Statistics over the first 20,000 documents or 64 MB. Throws ImportError when no document has an id. */
export async function sampleFile(file: FileSource, start: FileStart): Promise<Sample> {
  const schema: Schema = schemaOf(UNDECLARED)
  const sample: Sample = { fields: new Map(), documents: 0, whole: true }
  let identified = 0
  outer: for await (const chunk of cutChunks(file.open(start.from.offset), { ...start, format: file.format })) {
    for await (const read of readDocuments(chunk, file.format, schema)) {
      if (!('document' in read) || read.document === null || typeof read.document !== 'object' || Array.isArray(read.document)) continue
      const document = read.document as Record<string, unknown>
      addDocument(sample.fields, document)
      sample.documents++
      if (document['id'] !== undefined) identified++
      if (sample.documents >= MAX_DOCUMENTS || chunk.start.offset >= MAX_BYTES) {
        sample.whole = false
        break outer
      }
    }
  }
  if (sample.documents === 0)
    throw new ImportError(`No document could be read from ${file.identity.path}, which was taken for ${file.format.toUpperCase()}.`)
  if (identified === 0) throw new ImportError(`No document has a field "id", by which it is known from then on${suggestId(sample)}.`)
  if (file.format === 'csv') readCells(sample.fields)
  return sample
}

function suggestId({ fields, documents }: Sample): string {
  const unique = [...fields.values()].filter(({ present, distinct }) => present === documents && distinct.size === Math.min(documents, DISTINCT_CAP))
  const names = unique.map(({ name }) => name).slice(0, 3)
  return names.length === 0
    ? ''
    : `: rename the column that holds it (${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} different in every document)`
}
