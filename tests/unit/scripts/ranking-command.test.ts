import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
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
