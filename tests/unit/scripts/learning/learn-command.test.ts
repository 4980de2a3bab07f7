import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readOptions } from '../../../../scripts/learn-ranking/options.ts'
import { randomBitsAt } from '../../../../src/shared/math/random.ts'

const COMMAND = join(import.meta.dirname, '../../../../scripts/learn-ranking.ts')
const QUERIES = 24
const DOCUMENTS = 30

let server: Server
let url: string
let folder: string
let embedding = false
const fixed = { weights: { keyword: 3, semantic: 1, rules: 2, popularity: 2 }, features: { popularity: { field: 'votes', scale: 10 } } }
const requests: { method: string; path: string; body: string }[] = []
const given = () => requests.filter(({ method }) => method === 'PUT')

/** Every document has other values for every query; votes are its own. */
const draw = (query: number, document: number, column: number): number => randomBitsAt(query * 100 + document, column) / 2 ** 32
const votes = (document: number): number => (document * 7) % DOCUMENTS

function answerSearch(body: string): unknown {
  const { q, fields } = JSON.parse(body) as { q: string; fields: string[] }
  const query = Number(q.replace('query ', ''))
  const hits = Array.from({ length: DOCUMENTS }, (_unused, document) => {
    const [keyword, semantic] = [draw(query, document, 0), draw(query, document, 1)]
    const features = [
      { name: 'keyword', raw: keyword, value: keyword, weight: 0.7, contribution: 0.7 * keyword },
      { name: 'semantic', raw: semantic, value: semantic, weight: 0.3, contribution: 0.3 * semantic },
    ]
    const score = features.reduce((sum, { contribution }) => sum + contribution, 0)
    const body = fields.includes('votes') ? { votes: votes(document) } : {}
    return { id: `d${document}`, score, document: body, trace: { features, rules: [], matched: {}, reasons: [] } }
  })
  return { hits: hits.toSorted((left, right) => right.score - left.score) }
}

