import { sizeOf } from './sizes.ts'

// developers.cloudflare.com/kv/platform/limits; the texts are what KV answers.
const KEY_BYTES = 512
const VALUE_BYTES = 26_214_400
const METADATA_BYTES = 1024
const WRITE_EVERY_MS = 1000

/** KV that refuses what production refuses, the second write of a key within a second above all. `now` in milliseconds. */
export function enforceKvLimits(namespace: KVNamespace, now: () => number): KVNamespace {
  const written = new Map<string, number>()
  const write = (method: 'PUT' | 'DELETE', key: string): void => {
    checkKey(method, key)
    if (now() - (written.get(key) ?? -Infinity) < WRITE_EVERY_MS) throw new Error(`KV ${method} failed: 429 Too Many Requests`)
    written.set(key, now())
  }
  return new Proxy(namespace, {
    get(target, name) {
      if (name === 'put') {
        return async (key: string, value: string | ArrayBuffer | ArrayBufferView | ReadableStream, options?: KVNamespacePutOptions) => {
          const size = sizeOf(value) ?? 0
          if (size > VALUE_BYTES) throw new Error(`KV PUT failed: 413 Value length of ${size} exceeds limit of ${VALUE_BYTES}.`)
          const metadata = options?.metadata ? (sizeOf(JSON.stringify(options.metadata)) ?? 0) : 0
          if (metadata > METADATA_BYTES) throw new Error(`KV PUT failed: 413 Metadata length of ${metadata} exceeds limit of ${METADATA_BYTES}.`)
          write('PUT', key)
          return target.put(key, value, options)
        }
      }
      if (name === 'delete') {
        return async (key: string) => {
          write('DELETE', key)
          return target.delete(key)
        }
      }
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return async (...input: unknown[]) => {
        if (name !== 'list') for (const key of [input[0]].flat()) checkKey('GET', String(key))
        return member.apply(target, input) as unknown
      }
    },
  })
}

function checkKey(method: string, key: string): void {
  const size = sizeOf(key) ?? 0
  if (size > KEY_BYTES) throw new Error(`KV ${method} failed: 414 UTF-8 encoded length of ${size} exceeds key length limit of ${KEY_BYTES}.`)
}
