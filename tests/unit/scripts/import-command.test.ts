import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const COMMAND = join(import.meta.dirname, '../../../scripts/import.ts')

type Answer = { status: number; body: unknown; problem?: boolean }
/** A server that keeps what it is sent: `answer` may speak in its place. */
type Fake = {
  server: Server
  url: string
  documents: Map<string, string>
  requests: string[]
  answer: ((method: string, path: string) => Answer | undefined | Promise<undefined>) | undefined
}

let folder: string
let fake: Fake

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meridian-import-'))
  fake = await startFake()
})

afterEach(async () => {
  fake.server.closeAllConnections()
  fake.server.close()
  await rm(folder, { recursive: true, force: true })
})

async function startFake(): Promise<Fake> {
  const state: Omit<Fake, 'server' | 'url'> = { documents: new Map(), requests: [], answer: undefined }
  let exists = false
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const [method = '', path = ''] = [request.method, request.url]
    state.requests.push(`${method} ${path}`)
    const special = await fake.answer?.(method, path)
    const { status, body, problem } = special ?? respond(method, path, Buffer.concat(parts).toString())
    response.writeHead(status, { 'content-type': problem ? 'application/problem+json' : 'application/json' }).end(JSON.stringify(body))
  })
  const respond = (method: string, path: string, text: string): Answer => {
    if (path === '/health') return { status: 200, body: { status: 'ok' } }
    if (method === 'PUT') exists = true
    if (!exists) return { status: 404, problem: true, body: { code: 'collections.not_found', detail: 'There is no such collection.' } }
    if (!path.endsWith('/import')) return { status: 200, body: describeCollection() }
    return { status: 200, body: take(text) }
  }
  const take = (text: string) => {
    const result = { imported: 0, unchanged: 0, failed: [] as object[], failedTotal: 0, dataVersion: 1, bookmark: '' }
    for (const [index, line] of text.split('\n').entries()) {
      if (line === '') continue
      const { id, bad } = JSON.parse(line) as { id: string; bad?: string }
      if (bad !== undefined) result.failed.push({ line: index + 1, id, code: 'documents.field_type', message: bad })
      else if (state.documents.get(id) === line) result.unchanged++
      else result.imported++
      if (bad === undefined) state.documents.set(id, line)
    }
    return { ...result, failedTotal: result.failed.length }
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(state, { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

function describeCollection() {
  const semantic = { state: 'none', model: null, pendingVectors: 0, unlearntChanges: 0 }
  return {
    name: 'things',
    fields: [],
    dataVersion: 1,
    configVersion: 1,
    documents: 0,
    semantic,
    lexicon: { state: 'none', documents: 0 },
    job: null,
    createdAt: '',
    updatedAt: '',
  }
}

function start(...args: string[]): ChildProcess & { said: () => string } {
  const server = args.includes('--url') ? [] : ['--url', fake.url, '--key', 'a-key-that-may-write']
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', COMMAND, '--collection', 'things', ...server, ...args], {
    env: { ...process.env, MERIDIAN_LOCAL: join(folder, 'local'), INIT_CWD: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout?.on('data', (text) => (said += String(text)))
  child.stderr?.on('data', (text) => (said += String(text)))
  return Object.assign(child, { said: () => said })
}

async function run(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = start(...args)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said: child.said() }
}

async function write(name: string, count: number, make: (index: number) => object): Promise<string> {
  const text = Array.from({ length: count }, (_, index) => `${JSON.stringify(make(index))}\n`).join('')
  await writeFile(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
  return name
}

describe('npm run import', () => {
  test('shows the schema of a new collection, creates it, and says the second time that nothing changed', async () => {
    const file = await write('things.ndjson.gz', 30, (index) => ({ id: String(index), title: `A thing of number ${index} and more` }))
    const first = await run('--file', file)
    expect(first.said).toMatch(/title\s+text\s+a\b/)
    expect(first.said).toContain('30 imported, 0 unchanged, 0 failed')
    expect(first.code).toBe(0)
    expect(fake.requests).toContain('PUT /v1/collections/things')
    const second = await run('--file', file)
    expect(second.said).toContain('0 imported, 30 unchanged, 0 failed')
    expect(second.code).toBe(0)
  })

  test('reports failed lines with number and reason, keeps them in a file, and takes the rest: exit code 1', async () => {
    const file = await write('some.ndjson', 60, (index) => ({ id: String(index), ...(index % 2 === 1 ? { bad: 'price: expected a number' } : {}) }))
    const { code, said } = await run('--file', file)
    expect(code).toBe(1)
    expect(said).toContain('line 2 (1): price: expected a number')
    expect(said.match(/ {2}line \d+/g)).toHaveLength(20)
    expect(said).toContain('30 imported, 0 unchanged, 30 failed')
    const [name = ''] = (await readdir(join(folder, 'local/imports'))).filter((path) => path.endsWith('.failed.ndjson'))
    const kept = (await readFile(join(folder, 'local/imports', name), 'utf8')).trimEnd().split('\n')
    expect(kept.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual(Array.from({ length: 30 }, (_, index) => 2 * index + 2))
  })

  test('killed in the middle, it goes on behind the last chunk that was answered, and every document is there once', async () => {
    const file = await write('large.ndjson', 12_000, (index) => ({ id: String(index), text: 'x'.repeat(1000) }))
    let imports = 0
    fake.answer = (_method, path) => {
      if (path.endsWith('/import')) imports++
      // the second chunk is never answered
      return imports === 2 ? new Promise<undefined>(() => undefined) : undefined
    }
    const child = start('--file', file)
    while (imports < 2 && child.exitCode === null) await new Promise((wake) => setTimeout(wake, 20))
    child.kill('SIGKILL')
    await once(child, 'close')
    const before = fake.documents.size
    expect(before).toBeGreaterThan(0)
    fake.answer = undefined
    const { code, said } = await run('--file', file)
    expect(said).toContain(`Going on at line ${before + 1},`)
    expect(said).toContain(`12,000 imported, 0 unchanged, 0 failed, ${before.toLocaleString('en')} of them by the earlier run`)
    expect([code, fake.documents.size]).toEqual([0, 12_000])
  }, 30_000)

  test('a changed file starts from its beginning', async () => {
    const file = await write('large.ndjson', 6000, (index) => ({ id: String(index), text: 'x'.repeat(1000) }))
    fake.answer = (_method, path) =>
      path.endsWith('/import') && fake.documents.size > 0 ? { status: 400, problem: true, body: { code: 'x', detail: 'No.' } } : undefined
    expect((await run('--file', file)).code).toBe(2)
    fake.answer = undefined
    await write('large.ndjson', 10, (index) => ({ id: `new-${index}` }))
    const { said } = await run('--file', file)
    expect(said).not.toContain('Going on')
    expect(said).toContain('10 imported')
  })

  test('a server that is away in passing is asked again', async () => {
    const file = await write('things.ndjson', 3, (index) => ({ id: String(index) }))
    let refusals = 1
    fake.answer = (_method, path) =>
      path.endsWith('/import') && refusals-- > 0 ? { status: 503, problem: true, body: { code: 'service.overloaded', detail: 'Busy.' } } : undefined
    const { code, said } = await run('--file', file)
    expect(said).toContain('503 Busy.: trying again in 0.5 s')
    expect([code, fake.documents.size]).toEqual([0, 3])
  })

  test('--dry-run checks and sends nothing, with a server or without', async () => {
    await writeFile(join(folder, 'schema.json'), JSON.stringify({ fields: [{ name: 'price', type: 'number' }] }))
    await writeFile(join(folder, 'prices.csv'), 'id,price\n1,12.50\n2,"12,50"\n')
    const away = ['--url', 'http://127.0.0.1:9', '--key', 'k']
    for (const where of [[], away]) {
      const { code, said } = await run('--file', 'prices.csv', '--schema', 'schema.json', '--dry-run', ...where)
      expect(said).toContain('line 3 (2): price: expected a number, got "12,50"')
      expect(said).toContain('1 would be taken, 1 would fail')
      expect(code).toBe(1)
    }
    expect(fake.requests.filter((request) => !request.startsWith('GET'))).toEqual([])
  })

  test.each([
    [['--file', 'missing.ndjson'], 'there is no such file'],
    [['--file', 'a.ndjson', '--template', 'products', '--schema', 'x'], 'exclude each other'],
    [['--file', 'a.ndjson', '--colection', 'x'], '--colection'],
    [['--file', 'a.ndjson', '--url', 'http://127.0.0.1:9', '--key', 'k'], 'run npm start in another window'],
    [['--file', 'noid.csv'], 'No document has a field "id"'],
  ])('%j can not run, says why, and ends with 2', async (args, sentence) => {
    await writeFile(join(folder, 'a.ndjson'), '{"id":"1"}\n')
    await writeFile(join(folder, 'noid.csv'), 'sku,title\n1,one\n2,two\n')
    const { code, said } = await run(...args)
    expect(said).toContain(sentence)
    expect(code).toBe(2)
  })
})