function answer(method: string, path: string, body: string): unknown {
  if (path.endsWith('/search')) return answerSearch(body)
  if (method === 'PUT') return { name: 'learned', version: 4, versions: [], definition: JSON.parse(body), createdAt: null }
  if (path.includes('/profiles/fixed')) return { name: 'fixed', version: 2, versions: [], definition: fixed, createdAt: null }
  if (path.endsWith('/ranking') && path.includes('/fixed/'))
    return { served: { name: 'fixed', version: 2 }, shadow: null, previous: [], configVersion: 1 }
  if (path.endsWith('/ranking')) return { served: { name: 'default', version: 0 }, shadow: null, previous: [], configVersion: 1 }
  return { name: 'shop', ranking: { browse: [] }, semantic: { state: embedding ? 'learning' : 'ready', pendingVectors: 0 } }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meridian-learn-'))
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { method = '', url: path = '' } = request
    const body = Buffer.concat(parts).toString()
    requests.push({ method, path, body })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(method, path, body)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

beforeEach(() => {
  requests.splice(0)
  embedding = false
})

afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

/** Judgments of the documents that `relevance` puts first, graded 3 to 1, for every query. */
async function writeJudgments(name: string, relevance: (query: number, document: number) => number): Promise<string> {
  const lines = Array.from({ length: QUERIES }, (_unused, query) => {
    const documents = Array.from({ length: DOCUMENTS }, (_none, document) => document)
    const best = documents.toSorted((left, right) => relevance(query, right) - relevance(query, left)).slice(0, 3)
    return best.map((document, at) => `query ${query}\td${document}\t${3 - at}`)
  })
  return write(name, lines.flat().join('\n'))
}

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const child = spawn(process.execPath, [COMMAND, '--collection', 'shop', '--url', url, '--key', 'k', ...args])
  const read = { out: '', error: '' }
  child.stdout.on('data', (part: Buffer) => (read.out += part.toString()))
  child.stderr.on('data', (part: Buffer) => (read.error += part.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, ...read }
}

describe('npm run learn-ranking', () => {
  test('writes a profile that gains, and promotes nothing', async () => {
    const judgments = await writeJudgments('meaning.tsv', (query, document) => draw(query, document, 1))
    const { code, out } = await run('--judgments', judgments, '--put', 'learned')
    expect(code).toBe(0)
    expect(out).toContain('Worth serving')
    expect(out).toContain('Written as learned@4')
    expect(given().map(({ path }) => path)).toEqual(['/v1/collections/shop/ranking/profiles/learned'])
    const { weights } = JSON.parse(given()[0]?.body ?? '{}') as { weights: { keyword: number; semantic: number } }
    expect(weights.semantic).toBeGreaterThanOrEqual(0.8)
    expect(requests.some(({ path }) => path.includes('promote'))).toBe(false)
  })

  test('learns what a profile file reads of the documents', async () => {
    const judgments = await writeJudgments('votes.tsv', (query, document) => draw(query, document, 0) + 2 * votes(document))
    const profile = await write('profile.json', JSON.stringify({ features: { popularity: { field: 'votes', scale: DOCUMENTS } } }))
    const { out } = await run('--judgments', judgments, '--profile', profile, '--put', 'learned')
    expect(out).toContain('Worth serving')
    const written = JSON.parse(given()[0]?.body ?? '{}') as { weights: { popularity: number }; features: unknown }
    expect(written.weights.popularity).toBeGreaterThanOrEqual(1)
    expect(written.features).toEqual({ popularity: { field: 'votes', scale: DOCUMENTS } })
  })

  test('asks what the policy would share, where the served weights are fixed, in their ratio to everything else', async () => {
    const judgments = await write('fixed.tsv', 'query 1\td1\t2\nquery 2\td2\t1\n')
    expect((await run('--judgments', judgments, '--collection', 'fixed')).out).toContain('served by fixed@2')
    const asked = requests
      .filter(({ path }) => path.endsWith('/search'))
      .map(({ body }) => JSON.parse(body) as { weights?: object; explain?: boolean })
    expect(asked.filter(({ explain }) => explain === true).map(({ weights }) => weights)).toEqual([
      { keyword: 'auto', semantic: 'auto', intent: 0.1, popularity: 0.5, rules: 0.5 },
      { keyword: 'auto', semantic: 'auto', intent: 0.1, popularity: 0.5, rules: 0.5 },
    ])
    expect(asked.filter(({ explain }) => explain !== true).every(({ weights }) => weights === undefined)).toBe(true)
  })

  test('never writes what does not gain; --require-gain makes it a failure', async () => {
    const judgments = await writeJudgments('chance.tsv', (query, document) => draw(query, document, 9))
    const kept = await run('--judgments', judgments, '--put', 'learned')
    expect(kept).toMatchObject({ code: 0, out: expect.stringContaining('learned was not written.') })
    expect(await run('--judgments', judgments, '--put', 'learned', '--require-gain')).toMatchObject({ code: 3 })
    expect(given()).toEqual([])
  })

  test('names bad lines and goes on', async () => {
    const { code, error } = await run('--judgments', await write('bad.tsv', 'query 1\td1\t2\nquery 2\nquery 2\td2\t1\n'))
    expect(code).toBe(0)
    expect(error).toContain('Left out: line 2 is not')
  })

  test('says when there is nothing to learn from', async () => {
    const none = await run('--judgments', await write('none.tsv', 'query\tdocument\tgrade\n'))
    expect(none).toMatchObject({ code: 2, error: expect.stringContaining('has no judgment') })
    expect(await run('--judgments', join(folder, 'nowhere.tsv'))).toMatchObject({ code: 2, error: expect.stringContaining('can not be read') })
    const irrelevant = await run('--judgments', await write('zero.tsv', 'query 1\td1\t0\nquery 2\td2\t0\n'))
    expect(irrelevant).toMatchObject({ code: 2, error: expect.stringContaining('0 of 2 judged queries can be used (2: nothing judged is relevant)') })
  })
})

test('waits for vectors rather than learn from searches without them', async () => {
  embedding = true
  const judgments = await writeJudgments('early.tsv', (query, document) => draw(query, document, 1))
  expect(await run('--judgments', judgments)).toMatchObject({ code: 2, error: expect.stringContaining('still being embedded') })
})

test('flags are checked, with the usage', () => {
  const judged = ['--collection', 'shop', '--judgments', 'j.tsv']
  expect(readOptions(judged)).toEqual({ collection: 'shop', judgments: 'j.tsv', folds: 5, seed: 1, requireGain: false })
  for (const wrong of [
    ['--judgments', 'j'],
    ['--collection', 'shop'],
    [...judged, '--folds', '1'],
    [...judged, '--put', 'default'],
    [...judged, '--put', 'No Name'],
    [...judged, '--url', 'http://h'],
    [...judged, '--nothing'],
  ])
    expect(() => readOptions(wrong)).toThrow(/npm run learn-ranking/)
})
