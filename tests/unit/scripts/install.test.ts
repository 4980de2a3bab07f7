import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const REPOSITORY = join(import.meta.dirname, '../../..')

// A checkout with the real scripts/start.mjs, an npm of our own on the PATH, and a "Node 24" that says it was reached.
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'meridian-install-'))
  for (const path of ['scripts/start.mjs', 'scripts/start/bootstrap.mjs', 'scripts/start/install.mjs']) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    cpSync(join(REPOSITORY, path), join(root, path))
  }
  writeFileSync(join(root, 'package-lock.json'), lock('1.0.0'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function lock(version: string): string {
  return JSON.stringify({
    packages: {
      '': {},
      'node_modules/node': { version: '24.0.0' },
      'node_modules/zod': { version },
      'node_modules/other-system': { version: '1', optional: true },
    },
  })
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  chmodSync(join(root, path), 0o755)
}

const NODE = '#!/bin/sh\ncase "$1" in --version) echo v24.0.0 ;; *) echo reached "$2" ;; esac\n'

/** An npm whose `ci` installs what the lock file says; `writesNode` is what install scripts do when they may. */
function provideNpm(version = '10.0.0', writesNode = true, ciStatus = 0): void {
  const node = writesNode
    ? `mkdir -p node_modules/node/bin && cp fake-node node_modules/node/bin/node`
    : 'mkdir -p node_modules/node && cp fake-install.js node_modules/node/installArchSpecificPackage.js'
  write(
    'bin/npm',
    `#!/bin/sh\nPATH=/usr/bin:/bin\nif [ "$1" = --version ]; then echo ${version}; exit; fi\necho ran npm "$1"\n[ ${ciStatus} = 0 ] || exit ${ciStatus}\nmkdir -p node_modules/.bin && ${node} && cp package-lock.json node_modules/.package-lock.json\n`,
  )
  write('fake-node', NODE)
}

function start(): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/start.mjs')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: join(root, 'bin'), HOME: root },
  })
  return { code: status, said: stdout + stderr }
}

describe('npm start before anything is installed', () => {
  test('installs from the lock file once, then hands over to the pinned Node', () => {
    provideNpm()
    const first = start()
    expect(first.said).toContain('Installing 2 packages')
    expect(first.said).toContain('ran npm ci')
    expect(first.said).toContain(`reached ${join(root, 'scripts/start.ts')}`)
    expect(first.code).toBe(0)
    expect(start().said).not.toContain('ran npm')
  })

  test('installs again when the lock file asks for another version, and when an installation was cut off', () => {
    provideNpm()
    start()
    writeFileSync(join(root, 'package-lock.json'), lock('1.0.1'))
    expect(start().said).toContain('Installing 1 packages')
    rmSync(join(root, 'node_modules/.package-lock.json'))
    expect(start().said).toContain('ran npm ci')
  })

  test('fetches Node itself where npm blocked install scripts', () => {
    provideNpm('11.0.0', false)
    write('fake-install.js', `require('fs').mkdirSync('bin'); require('fs').copyFileSync('../../fake-node', 'bin/node')`)
    const { said, code } = start()
    expect(said).toContain('install scripts are blocked here')
    expect(said).toContain('reached')
    expect(code).toBe(0)
    expect(existsSync(join(root, 'node_modules/.bin/node'))).toBe(true)
  })

  test.each([
    ['no npm', () => undefined, /npm is not on the PATH/],
    ['an npm that can not read the lock file', () => provideNpm('6.14.0'), /npm 6\.14\.0 is too old .*npm install --global npm@10/],
    ['an npm that fails', () => provideNpm('10.0.0', true, 1), /npm could not install the packages/],
    ['a Node that can not be fetched', () => (provideNpm('10.0.0', false), write('fake-install.js', '')), /npm ci --ignore-scripts=false/],
    ['no lock file', () => rmSync(join(root, 'package-lock.json')), /git checkout package-lock\.json/],
  ])('%s is one sentence with a way out', (_name, arrange, sentence) => {
    arrange()
    const { said, code } = start()
    expect(said).toMatch(sentence)
    expect(said).not.toMatch(/\n\s+at /)
    expect(code).toBe(1)
  })

  test('an old Node is told before anything of the language is used that it lacks', () => {
    const text = readFileSync(join(REPOSITORY, 'scripts/start.mjs'), 'utf8')
    expect(text).not.toMatch(/^import\s|\?\.|\?\?|\bawait\b|=>/m)
  })
})
