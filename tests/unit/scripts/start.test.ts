import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CRON_MS, startCron } from '../../../scripts/start/cron.ts'
import { compareMigrations, migrateDatabase } from '../../../scripts/start/database.ts'
import { keepLocalSettings, readLocalSettings } from '../../../scripts/start/local-settings.ts'
import { hashSources } from '../../../scripts/start/page.ts'
import { loadSamples } from '../../../scripts/start/samples.ts'
import { describeHealth, findReason, readPort, requireFreePort } from '../../../scripts/start/server.ts'
import { claimRun } from '../../../scripts/start/single-run.ts'
import { waitForWords } from '../../../scripts/start/words.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-start-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the port', () => {
  test('is 8787 unless PORT says otherwise, and nonsense is refused with an example', () => {
    expect([readPort(undefined), readPort(''), readPort('9000')]).toEqual([8787, 8787, 9000])
    for (const wrong of ['abc', '0', '70000', '80.5']) expect(() => readPort(wrong)).toThrow('PORT=8788 npm start')
  })

  test('one that is taken is named, with another to try', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((ready) => other.once('listening', ready))
    const { port } = other.address() as AddressInfo
    await expect(requireFreePort(port)).rejects.toThrow(`Port ${port} is in use by another program: choose another with PORT=`)
    other.close()
    await new Promise((closed) => other.once('close', closed))
    await expect(requireFreePort(port)).resolves.toBeUndefined()
  })
})

describe('keys', () => {
  test('are made once, survive another address, and are for their owner alone', async () => {
    const path = join(folder, 'local.json')
    const first = await keepLocalSettings(path, 'http://127.0.0.1:8787')
    const second = await keepLocalSettings(path, 'http://127.0.0.1:8788')
    expect(second).toEqual({ ...first, url: 'http://127.0.0.1:8788' })
    expect(await readLocalSettings(path)).toEqual(second)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(first.adminKey).not.toBe(first.searchKey)
  })

  test('a file that was cut off is replaced', async () => {
    const path = join(folder, 'local.json')
    writeFileSync(path, '{"url":"http://127')
    expect(await readLocalSettings(path)).toBeUndefined()
    expect((await keepLocalSettings(path, 'http://127.0.0.1:8787')).adminKey).toMatch(/^mrd_admin_.{32}$/)
  })
})

describe('migrations', () => {
  test('what the code has and the database has not is pending; the other way round the data are newer', () => {
    expect(compareMigrations(['0001_b.sql', '0000_a.sql'], ['0000_a.sql'])).toEqual({ pending: ['0001_b.sql'], unknown: [] })
    expect(compareMigrations(['0000_a.sql'], ['0000_a.sql', '0001_b.sql'])).toEqual({ pending: [], unknown: ['0001_b.sql'] })
  })

  test('newer data are refused with a way out, and nothing is touched; known data need no wrangler', async () => {
    mkdirSync(join(folder, 'migrations'))
    writeFileSync(join(folder, 'migrations/0000_a.sql'), '')
    const databases = join(folder, 'state/v3/d1/miniflare-D1DatabaseObject')
    mkdirSync(databases, { recursive: true })
    const database = new DatabaseSync(join(databases, 'one.sqlite'))
    database.exec("CREATE TABLE d1_migrations (name TEXT); INSERT INTO d1_migrations VALUES ('0000_a.sql')")
    expect(await migrateDatabase(folder, join(folder, 'state'), join(folder, 'log'))).toBe('unchanged')
    database.exec("INSERT INTO d1_migrations VALUES ('0009_later.sql')")
    database.close()
    await expect(migrateDatabase(folder, join(folder, 'state'), join(folder, 'log'))).rejects.toThrow(
      /newer version of Meridian \(0009_later\.sql\): run git pull, or .*npm start/,
    )
  })
})

