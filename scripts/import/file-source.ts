import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { ImportError } from './errors.ts'
import { type FileFormat, detectFormat, isGzip } from './file-format.ts'

/** What tells one version of a file from another. */
export type FileIdentity = { path: string; inode: number; size: number; modified: number }

export type FileSource = {
  identity: FileIdentity
  format: FileFormat
  /** bytes of the content from an offset on; offsets count decompressed bytes */
  open(from: number): AsyncIterable<Uint8Array>
  /** share of the file read so far by the latest `open`, 0 to 1 */
  progress(): number
}

/** Throws ImportError when the file is missing, unreadable, empty of meaning or of another kind. */
export async function openFile(path: string): Promise<FileSource> {
  const { ino, size, mtimeMs, isFile } = await describe(path)
  if (!isFile) throw new ImportError(`${path} is not a file.`)
  const gzip = isGzip(await readHead(path))
  let read = 0
  async function* content(from: number): AsyncGenerator<Uint8Array> {
    read = gzip ? 0 : from
    const raw = createReadStream(path, { highWaterMark: 1 << 18, ...(gzip ? {} : { start: from }) })
    raw.on('data', (chunk) => (read += chunk.length))
    let skip = gzip ? from : 0
    for await (const chunk of gzip ? decompress(raw, path) : raw) {
      const bytes = chunk as Uint8Array
      if (bytes.length > skip) yield skip === 0 ? bytes : bytes.subarray(skip)
      skip = Math.max(0, skip - bytes.length)
    }
  }
  let head: Uint8Array = new Uint8Array()
  for await (const chunk of content(0)) {
    head = chunk
    break
  }
  const identity = { path, inode: ino, size, modified: mtimeMs }
  return { identity, format: detectFormat(path, head), open: content, progress: () => (size === 0 ? 1 : Math.min(1, read / size)) }
}

async function describe(path: string) {
  try {
    const { ino, size, mtimeMs, ...rest } = await stat(path)
    return { ino, size, mtimeMs, isFile: (rest.mode & 0o170000) === 0o100000 }
  } catch (error) {
    throw new ImportError(`${path} can't be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error)}.`)
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function* decompress(raw: NodeJS.ReadableStream, path: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 1 << 18 })
  raw.on('error', (error) => gunzip.destroy(error))
  try {
    for await (const chunk of raw.pipe(gunzip)) yield chunk as Uint8Array
  } catch (error) {
    throw new ImportError(`${path} can't be decompressed: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
