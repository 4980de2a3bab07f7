import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createQueryCountStore } from '../../../../../src/adapters/d1/query-counts.ts'
import { createLexiconStore } from '../../../../../src/adapters/d1/lexicon-store.ts'
import { type Collection, viewCollection } from '../../../../../src/domain/catalog/index.ts'
import { advanceLexicon, countSteps, emptyLexiconMemory } from '../../../../../src/domain/search/understanding/build-lexicon.ts'
import type { LexiconMemory, LexiconRun } from '../../../../../src/domain/search/understanding/build-lexicon.ts'
import { LEXICON_FORMAT } from '../../../../../src/domain/search/understanding/lexicon-format.ts'
import type { LexiconPart } from '../../../../../src/domain/search/understanding/lexicon.ts'
import { computeLexiconWait, startDueLexicons } from '../../../../../src/domain/search/understanding/schedule-lexicon.ts'
import { dayOf } from '../../../../../src/domain/search/understanding/suggest/index.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'

const FIELDS = [
  { name: 'title', type: 'text', search: 'a' },
  { name: 'brand', type: 'string', search: 'b', facet: 'disjunctive' },
  { name: 'secret', type: 'string', search: 'c', hidden: true },
] as const

/** A part whose blob lists what it was given, made in two slices. */
function createRecorder(): LexiconPart {
  const seen: string[] = []
  return {
    add({ id, texts }) {
      seen.push(`${id}: ${texts.map(({ field, tokens }) => `${field}=${tokens.map(({ surface }) => surface).join(' ')}`).join(', ')}`)
    },
    *finish() {
      yield
      return new Uint8Array(new TextEncoder().encode(seen.join('\n')))
    },
  }
}

async function createRig(documents: readonly object[]) {
  const harness = createSearchHarness()
  await harness.create('shop', { fields: [...FIELDS], vectors: [] })
  if (documents.length > 0) await harness.write('shop', documents)
  const blobs = new Map<string, string>()
  const ports = {
    documents: harness.ingestion.documents,
    store: createLexiconStore(harness.db),
    blobs: {
      put: async (key: string, bytes: Uint8Array) => void blobs.set(key, new TextDecoder().decode(bytes)),
      delete: async (key: string) => void blobs.delete(key),
    },
    createParts: async () => ({ vocabulary: createRecorder(), values: createRecorder(), completions: createRecorder() }),
    now: () => harness.clock.now,
  }
  const run = async (
    version: number,
    interrupt: (memory: LexiconMemory, slice: number) => LexiconMemory | Promise<LexiconMemory> = (memory) => memory,
  ) => {
    let state: LexiconRun = { collection: (await harness.find('shop')).id, version, phase: 'gather', after: 0 }
    let memory = emptyLexiconMemory()
    for (let slice = 0; state.phase !== 'done' && slice < 2000; slice++) {
      state = await advanceLexicon(ports, await harness.find('shop'), state, memory)
      memory = await interrupt(memory, slice)
    }
    expect(state.phase).toBe('done')
  }
  return { harness, blobs, ports, run }
}

const collectionOf = (change: Partial<Collection>): Collection =>
  ({ documentCount: 10_000, dataVersion: 5, generation: 1, updatedAt: 0, createdAt: 0, lexicon: null, ...change }) as Collection

const documents = Array.from({ length: 450 }, (_, at) => ({ id: `d${at}`, title: `Oak <b>desk</b> ${at}`, brand: 'Acme', secret: 'cost' }))

describe('gathering a lexicon', () => {
  test('gives every document to every part once: visible texts, analysed, without markup', async () => {
    const { blobs, run, harness } = await createRig(documents)
    await run(1)
    const lines = (blobs.get('lexicons/1/1/vocabulary') ?? '').split('\n')
    expect(lines.toSorted()).toEqual(documents.map(({ id }, at) => `${id}: title=oak desk ${at}, brand=acme`).toSorted())
    expect([...blobs.keys()].toSorted()).toEqual(['lexicons/1/1/completions', 'lexicons/1/1/values', 'lexicons/1/1/vocabulary'])
    expect((await harness.find('shop')).lexicon).toMatchObject({ version: 1, documents: 450, generation: 1 })
  })

  test('ends in the same blobs when its memory is lost on the way', async () => {
    const whole = await createRig(documents)
    await whole.run(1)
    const interrupted = await createRig(documents)
    await interrupted.run(1, (memory, slice) => ([3, 9, 31].includes(slice) ? emptyLexiconMemory() : memory))
    expect(interrupted.blobs).toEqual(whole.blobs)
  })

  test('takes the place of the one before, moves understandingVersion, and leaves nothing of the old', async () => {
    const { blobs, run, harness } = await createRig(documents.slice(0, 3))
    await run(1)
    const before = (await harness.find('shop')).understandingVersion
    await run(2)
    expect([...blobs.keys()].every((key) => key.startsWith('lexicons/1/2/'))).toBe(true)
    expect((await harness.find('shop')).understandingVersion).toBe(before + 1)
  })

  test('is behind what was written while it ran', async () => {
    const { run, harness, ports } = await createRig(documents.slice(0, 3))
    const began = (await harness.find('shop')).dataVersion
    await run(1, async (memory, slice) => {
      if (slice === 1) await harness.write('shop', [{ id: 'late', title: 'late' }])
      return memory
    })
    const shop = await harness.find('shop')
    expect(shop.lexicon?.dataVersion).toBe(began)
    expect((await ports.store.listCandidates()).map(({ name }) => name)).toEqual(['shop'])
  })

  test('leaves no blob behind when the collection is deleted and cleared during its last slice', async () => {
    const { blobs, run, harness, ports } = await createRig(documents.slice(0, 3))
    const { put } = ports.blobs
    ports.blobs.put = async (key, bytes) => {
      if (key.endsWith('completions')) {
        await harness.db.all({ sql: 'UPDATE collections SET deleted_at = 1', params: [] })
        blobs.clear()
      }
      await put(key, bytes)
    }
    await run(1)
    expect([...blobs.keys()]).toEqual([])
  })

  test('of a collection without documents has nothing to do, and one that lost its last is emptied', async () => {
    const { ports, harness } = await createRig([])
    expect(await ports.store.listCandidates()).toEqual([])
    expect(computeLexiconWait(await harness.find('shop'), harness.clock.now)).toBeNull()
  })
})

