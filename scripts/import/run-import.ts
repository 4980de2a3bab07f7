import type { ResolvedDefinition } from '../../src/contracts/collection.ts'
import { schemaOf } from '../../src/domain/catalog/index.ts'
import { parseDocument } from '../../src/domain/ingestion/parse-document.ts'
import type { Server } from '../lib/api.ts'
import { type Chunk, cutChunks } from './cut-chunks.ts'
import { FailureLog } from './failure-log.ts'
import type { FileSource } from './file-source.ts'
import { type Counts, ProgressBar } from './progress-bar.ts'
import { type ReadFailure, readDocuments } from './read-documents.ts'
import { describeTask, readResume, removeResume, writeResume } from './resume-record.ts'
import type { FileStart } from './sample-file.ts'
import { sendChunk } from './send-chunk.ts'

export type ImportPaths = { resume: string; failures: string }
/** `seconds` and `earlier` (documents counted by an interrupted run) tell the rate of this run from the totals. */
export type ImportOutcome = Counts & { seconds: number; earlier: number }

/** Sends the file in chunks from where an interrupted run stopped. What failed is in `paths.failures`. */
export async function importFile(server: Server, collection: string, file: FileSource, start: FileStart, paths: ImportPaths): Promise<ImportOutcome> {
  const task = describeTask(file.identity, collection, server.url)
  const known = await readResume(paths.resume, task)
  const counts = { imported: known?.imported ?? 0, unchanged: known?.unchanged ?? 0, failed: known?.failed ?? 0 }
  const from = known ? { offset: known.offset, line: known.line, closed: known.closed } : start.from
  const source = file.open(from.offset)
  const earlier = counts.imported + counts.unchanged + counts.failed
  const bar = new ProgressBar(process.stdout, known ? file.progress() : 0, earlier)
  if (known) bar.say(`Going on at line ${known.line}, where an earlier run stopped.`)
  const failures = new FailureLog(paths.failures, known?.failureBytes ?? 0, (line) => bar.say(line))
  const ports = { pause: (milliseconds: number) => new Promise<void>((wake) => setTimeout(wake, milliseconds)), say: (line: string) => bar.say(line) }
  for await (const chunk of cutChunks(source, { format: file.format, from, header: start.header })) {
    const result = await sendChunk(server, collection, file.format, chunk.body, ports)
    counts.imported += result.imported
    counts.unchanged += result.unchanged
    counts.failed += result.failedTotal
    failures.add(result.failed.map((failure) => ({ ...failure, line: chunk.toFileLine(failure.line) })))
    await writeResume(paths.resume, { task, ...chunk.end, ...counts, failureBytes: failures.bytes })
    bar.draw(file.progress(), counts)
  }
  bar.clear()
  await removeResume(paths.resume)
  return { ...counts, seconds: bar.seconds, earlier }
}

/** Reads and checks every document as the server would, and writes nothing. `imported` counts those that would be taken. */
export async function checkFile(definition: ResolvedDefinition, file: FileSource, start: FileStart, failurePath: string): Promise<ImportOutcome> {
  const counts = { imported: 0, unchanged: 0, failed: 0 }
  const bar = new ProgressBar(process.stdout, 0, 0)
  const failures = new FailureLog(failurePath, 0, (line) => bar.say(line))
  for await (const chunk of cutChunks(file.open(start.from.offset), { format: file.format, ...start })) {
    const found = await checkChunk(definition, chunk, file.format)
    counts.imported += found.taken
    counts.failed += found.failures.length
    failures.add(found.failures)
    bar.draw(file.progress(), counts)
  }
  bar.clear()
  return { ...counts, seconds: bar.seconds, earlier: 0 }
}

async function checkChunk(
  definition: ResolvedDefinition,
  chunk: Chunk,
  format: FileSource['format'],
): Promise<{ taken: number; failures: ReadFailure[] }> {
  const schema = schemaOf(definition)
  const failures: ReadFailure[] = []
  let taken = 0
  for await (const read of readDocuments(chunk, format, schema)) {
    if (!('document' in read)) {
      failures.push(read)
      continue
    }
    const parsed = parseDocument(schema, read.document, read.bytes)
    if (parsed.ok) taken++
    else failures.push({ line: read.line, ...(parsed.id === undefined ? {} : { id: parsed.id }), code: parsed.code, message: parsed.message })
  }
  return { taken, failures }
}
