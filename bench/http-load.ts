import { Agent, request } from 'node:http'

export type HttpRequest = { method: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: string }
export type Timed = { status: number; text: string; ms: number }

/** Longer than any import of 5 MB may take: past it a server counts as hung. */
const SILENCE_MS = 120_000

/** A client with keep-alive and at most `connections` sockets to one address. node:http, because its own cost a request is the smallest. */
export function openClient(url: string, connections: number): { send: (message: HttpRequest) => Promise<Timed>; close: () => void } {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' })
  const send = (message: HttpRequest) =>
    new Promise<Timed>((resolve, reject) => {
      const started = performance.now()
      const length = message.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(message.body)) }
      const sent = request(
        { agent, hostname, port, method: message.method, path: message.path, headers: { ...message.headers, ...length } },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const ms = performance.now() - started
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8'), ms })
          })
        },
      )
      sent.setTimeout(SILENCE_MS, () => sent.destroy(new Error(`${message.method} ${message.path} was not answered within ${SILENCE_MS / 1000} s`)))
      sent.on('error', reject)
      sent.end(message.body)
    })
  return { send, close: () => agent.destroy() }
}

export type Throughput = { requests: number; seconds: number; perSecond: number; failed: number }

/** Keeps `width` requests in flight until `seconds` have passed or the messages have run out; none is sent twice. */
export async function measureThroughput<T>(
  messages: readonly T[],
  width: number,
  seconds: number,
  send: (message: T) => Promise<{ ok: boolean }>,
): Promise<Throughput> {
  const started = performance.now()
  const deadline = started + seconds * 1000
  let next = 0
  let done = 0
  let failed = 0
  const drain = async () => {
    while (performance.now() < deadline) {
      const message = messages[next]
      next += 1
      if (message === undefined) return
      const { ok } = await send(message)
      if (ok) done += 1
      else failed += 1
    }
  }
  await Promise.all(Array.from({ length: width }, drain))
  const taken = (performance.now() - started) / 1000
  return { requests: done, seconds: taken, perSecond: done / taken, failed }
}