describe('a lexicon that other code has gathered', () => {
  /** as an older version left it (no format), or a version with parts of other formats */
  const createOld = async (format: string | null, stored = documents.slice(0, 3)) => {
    const rig = await createRig(stored)
    await rig.run(1)
    const sql =
      "UPDATE collections SET lexicon = CASE WHEN ?1 IS NULL THEN json_remove(lexicon, '$.format') ELSE json_set(lexicon, '$.format', ?1) END"
    await rig.harness.db.all({ sql, params: [format] })
    const started: [number, number][] = []
    // its documents are as they were: nothing else asks for a gathering
    const start = async () => {
      await startDueLexicons({
        ...rig.ports,
        start: async (id, version) => void started.push([id, version]),
        now: () => rig.harness.clock.now + 5000,
      })
      return started
    }
    const state = async () =>
      (await viewCollection(rig.harness.catalog, rig.harness.context(), { collection: await rig.harness.find('shop') })).lexicon
    return { ...rig, start, state }
  }

  test.each([
    ['none, in rows of before', null],
    ['another', `${LEXICON_FORMAT}.1`],
    ['an older', '0.0.0'],
  ])('in %s format is stale, due at once, and made anew under the next version', async (_name, format) => {
    const { start, state, run, harness, blobs, ports } = await createOld(format)
    expect((await harness.find('shop')).lexicon).toMatchObject({ version: 1, outdated: true })
    expect(await state()).toEqual({ state: 'stale', documents: 3 })
    expect(await start()).toEqual([[1, 2]])
    await run(2)
    expect(await state()).toEqual({ state: 'ready', documents: 3 })
    expect((await harness.find('shop')).lexicon).not.toHaveProperty('outdated')
    expect([...blobs.keys()].every((key) => key.startsWith('lexicons/1/2/'))).toBe(true)
    expect(await ports.store.listCandidates()).toEqual([])
  })

  test('in this format is ready and left alone', async () => {
    const { start, state } = await createOld(LEXICON_FORMAT)
    expect(await state()).toEqual({ state: 'ready', documents: 3 })
    expect(await start()).toEqual([])
  })

  test('of a collection that has no documents any more is made anew once, and then left alone', async () => {
    const { start, run, state, ports } = await createOld(null, [])
    expect(await start()).toEqual([[1, 2]])
    await run(2)
    expect(await ports.store.listCandidates()).toEqual([])
    expect(await state()).toEqual({ state: 'ready', documents: 0 })
  })

  test('does not rest as one of this code does: nothing of it is read', () => {
    const lexicon = { version: 1, dataVersion: 5, generation: 1, documents: 10_000, builtAt: 10_000 }
    const wait = (change: Partial<Collection>, now: number) => computeLexiconWait(collectionOf({ updatedAt: 1000, ...change }), now)
    expect(wait({ lexicon: { ...lexicon, outdated: true } }, 10_000)).toBe(-7500)
    expect(wait({ lexicon: { ...lexicon, outdated: true } }, 10_000)).toBe(wait({ lexicon: null }, 10_000))
  })
})

