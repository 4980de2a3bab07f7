import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeProfiles, describeReport } from '../../../scripts/ranking/describe.ts'
import { readOptions } from '../../../scripts/ranking/options.ts'

const COMMAND = join(import.meta.dirname, '../../../scripts/ranking.ts')
const ranking = { served: { name: 'summer', version: 3 }, shadow: null, previous: [{ name: 'default', version: 0 }], configVersion: 9 }
const profile = {
  name: 'summer',
  version: 3,
  versions: [],
  definition: { fusion: 'max' as const, weights: { keyword: 1, semantic: 'auto' as const, popularity: 0.2 } },
  createdAt: '2026-01-05T12:00:00.000Z',
}

let server: Server
let url: string
const requests: string[] = []

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    requests.push(`${request.method} ${request.url} ${request.headers.authorization} ${Buffer.concat(parts).toString()}`)
    if (request.url?.includes('/rules/') === true) {
      const failed = request.url.includes('/bad/') ? [{ line: 2, code: 'rules.circle', message: 'rules lead in a circle' }] : []
      const counts = { imported: 2, unchanged: 0, removed: 1, reordered: true, failed, failedTotal: failed.length, conflicts: [], dryRun: false }
      response.writeHead(failed.length > 0 ? 422 : 200, { 'content-type': 'application/json' })
      response.end(request.method === 'GET' ? '{"id":"a"}\n{"id":"b"}\n' : JSON.stringify(counts))
      return
    }
    const missing = request.url?.includes('/nowhere/') === true
    const body = missing
      ? { code: 'collections.not_found', detail: 'There is no collection or alias "nowhere".' }
      : request.url?.includes('/profiles')
        ? { items: [profile], nextCursor: null }
        : ranking
    response.writeHead(missing ? 404 : 200, { 'content-type': missing ? 'application/problem+json' : 'application/json' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function run(...args: string[]): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, [COMMAND, ...args, '--url', url, '--key', 'a-key'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const parts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => parts.push(String(part)))
  const [code] = (await once(child, 'close')) as [unknown]
  return { code, output: parts.join('').trim() }
}

describe('npm run ranking', { timeout: 30_000 }, () => {
  test('lists, and sends what it is told as a client of the API', async () => {
    const list = await run('--collection', 'shop', 'list')
    expect(list).toEqual({
      code: 0,
      output: 'Served: summer@3 (before: default)\n\nsummer@3  2026-01-05  keyword 1, semantic auto, popularity 0.2, max',
    })
    requests.length = 0
    expect((await run('--collection', 'shop', 'promote', 'summer@3')).output).toBe('Served: summer@3 (before: default)')
    expect((await run('--collection', 'shop', 'shadow', 'off')).code).toBe(0)
    expect((await run('--collection', 'shop', 'rollback')).code).toBe(0)
    expect(requests).toEqual([
      'POST /v1/collections/shop/ranking/promote Bearer a-key {"name":"summer","version":3}',
      'POST /v1/collections/shop/ranking/shadow Bearer a-key {"name":null}',
      'POST /v1/collections/shop/ranking/rollback Bearer a-key ',
    ])
  })

  test('exports rules and imports a file of them, and fails when a line does', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rules-')), 'rules.ndjson')
    expect(await run('--collection', 'shop', 'export-rules', file)).toEqual({ code: 0, output: `2 rules are in ${file}.` })
    requests.length = 0
    expect(await run('--collection', 'shop', 'import-rules', file, '--replace', '--place', 'last')).toEqual({
      code: 0,
      output: '2 written, 0 unchanged, 1 removed, 0 failed, reordered',
    })
    expect(requests).toEqual(['POST /v1/collections/shop/rules/import?replace=true&place=last&dryRun=false Bearer a-key {"id":"a"}\n{"id":"b"}\n'])
    const failed = await run('--collection', 'bad', 'import-rules', file)
    expect([failed.code, failed.output.split('\n')[1]]).toEqual([1, '  line 2  rules.circle  rules lead in a circle'])
    expect(await run('--collection', 'shop', 'import-rules', `${file}.gone`)).toMatchObject({ code: 2, output: expect.stringContaining('no file') })
  })

  test('says in one sentence what the server refused', async () => {
    expect(await run('--collection', 'nowhere', 'promote', 'summer')).toEqual({ code: 1, output: 'There is no collection or alias "nowhere".' })
  })
})

describe('its arguments', () => {
  const read = (text: string) => readOptions(text.split(' '))

  test('are a collection, a verb and a profile', () => {
    expect(read('--collection shop promote summer')).toEqual({ collection: 'shop', verb: 'promote', name: 'summer' })
    expect(read('--collection shop shadow summer@2 --url https://x.example/ --key k')).toEqual({
      collection: 'shop',
      verb: 'shadow',
      name: 'summer',
      version: 2,
      url: 'https://x.example',
      key: 'k',
    })
    expect(read('--collection shop import-rules rules.json --dry-run')).toEqual({
      collection: 'shop',
      verb: 'import-rules',
      file: 'rules.json',
      replace: false,
      dryRun: true,
      place: 'keep',
    })
    expect(read('--collection shop report')).toEqual({ collection: 'shop', verb: 'report' })
  })

  test.each([
    ['list', '--collection is needed'],
    ['--collection Shop list', 'no collection name'],
    ['--collection shop', 'Say what to do'],
    ['--collection shop serve x', 'nothing that can be done'],
    ['--collection shop promote', 'needs the name'],
    ['--collection shop promote summer@0', 'is no profile'],
    ['--collection shop promote a b', 'one word too many'],
    ['--collection shop rollback summer', 'takes no profile'],
    ['--collection shop import-rules', 'needs a file'],
    ['--collection shop export-rules', 'needs a file'],
    ['--collection shop import-rules x --place middle', 'neither first nor last'],
    ['--collection shop list --dry-run', 'belong to import-rules'],
    ['--collection shop list --url https://x.example', '--url needs --key'],
    ['--collection shop list --what', '--what'],
  ])('%s: %s', (text, reason) => {
    expect(() => read(text)).toThrow(reason)
  })
})

describe('what it says', () => {
  test('of no profiles and no comparisons is a sentence', () => {
    expect(describeProfiles([])).toMatch(/^No profiles/)
    expect(describeReport({ shadow: null, pairs: [] })).toBe('No profile runs in the shadow.')
    expect(describeReport({ shadow: { name: 'a', version: 1 }, pairs: [] })).toBe('No search has been compared with a@1 yet.')
  })

  test('of a shadow is what it would have changed', () => {
    const pair = {
      served: { name: 'default', version: 0 },
      shadow: { name: 'summer', version: 3 },
      searches: 12,
      errors: 1,
      lastError: 'x is null',
      overlap: { mean: 0.8, least: 0.4 },
      tau: { mean: 0.5, least: null },
      difference: { mean: 0.1, largest: 0.3 },
      sameFirst: 0.75,
      from: '',
      to: '',
      furthest: [{ query: 'desk', overlap: 0.4, tau: -0.2 }],
    }
    expect(describeReport({ shadow: pair.shadow, pairs: [pair] }).split('\n')).toEqual([
      'summer@3 beside default, 12 searches',
      '  overlap of the first ten  0.800 on average, 0.400 at least',
      "  Kendall's tau             0.500 on average, nothing to compare at least",
      '  difference of scores      0.100 on average',
      '  the same first hit        0.750',
      '  errors                    1, the last: x is null',
      '  differs most: desk (overlap 0.400, tau -0.200)',
    ])
  })
})
