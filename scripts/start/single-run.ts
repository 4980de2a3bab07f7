import { readFile, rm } from 'node:fs/promises'
import { z } from 'zod'
import { writePrivately } from './local-settings.ts'
import { listProcesses, stopGroup } from './processes.ts'
import { StartError } from './report.ts'

const runRecord = z.object({ pid: z.number().int(), group: z.number().int(), url: z.string() })

/**
 * Two servers on one database would fight over it: a second start is refused while the first lives, and what a killed
 * start left running is ended. Throws StartError.
 */
export async function claimRun(path: string, root: string): Promise<void> {
  const record = await readRecord(path)
  if (record === undefined) return
  const processes = listProcesses() ?? []
  // process ids come round again: only a process of this checkout is ours
  const ours = processes.filter(({ command, state }) => command.includes(root) && !state.startsWith('Z'))
  if (ours.some(({ pid }) => pid === record.pid)) {
    throw new StartError(
      `Meridian is already running here: ${record.url} (process ${record.pid}). Stop it with Ctrl-C there, or with kill ${record.pid}.`,
    )
  }
  if (ours.some(({ group }) => group === record.group)) await stopGroup(record.group)
  await releaseRun(path)
}

export async function recordRun(path: string, group: number, url: string): Promise<void> {
  await writePrivately(path, JSON.stringify({ pid: process.pid, group, url }))
}

export async function releaseRun(path: string): Promise<void> {
  await rm(path, { force: true })
}

async function readRecord(path: string) {
  try {
    return runRecord.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}