describe('what making the blobs costs', () => {
  test('a small collection takes several steps a slice: pauses would cost it seconds', async () => {
    const { ports, run } = await createRig(documents.slice(0, 60))
    const many: LexiconPart = {
      add: () => undefined,
      *finish() {
        for (let step = 0; step < 310; step++) yield
        return new Uint8Array()
      },
    }
    ports.createParts = async () => ({ vocabulary: many, values: many, completions: many })
    let slices = 0
    await run(1, (memory) => {
      slices++
      return memory
    })
    expect(slices).toBeLessThan(40)
  })

  test('a large one takes one: its steps are long', () => {
    expect([0, 100_000, 4_000_000, 16_000_000, 1e9].map(countSteps)).toEqual([32, 32, 4, 1, 1])
  })

  test('however an import is paced, all its gatherings read at most three times what the last one does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ documents: fc.integer({ min: 1, max: 5000 }), pause: fc.integer({ min: 0, max: 4999 }) }), {
          minLength: 1,
          maxLength: 200,
        }),
        (writes) => {
          let shop = collectionOf({ documentCount: 0 })
          let now = 0
          const reads: number[] = []
          for (const { documents: written, pause } of writes) {
            shop = { ...shop, documentCount: shop.documentCount + written, dataVersion: shop.dataVersion + 1, updatedAt: now }
            // within five seconds of the last gathering nothing but growth makes another due; the clock of rests stands still here
            now += pause
            const gatheredAt = shop.lexicon === null ? null : { ...shop.lexicon, builtAt: now }
            const wait = computeLexiconWait({ ...shop, lexicon: gatheredAt, createdAt: now }, now)
            if (wait === null || wait > 0) continue
            reads.push(shop.documentCount)
            shop = { ...shop, lexicon: { version: 1, dataVersion: shop.dataVersion, generation: 1, documents: shop.documentCount, builtAt: now } }
          }
          const last = reads.at(-1) ?? 0
          expect(reads.reduce((sum, read) => sum + read, 0)).toBeLessThanOrEqual(3 * last)
        },
      ),
    )
  })
})

describe('what was searched', () => {
  const DAY = 86_400_000

  async function createSearchedShop() {
    const rig = await createRig(documents.slice(0, 5))
    const { harness, ports } = rig
    await rig.run(1)
    const counts = createQueryCountStore(harness.db)
    const { id, tenant } = await harness.find('shop')
    const started: number[] = []
    return {
      ...rig,
      search: (days: number, searches: number, empty: number) =>
        counts.add([{ tenant, collection: id, day: dayOf(harness.clock.now) + days, query: 'oak desk', language: 'en', searches, empty }]),
      lookAgain: async () => {
        const wait = await startDueLexicons({ ...ports, start: async (_collection, version) => void started.push(version) })
        return { wait, started: started.splice(0) }
      },
    }
  }

  test('is gathered once a day, though no document has changed', async () => {
    const { harness, search, lookAgain, run } = await createSearchedShop()
    await search(0, 9, 0)
    expect(await lookAgain()).toEqual({ wait: null, started: [] })
    harness.clock.now += DAY
    expect(await lookAgain()).toEqual({ wait: null, started: [] })
    await search(0, 1, 0)
    expect(await lookAgain()).toEqual({ wait: null, started: [2] })
    await run(2)
    await search(0, 9, 0)
    expect(await lookAgain()).toEqual({ wait: null, started: [] })
  })

  test('and not found is no reason', async () => {
    const { harness, search, lookAgain } = await createSearchedShop()
    harness.clock.now += DAY
    await search(0, 9, 9)
    expect(await lookAgain()).toEqual({ wait: null, started: [] })
  })

  test('is gathered with the documents where those have changed, once', async () => {
    const { harness, search, lookAgain } = await createSearchedShop()
    harness.clock.now += DAY
    await search(0, 9, 0)
    await harness.write('shop', [{ id: 'more', title: 'Oak chair' }])
    expect(await lookAgain()).toEqual({ wait: null, started: [2] })
  })
})

describe('when a lexicon is due', () => {
  const collection = collectionOf
  const lexicon = { version: 1, dataVersion: 4, generation: 1, documents: 10_000, builtAt: 0 }

  test.each([
    ['the first waits until the import has been quiet', collection({ updatedAt: 10_000 }), 10_500, 1000],
    ['the first does not wait for ever', collection({ updatedAt: 200_000 }), 200_000, -80_000],
    ['a fresh one is left alone', collection({ lexicon: { ...lexicon, dataVersion: 5 } }), 1_000_000, null],
    ['a small one waits less: gathering too early costs little', collection({ documentCount: 600, updatedAt: 10_000 }), 10_000, 300],
    ['the smallest still waits for the next write of its import', collection({ documentCount: 1, updatedAt: 10_000 }), 10_000, 250],
    ['an old one rests in proportion to its documents', collection({ lexicon, updatedAt: 1000 }), 10_000, 50_000],
    ['then it is due', collection({ lexicon, updatedAt: 1000 }), 60_001, -1],
    ['it does not rest once the collection has grown by half', collection({ lexicon, documentCount: 15_000, updatedAt: 1000 }), 2500, 0],
    ['nor before writes have been quiet', collection({ lexicon, documentCount: 15_000, updatedAt: 2000 }), 2500, 1000],
    ['another definition makes it old', collection({ lexicon: { ...lexicon, dataVersion: 5 }, generation: 2 }), 60_000, 0],
  ])('%s', (_name, given, now, wait) => {
    expect(computeLexiconWait(given, now)).toBe(wait)
  })
})
