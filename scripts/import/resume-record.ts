import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { writePrivately } from '../start/local-settings.ts'
import type { FileIdentity } from './file-source.ts'

const count = z.number().int().min(0)
const resumeRecord = z.object({
  /** what is imported where; anything else starts over */
  task: z.string(),
  offset: count,
  line: count,
  closed: z.boolean().optional(),
  imported: count,
  unchanged: count,
  failed: count,
  /** length of the file of failures when this was written */
  failureBytes: count,
})
/** How far an import has come: everything before `offset` (decompressed bytes) has been answered by the server. */
export type ResumeRecord = z.infer<typeof resumeRecord>

/** One string for one version of one file going into one collection of one server. */
export function describeTask(file: FileIdentity, collection: string, url: string): string {
  return JSON.stringify([file.path, file.inode, file.size, file.modified, collection, url])
}

/** The record of an interrupted run of the same task, if there is one. */
export async function readResume(path: string, task: string): Promise<ResumeRecord | undefined> {
  try {
    const record = resumeRecord.parse(JSON.parse(await readFile(path, 'utf8')))
    return record.task === task ? record : undefined
  } catch {
    return undefined
  }
}

export async function writeResume(path: string, record: ResumeRecord): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writePrivately(path, JSON.stringify(record))
}

export async function removeResume(path: string): Promise<void> {
  await rm(path, { force: true })
}
