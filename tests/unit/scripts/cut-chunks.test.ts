import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schemaOf } from '../../../src/domain/catalog/index.ts'
import { type Chunk, cutChunks, readHeader } from '../../../scripts/import/cut-chunks.ts'
import type { FileFormat } from '../../../scripts/import/file-format.ts'
import { readDocuments } from '../../../scripts/import/read-documents.ts'

const schema = schemaOf({ language: 'en', dynamic: 'store', fields: [], vectors: [], display: {}, ranking: {} })

async function* slice(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function cut(text: string, format: FileFormat, size: number, read: number): Promise<Chunk[]> {
  const bytes = new TextEncoder().encode(text)
  const start = format === 'csv' ? await readHeader(slice(bytes, read)) : { from: { offset: 0, line: 1 } }
  const chunks: Chunk[] = []
  for await (const chunk of cutChunks(slice(bytes.subarray(start.from.offset), read), { ...start, format, size })) chunks.push(chunk)
  return chunks
}

async function readAll(chunks: readonly Chunk[], format: FileFormat) {
  const read: { line: number; document: unknown }[] = []
  for (const chunk of chunks) {
    for await (const found of readDocuments(chunk, format, schema))
      read.push({ line: found.line, document: 'document' in found ? found.document : found.message })
  }
  return read
}

const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a,b', '"', 'line\nbreak', ']', '[{', '\\', 'é', '," x'))
const row = fc.record({ id: fc.uuid(), text: value, more: value })

function quote(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

/** What a file of each format looks like, and the line each document begins at. */
function writeFile(rows: readonly { id: string; text: string; more: string }[], format: FileFormat): { text: string; lines: number[] } {
  if (format === 'ndjson') return { text: rows.map((document) => `${JSON.stringify(document)}\n`).join(''), lines: rows.map((_, index) => index + 1) }
  if (format === 'json') return { text: JSON.stringify(rows, null, 1), lines: rows.map((_, index) => index + 1) }
  let text = 'id,text,more\n'
  const lines: number[] = []
  for (const { id, text: first, more } of rows) {
    lines.push(text.split('\n').length)
    text += `${quote(id)},${quote(first)},${quote(more)}\r\n`
  }
  return { text, lines }
}

describe.each(['ndjson', 'json', 'csv'] as const)('a file of %s cut into chunks', (format) => {
  // a cell that is empty is a missing field, and CSV knows no other
  const expected = (document: Record<string, string>) =>
    format === 'csv' ? Object.fromEntries(Object.entries(document).filter(([, cell]) => cell !== '')) : document

  test('holds every document once, in order, with the line of the file, however it is read and cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 64 }),
        async (rows, size, read) => {
          const { text, lines } = writeFile(rows, format)
          const chunks = await cut(text, format, size, read)
          expect(await readAll(chunks, format)).toEqual(rows.map((document, index) => ({ line: lines[index], document: expected(document) })))
        },
      ),
    )
  })

  test('goes on from the end of any chunk with exactly the rest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 8 }), fc.integer({ min: 1, max: 200 }), fc.nat(), async (rows, size, pick) => {
        const { text } = writeFile(rows, format)
        const chunks = await cut(text, format, size, 16)
        const stopped = pick % chunks.length
        const from = chunks[stopped]?.end ?? { offset: 0, line: 1 }
        const bytes = new TextEncoder().encode(text)
        const start = format === 'csv' ? await readHeader(slice(bytes, 16)) : undefined
        const rest: Chunk[] = []
        for await (const chunk of cutChunks(slice(bytes.subarray(from.offset), 16), { format, size, header: start?.header, from })) rest.push(chunk)
        expect(await readAll(rest, format)).toEqual(await readAll(chunks.slice(stopped + 1), format))
      }),
    )
  })
})

describe('odd files', () => {
  test('a broken line of NDJSON keeps its number and hides no other', async () => {
    const chunks = await cut('{"id":1}\n\nnot json\n{"id":2}', 'ndjson', 8, 5)
    expect((await readAll(chunks, 'ndjson')).map(({ line }) => line)).toEqual([1, 3, 4])
  })

  test('an array that is cut short gives what is whole and says where it ends', async () => {
    const seen: Chunk[] = []
    const reading = async () => {
      for await (const chunk of cutChunks(slice(new TextEncoder().encode('[{"id":1},{"id":2},{"id"'), 4), {
        format: 'json',
        from: { offset: 0, line: 1 },
        size: 1000,
      }))
        seen.push(chunk)
    }
    await expect(reading()).rejects.toThrow('inside element 3')
    expect((await readAll(seen, 'json')).map(({ document }) => document)).toEqual([{ id: 1 }, { id: 2 }])
  })

  test('an empty array and a header alone hold nothing', async () => {
    expect(await readAll(await cut(' [ ] \n', 'json', 100, 3), 'json')).toEqual([])
    expect(await readAll(await cut('id,title', 'csv', 100, 3), 'csv')).toEqual([])
  })

  test('a quote that is never closed ends with its line after 2 MB, and the rows behind it are read', async () => {
    const text = `id,title\n1,"open ${'x'.repeat(2_100_000)}\n2,two\n`
    const read = await readAll(await cut(text, 'csv', 5_000_000, 65_536), 'csv')
    expect(read.at(-1)).toEqual({ line: 3, document: { id: '2', title: 'two' } })
  })

  test('what is no array is refused', async () => {
    await expect(cut('["a"] ["b"]', 'json', 100, 4)).rejects.toThrow('not a JSON array')
  })
})