describe('the page', () => {
  test('is built again when a source changes, appears or goes, and not for anything else', async () => {
    mkdirSync(join(folder, 'web/src'), { recursive: true })
    writeFileSync(join(folder, 'web/src/a.ts'), '1')
    const before = await hashSources(folder)
    writeFileSync(join(folder, 'README.md'), 'text')
    expect(await hashSources(folder)).toBe(before)
    writeFileSync(join(folder, 'web/src/a.ts'), '2')
    const changed = await hashSources(folder)
    writeFileSync(join(folder, 'web/src/b.ts'), '')
    const grown = await hashSources(folder)
    expect(new Set([before, changed, grown]).size).toBe(3)
  })
})

describe('a second start', () => {
  test('is refused while the first lives, and a record of one that is gone is cleared', async () => {
    const path = join(folder, 'run.json')
    const first = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', folder], { detached: true, stdio: 'ignore' })
    try {
      writeFileSync(path, JSON.stringify({ pid: first.pid, group: first.pid, url: 'http://127.0.0.1:8787' }))
      await expect(claimRun(path, folder)).rejects.toThrow(`already running here: http://127.0.0.1:8787 (process ${first.pid})`)
      // the starting process is gone and its server is not: it is ended
      writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, group: first.pid, url: 'http://127.0.0.1:8787' }))
      const gone = new Promise((resolve) => first.once('exit', resolve))
      await claimRun(path, folder)
      await gone
      expect(() => statSync(path)).toThrow('ENOENT')
    } finally {
      first.kill('SIGKILL')
    }
  })

  test('leaves alone what only has the number of an earlier start', async () => {
    const path = join(folder, 'run.json')
    writeFileSync(path, JSON.stringify({ pid: process.pid, group: process.pid, url: 'http://127.0.0.1:8787' }))
    await claimRun(path, '/a/checkout/that/is/not/this/one')
    expect(() => statSync(path)).toThrow('ENOENT')
  })
})

describe('samples', () => {
  test('are loaded once in the life of the data, and what was interrupted is finished by the next start', async () => {
    const seen: string[] = []
    let broken = true
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      request.resume()
      if (broken && request.url?.includes('articles')) response.writeHead(503).end('{}')
      else
        response
          .writeHead(200)
          .end(JSON.stringify({ imported: 2, unchanged: 0, failed: [], failedTotal: 0, conflicts: [], dataVersion: 1, bookmark: '' }))
    }).listen(0, '127.0.0.1')
    await new Promise((ready) => server.once('listening', ready))
    const { port } = server.address() as AddressInfo
    const target = { url: `http://127.0.0.1:${port}`, adminKey: 'key' }
    for (const name of ['products', 'articles']) {
      writeFileSync(join(folder, `${name}.json`), '{}')
      writeFileSync(join(folder, `${name}.ndjson`), '')
    }
    for (const file of ['abbreviations/english.json', 'synonyms/products.ndjson']) {
      mkdirSync(join(folder, dirname(file)))
      writeFileSync(join(folder, file), '')
    }
    await expect(loadSamples(target, folder, folder)).rejects.toThrow()
    expect(seen).toEqual([
      'PUT /v1/collections/products',
      'PUT /v1/collections/products/abbreviations',
      'POST /v1/collections/products/synonyms/import',
      'POST /v1/collections/products/import',
      'PUT /v1/collections/articles',
    ])
    broken = false
    seen.length = 0
    expect(await loadSamples(target, folder, folder)).toBe('2 articles')
    expect(seen).toEqual(['PUT /v1/collections/articles', 'POST /v1/collections/articles/import'])
    expect(await loadSamples(target, folder, folder)).toBe('loaded before')
    server.close()
  })
})

