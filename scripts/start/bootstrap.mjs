import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InstallError, prepareNode } from './install.mjs'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Installs what is missing, then hands over to scripts/start.ts under the Node of the lock file; stays to pass signals on. */
export function start() {
  let node
  try {
    node = prepareNode(ROOT, (line) => console.log(line))
  } catch (error) {
    if (!(error instanceof InstallError)) throw error
    console.error(`\n${error.message}`)
    process.exit(1)
  }
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(ROOT, 'scripts/start.ts')], { stdio: 'inherit', cwd: ROOT })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm passes a signal to its shell, and the shell to nobody: when the shell is gone, so is the one who asked for this
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
  child.on('exit', (code, signal) => {
    if (signal !== null) stopLeftovers()
    process.exit(code ?? 1)
  })
}

/** A child that was killed could not stop its server, which runs in a process group of its own. */
function stopLeftovers() {
  try {
    const { group } = JSON.parse(readFileSync(join(ROOT, '.meridian/run.json'), 'utf8'))
    if (Number.isInteger(group) && group > 1) process.kill(-group, 'SIGKILL')
  } catch {
    // nothing was running
  }
}
