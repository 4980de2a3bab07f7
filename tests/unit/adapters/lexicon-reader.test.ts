import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLexiconReader } from '../../../src/adapters/lexicon-reader.ts'
import type { Collection } from '../../../src/domain/catalog/index.ts'
import { lexiconKey } from '../../../src/domain/search/index.ts'
import { createByteCache } from '../../../src/shared/byte-cache.ts'
import { createSharedLoads } from '../../../src/shared/shared-loads.ts'

const WHOLE = new Uint8Array([1, 2, 3])
/** Opens only what begins with 1. */
const open = (bytes: Uint8Array): { bytes: number } | null => {
  if (bytes[0] === 9) throw new RangeError('damaged')
  return bytes[0] === 1 ? { bytes: bytes.length } : null
}

function makeReader() {
  const stored = new Map<string, Uint8Array<ArrayBuffer>>()
  const asked: string[] = []
  let time = 1_000_000
  let away = false
  const blobs = {
    get: async (key: string) => {
      asked.push(key)
      if (away) throw new Error('the store is away')
      return stored.get(key) ?? null
    },
  }
  const read = createLexiconReader(
    blobs as unknown as Parameters<typeof createLexiconReader>[0],
    createByteCache(10_000),
    createSharedLoads(
      () => {},
      () => time,
    ),
    () => time,
  )
  const collection = (version: number | null, id = 1): Collection => ({ id, lexicon: version === null ? null : { version } }) as Collection
  return {
    stored,
    asked,
    values: (version: number | null = 7) => read(collection(version), 'values', open),
    pass: (milliseconds: number) => (time += milliseconds),
    setAway: (is: boolean) => (away = is),
  }
}

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => void vi.restoreAllMocks())

const KEY = lexiconKey(1, 7, 'values')

describe('a part of a lexicon', () => {
  test('is read once, however many ask at a time', async () => {
    const { stored, asked, values } = makeReader()
    stored.set(KEY, WHOLE)
    expect(await Promise.all([values(), values()])).toEqual([{ bytes: 3 }, { bytes: 3 }])
    expect(await values()).toEqual({ bytes: 3 })
    expect(asked).toEqual([KEY])
  })

  test('is null, and no failure, where nothing has been gathered', async () => {
    const { asked, values } = makeReader()
    expect(await values(null)).toBeNull()
    expect(asked).toEqual([])
  })

  test.each([
    ['missing', undefined],
    ['damaged', new Uint8Array([9])],
    ['written by other code', new Uint8Array([2])],
  ])('that is %s is a failure to whoever asks, and is read again after a minute', async (_case, bytes) => {
    const { stored, asked, values, pass } = makeReader()
    if (bytes) stored.set(KEY, bytes)
    for (let search = 0; search < 5; search += 1) {
      await expect(values()).rejects.toThrow(KEY)
      pass(11_000)
    }
    expect(asked).toEqual([KEY])
    stored.set(KEY, WHOLE)
    pass(5_000)
    expect(await values()).toEqual({ bytes: 3 })
    expect(asked).toEqual([KEY, KEY])
  })

  test('of the next gathering is read at once, whatever was wrong with the one before', async () => {
    const { stored, values } = makeReader()
    await expect(values(7)).rejects.toThrow(KEY)
    stored.set(lexiconKey(1, 8, 'values'), WHOLE)
    expect(await values(8)).toEqual({ bytes: 3 })
  })

  test('is asked for again by the next search when the store itself was away', async () => {
    const { stored, values, setAway } = makeReader()
    stored.set(KEY, WHOLE)
    setAway(true)
    await expect(values()).rejects.toThrow('away')
    setAway(false)
    expect(await values()).toEqual({ bytes: 3 })
  })
})