describe('the address', () => {
  const serve = async (answer: (looks: number) => { status: number; body: object }) => {
    let looks = 0
    const server = createServer((request, response) => {
      request.resume()
      const { status, body } = answer(++looks)
      response.writeHead(status).end(JSON.stringify(body))
    }).listen(0, '127.0.0.1')
    await new Promise((ready) => server.once('listening', ready))
    const { port } = server.address() as AddressInfo
    return { target: { url: `http://127.0.0.1:${port}`, adminKey: 'key' }, looks: () => looks, close: () => server.close() }
  }
  const view = (documents: number, state: string) => ({ status: 200, body: { name: 'products', documents, lexicon: { state, documents: 0 } } })

  test('waits for the first gathering of the samples’ words, and for no later one', async () => {
    const { target, looks, close } = await serve((seen) => view(546, seen < 3 ? 'none' : 'stale'))
    await waitForWords(target, ['products'])
    expect(looks()).toBe(3)
    close()
  })

  test.each([
    ['a sample that was deleted', { status: 404, body: { code: 'collections.not_found', detail: 'gone' } }],
    ['one without documents', view(0, 'none')],
  ])('does not wait for %s', async (_name, answer) => {
    const { target, looks, close } = await serve(() => answer)
    await waitForWords(target, ['products'])
    expect(looks()).toBe(1)
    close()
  })

  test('does not wait for ever', async () => {
    const { target, looks, close } = await serve(() => view(546, 'none'))
    await waitForWords(target, ['products'], 1)
    expect(looks()).toBeLessThanOrEqual(2)
    close()
  })
})

describe('cron', () => {
  /** a server that counts what it is asked, and a promise of its nth request */
  const listen = async (status: number) => {
    const seen: string[] = []
    let heard = (): void => undefined
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      response.writeHead(status).end('ok')
      heard()
    }).listen(0, '127.0.0.1')
    await new Promise((ready) => server.once('listening', ready))
    const reach = (count: number) =>
      new Promise<void>((resolve) => {
        heard = () => (seen.length >= count ? resolve() : undefined)
        heard()
      })
    const close = () => new Promise((closed) => server.close(closed))
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, reach, close }
  }

  test('fires as often as in production', () => {
    const minutes = /crons = \["\*\/(\d+) \* \* \* \*"\]/.exec(readFileSync(join(import.meta.dirname, '../../../wrangler.toml'), 'utf8'))?.[1]
    expect(CRON_MS).toBe(Number(minutes) * 60_000)
  })

  test('fires once at the start, whatever the interval, and not again after it was stopped', async () => {
    const server = await listen(200)
    const cron = startCron(server.url)
    await cron.first
    expect(server.seen).toEqual(['GET /cdn-cgi/local/scheduled'])
    cron.stop()
    await server.close()
  })

  test('goes on when the Worker fails', async () => {
    const server = await listen(500)
    const cron = startCron(server.url, 1)
    await server.reach(3)
    cron.stop()
    expect(new Set(server.seen)).toEqual(new Set(['GET /cdn-cgi/local/scheduled']))
    await server.close()
  })

  test('fails nothing when nobody answers, and lets go of a call under way when it is stopped', async () => {
    const gone = await listen(200)
    await gone.close()
    const cron = startCron(gone.url)
    await expect(cron.first).resolves.toBeUndefined()
    cron.stop()
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise((ready) => silent.once('listening', ready))
    const waiting = startCron(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`)
    waiting.stop()
    await expect(waiting.first).resolves.toBeUndefined()
    silent.close()
  })
})

describe('a Worker that does not start', () => {
  test('is explained by the last error of the log, without its colours', () => {
    const red = `${String.fromCharCode(27)}[31m`
    expect(findReason(`${red}▲ [WARNING] old\n${red}✘ [ERROR] Address already in use (127.0.0.1:8787).\n  at x`)).toBe(
      ': Address already in use (127.0.0.1:8787)',
    )
    expect(findReason('all is well')).toBe('')
  })
})

test('a server that is not well is quoted: the checks that failed, or the problem', () => {
  const checks = [
    { name: 'database', ok: true, detail: 'answers' },
    { name: 'embedder', ok: false, detail: 'needs MERIDIAN_EMBED_URL' },
  ]
  expect(describeHealth(JSON.stringify({ status: 'failing', checks }))).toBe('embedder needs MERIDIAN_EMBED_URL')
  expect(describeHealth(JSON.stringify({ code: 'service.configuration', detail: 'MERIDIAN_ADMIN_KEY: missing' }))).toBe('MERIDIAN_ADMIN_KEY: missing')
  expect(describeHealth('<html>')).toBe('<html>')
})
