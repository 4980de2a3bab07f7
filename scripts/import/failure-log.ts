import { appendFileSync, existsSync, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ReadFailure } from './read-documents.ts'

const SHOWN = 20

/** Every failed line goes to a file as NDJSON; the first 20 are said as well. */
export class FailureLog {
  private shown = 0
  private readonly path: string
  private readonly say: (line: string) => void

  /** Begins a new file, or goes on after `bytes` of the one of an interrupted run. */
  constructor(path: string, bytes: number, say: (line: string) => void) {
    this.path = path
    this.say = say
    mkdirSync(dirname(path), { recursive: true })
    if (bytes === 0) rmSync(path, { force: true })
    else if (existsSync(path)) truncateSync(path, Math.min(bytes, statSync(path).size))
  }

  add(failures: readonly ReadFailure[]): void {
    if (failures.length === 0) return
    appendFileSync(this.path, failures.map((failure) => `${JSON.stringify(failure)}\n`).join(''))
    for (const { line, id, message } of failures.slice(0, SHOWN - this.shown)) {
      this.say(`  line ${line}${id === undefined ? '' : ` (${id})`}: ${message}`)
      this.shown++
    }
  }

  get bytes(): number {
    return existsSync(this.path) ? statSync(this.path).size : 0
  }
}
