import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'

const alive = new Set<ChildProcess>()
const STOP_MS = 5000

/**
 * Starts a tool under this Node in a process group of its own, so that it and everything it starts can be ended together;
 * both its streams go to `log`. It gets no input, so it can ask no questions.
 */
export function startTool(args: readonly string[], options: { cwd: string; log: string; env?: Record<string, string> }): ChildProcess {
  const log = openSync(options.log, 'a', 0o600)
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, FORCE_COLOR: undefined, ...QUIET, ...options.env },
  })
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  return child
}

/** No questions, no telemetry, no colours in the log, and no call to find out where on Earth this machine is. */
const QUIET = {
  CI: '1',
  NO_COLOR: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
}

/** Resolves to the exit code, 1 when a signal ended it. */
export async function waitForExit(child: ChildProcess): Promise<number> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode ?? 1
}

/** Ends every group still alive: asks first, insists after 5 s, and returns when nothing of them is left. */
export async function stopEverything(): Promise<void> {
  await Promise.all([...alive].map((child) => stopGroup(child.pid)))
}

/** Resolves when nothing of the group is left, at the latest 2 s after it was killed. */
export async function stopGroup(group: number | undefined): Promise<void> {
  if (group === undefined || group <= 1) return
  signalGroup(group, 'SIGINT')
  const began = Date.now()
  while (isGroupAlive(group) && Date.now() - began < STOP_MS + 2000) {
    if (Date.now() - began > STOP_MS) signalGroup(group, 'SIGKILL')
    await new Promise((wake) => setTimeout(wake, 50))
  }
}

function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal)
  } catch {
    return false
  }
}

/** A member that has ended but was not collected yet does not count. */
function isGroupAlive(group: number): boolean {
  if (!signalGroup(group, 0)) return false
  const table = listProcesses()
  return table === undefined || table.some((process) => process.group === group && !process.state.startsWith('Z'))
}

export type RunningProcess = { pid: number; group: number; state: string; command: string }

/** Every process of this machine; undefined where there is no `ps` (small containers). */
export function listProcesses(): RunningProcess[] | undefined {
  const { status, stdout } = spawnSync('ps', ['-A', '-o', 'pid=,pgid=,stat=,args='], { encoding: 'utf8', maxBuffer: 16 << 20 })
  if (status !== 0) return undefined
  return stdout.split('\n').flatMap((line) => {
    const [, pid, group, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    return pid === undefined ? [] : [{ pid: Number(pid), group: Number(group), state, command }]
  })
}
