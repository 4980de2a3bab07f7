import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Something the reader has to do; its message is all that is shown. */
export class InstallError extends Error {}

const WINDOWS = process.platform === 'win32'
const NODE = WINDOWS ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node'
// Lock file version 3 came with npm 7.
const OLDEST_NPM = 7

/** Path of the Node that the lock file pins, after installing what is missing. Throws InstallError with one sentence and a way out. */
export function prepareNode(root, say) {
  const missing = countMissing(readJson(join(root, 'package-lock.json')), readJson(join(root, 'node_modules/.package-lock.json')))
  if (missing > 0) install(root, missing, say)
  if (!runs(root)) repair(root, say)
  return join(root, NODE)
}

/**
 * How many packages of the lock file are not installed in its version. npm writes node_modules/.package-lock.json last, so an
 * interrupted installation counts as none. What is optional (other platforms) may be missing, but not differ.
 */
function countMissing(lock, installed) {
  if (lock === undefined) throw new InstallError('package-lock.json is missing or unreadable: restore it with `git checkout package-lock.json`.')
  const present = (installed && installed.packages) || {}
  return Object.entries(lock.packages).filter(([path, wanted]) => {
    if (path === '' || wanted.link) return false
    const found = present[path]
    return found === undefined ? !wanted.optional && !wanted.devOptional && !wanted.peer : found.version !== wanted.version
  }).length
}

function install(root, missing, say) {
  const npm = spawnSync('npm', ['--version'], { encoding: 'utf8', shell: WINDOWS })
  if (npm.status !== 0) throw new InstallError('npm is not on the PATH: it comes with Node, from https://nodejs.org; then run npm start again.')
  if (Number(npm.stdout.split('.')[0]) < OLDEST_NPM) {
    throw new InstallError(`npm ${npm.stdout.trim()} is too old for this lock file: run \`npm install --global npm@10\`, then npm start again.`)
  }
  say(`Installing ${missing} packages from the lock file (once; about a minute) …`)
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit', shell: WINDOWS })
  if (status !== 0) {
    throw new InstallError(
      'npm could not install the packages; its words are above. Check the network (npm ping), then run npm start again: it begins anew.',
    )
  }
}

function runs(root) {
  return existsSync(join(root, NODE)) && spawnSync(join(root, NODE), ['--version']).status === 0
}

/** The package `node` fetches its binary in an install script, which npm can be told to block: run that one script ourselves. */
function repair(root, say) {
  say('Fetching Node 24, which npm left out because install scripts are blocked here …')
  const cwd = join(root, 'node_modules/node')
  if (existsSync(cwd)) spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  if (!runs(root)) {
    throw new InstallError(
      'Node 24 (node_modules/node) does not run here: allow its install script with `npm ci --ignore-scripts=false`, then run npm start again.',
    )
  }
  const link = join(root, 'node_modules/.bin/node')
  if (!WINDOWS && !existsSync(link)) symlinkSync('../node/bin/node', link)
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
