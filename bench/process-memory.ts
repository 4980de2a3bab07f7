import { readFileSync, readdirSync } from 'node:fs'

/** The largest resident set a process has had, in megabytes; null where /proc does not tell (other than Linux). */
export function readPeakMemory(pid: number): number | null {
  const kilobytes = readStatus(pid)?.match(/^VmHWM:\s+(\d+) kB/m)?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) / 1024
}

/** Ids of the running children of `parent` whose command is `command`. */
export function findChildren(parent: number, command: string): number[] {
  let entries: string[] = []
  try {
    entries = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
  } catch {
    return []
  }
  return entries.map(Number).filter((pid) => {
    const status = readStatus(pid)
    return status !== undefined && new RegExp(`^Name:\\s+${command}$`, 'm').test(status) && new RegExp(`^PPid:\\s+${parent}$`, 'm').test(status)
  })
}

function readStatus(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return undefined
  }
}
