import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { measureThroughput, openClient } from '../../../bench/http-load.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function listen(sockets: Set<unknown>): Promise<string> {
  server = createServer((request, response) => {
    sockets.add(request.socket)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => response.writeHead(request.url === '/missing' ? 404 : 200).end(`${request.method} ${Buffer.concat(chunks).toString()}`))
  })
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('requests that follow one another share one connection, bodies arrive whole', async () => {
  const sockets = new Set()
  const client = openClient(await listen(sockets), 16)
  const body = 'ü'.repeat(100_000)
  expect((await client.send({ method: 'POST', path: '/', body })).text).toBe(`POST ${body}`)
  for (let turn = 0; turn < 5; turn += 1) expect((await client.send({ method: 'GET', path: '/' })).status).toBe(200)
  expect((await client.send({ method: 'GET', path: '/missing' })).status).toBe(404)
  expect(sockets.size).toBe(1)
  client.close()
})

test('throughput keeps the width, sends nothing twice and ends with the messages', async () => {
  const sent: number[] = []
  let running = 0
  let most = 0
  const messages = Array.from({ length: 40 }, (_, index) => index)
  const measured = await measureThroughput(messages, 8, 60, async (message) => {
    sent.push(message)
    running += 1
    most = Math.max(most, running)
    await Promise.resolve()
    running -= 1
    return { ok: message % 4 !== 0 }
  })
  expect(sent.sort((a, b) => a - b)).toEqual(messages)
  expect(most).toBe(8)
  expect(measured).toMatchObject({ requests: 30, failed: 10 })
})

test('throughput ends with the time, even with messages left', async () => {
  const measured = await measureThroughput(
    Array.from({ length: 1_000_000 }, () => 0),
    2,
    0.02,
    () => new Promise((done) => setImmediate(() => done({ ok: true }))),
  )
  expect(measured.requests).toBeGreaterThan(0)
  expect(measured.requests).toBeLessThan(1_000_000)
})
