import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keywordTable } from '../../../../src/adapters/d1/keyword-tables.ts'
import { createRebuildStore } from '../../../../src/adapters/d1/rebuild-store.ts'
import { abandonRebuild, clearGeneration, deleteDocuments, patchDocument, writeDocuments } from '../../../../src/domain/ingestion/index.ts'
import { AFTER, BEFORE, DOCUMENTS, type Rig, createRig, indexAfresh, readIndex } from './rebuild-rig.ts'

const ids = fc.integer({ min: 0, max: DOCUMENTS + 3 }).map((at) => `d${at}`)
const members = fc.record(
  {
    title: fc.constantFrom('red lamp', 'green lamp', 'a lamp a lamp'),
    tag: fc.constantFrom('x', 'y'),
    size: fc.constantFrom<(string | number)[]>(1, 2, 'large'),
    place: fc.constantFrom({ lat: 1, lng: 2 }, { lat: 3, lng: 4 }),
  },
  { requiredKeys: [] },
)
const write = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), id: ids, body: members }),
  fc.record({ kind: fc.constant('patch' as const), id: ids, body: members }),
  fc.record({ kind: fc.constant('delete' as const), id: ids, body: members }),
)
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never

async function carryOut({ ingestion, ctx }: Rig, { kind, id, body }: Write): Promise<void> {
  if (kind === 'put') await writeDocuments(ingestion, ctx, { collection: 'shop', items: [{ at: 0, document: { ...body, id } }] })
  else if (kind === 'delete') await deleteDocuments(ingestion, ctx, { collection: 'shop', ids: [id] })
  // a patch of a document that is not there is refused: nothing to compare
  else await patchDocument(ingestion, ctx, { collection: 'shop', id, patch: body }).catch(() => undefined)
}

async function fill(rig: Rig): Promise<void> {
  const items = Array.from({ length: DOCUMENTS }, (_, at) => ({
    at,
    document: { id: `d${at}`, title: 'blue lamp', tag: 'x', size: at % 2 ? at : 'large', place: { lat: at, lng: at } },
  }))
  await writeDocuments(rig.ingestion, rig.ctx, { collection: 'shop', items })
}

/** Works off what rebuilds leave to be cleared; how many values that were. */
async function clearLeft({ ports, jobs }: Rig): Promise<number> {
  let cleared = 0
  for (let slice = 0; slice < 50; slice++) {
    const job = await jobs.nextDue(['clear-generation'], Infinity)
    if (!job) return cleared
    const outcome = await clearGeneration(ports, job)
    if (outcome.state === 'running') await jobs.change(job.id, ['queued', 'running'], { state: 'running', done: outcome.done })
    else await jobs.change(job.id, ['queued', 'running'], { state: outcome.state })
    if (outcome.state === 'succeeded') cleared += outcome.done
  }
  throw new Error('Clearing does not come to an end.')
}

async function expectOneGeneration({ db, collection }: Rig): Promise<void> {
  const { id, generation } = await collection()
  const { rows: tables } = await db.all({ sql: "SELECT name FROM sqlite_master WHERE name LIKE 'fts%' AND sql LIKE 'CREATE VIRTUAL%'", params: [] })
  expect(tables).toEqual([{ name: keywordTable(id, generation) }])
  const { rows: fields } = await db.all({ sql: 'SELECT name FROM fields WHERE generation <> ?1', params: [generation] })
  expect(fields).toEqual([])
  const { rows: lost } = await db.all({
    sql: 'SELECT * FROM (SELECT field FROM facet_values UNION ALL SELECT field FROM geo_values) WHERE field NOT IN (SELECT id FROM fields)',
    params: [],
  })
  expect(lost).toEqual([])
}

describe('a rebuild with writers beside it', () => {
  it('ends with exactly the index that its documents have, whenever they were written', async () => {
    const steps = fc.array(fc.oneof(fc.constant('slice' as const), write, fc.record({ race: fc.array(write, { minLength: 1, maxLength: 3 }) })), {
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const rig = await createRig()
        await fill(rig)
        await rig.begin()
        for (const step of sequence) {
          if (step === 'slice') await rig.slice()
          else if ('race' in step) {
            rig.between.push(...step.race.map((act) => () => carryOut(rig, act)))
            await rig.slice()
          } else await carryOut(rig, step)
        }
        for (let slice = 0; slice < 20 && (await rig.collection()).building !== null; slice++) await rig.slice()
        expect(await rig.collection()).toMatchObject({ building: null, buildingDefinition: null, job: null, definition: AFTER, relearn: true })
        expect(await readIndex(rig)).toEqual(await indexAfresh(rig))
        expect(await rig.job()).toMatchObject({ state: 'succeeded' })
      }),
      { numRuns: 60 },
    )
  })

  it('takes in a write that was under way when it began, when it took over, or when it was given up', async () => {
    const finish = async (rig: Rig): Promise<void> => {
      for (let slice = 0; slice < 20 && (await rig.collection()).building !== null; slice++) await rig.slice()
    }
    await fc.assert(
      fc.asyncProperty(write, fc.constantFrom('begin', 'finish', 'abandon'), async (act, moment) => {
        const rig = await createRig()
        await fill(rig)
        if (moment !== 'begin') await rig.begin()
        rig.ahead.push(async () => {
          if (moment === 'begin') {
            await rig.begin()
            // what is written now lies behind the cursor
            for (let slice = 0; slice < 5; slice++) await rig.slice()
          } else {
            if (moment === 'finish') await finish(rig)
            else expect(await abandonRebuild(rig.ports, await rig.job())).toBe(true)
            await clearLeft(rig)
          }
        })
        await carryOut(rig, act)
        for (const late of rig.ahead.splice(0)) await late()
        await finish(rig)
        await clearLeft(rig)
        await expectOneGeneration(rig)
        expect(await readIndex(rig)).toEqual(await indexAfresh(rig))
      }),
      { numRuns: 60 },
    )
  })

  it('given up at any moment leaves the old index exactly as its documents have it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 8 }), fc.nat({ max: 4 }), async (writes, slices) => {
        const rig = await createRig()
        await fill(rig)
        await rig.begin()
        for (let slice = 0; slice < slices; slice++) await rig.slice()
        for (const act of writes) await carryOut(rig, act)
        rig.between.push(async () => expect(await abandonRebuild(rig.ports, await rig.job())).toBe(true))
        await rig.slice()
        expect(await rig.collection()).toMatchObject({ building: null, job: null, definition: BEFORE, relearn: false })
        expect(await readIndex(rig)).toEqual(await indexAfresh(rig))
        expect(await rig.job()).toMatchObject({ state: 'cancelled' })
        expect(await abandonRebuild(rig.ports, await rig.job())).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  it('leaves its old generation to a job that clears it, and only that', async () => {
    const rig = await createRig()
    await fill(rig)
    await rig.begin()
    for (let slice = 0; slice < 20 && (await rig.collection()).building !== null; slice++) await rig.slice()
    const { id, generation } = await rig.collection()
    const clearing = await rig.jobs.nextDue(['clear-generation'], Infinity)
    expect(clearing).toMatchObject({ collectionId: id, payload: { generation: 1 } })
    if (!clearing) return
    // each has a tag, and a title that says what it is
    expect(await clearLeft(rig)).toBe(2 * DOCUMENTS)
    expect(await readIndex(rig)).toEqual(await indexAfresh(rig))
    await expectOneGeneration(rig)
    await expect(clearGeneration(rig.ports, { ...clearing, payload: { generation } })).rejects.toMatchObject({ code: 'internal' })
  })

  it('counts the values its definition has no place for, once each', async () => {
    const rig = await createRig()
    await fill(rig)
    await rig.begin()
    for (let slice = 0; slice < 20 && (await rig.collection()).building !== null; slice++) await rig.slice()
    expect(await rig.job()).toMatchObject({ done: DOCUMENTS, result: { documents: DOCUMENTS, skippedValues: DOCUMENTS / 2 } })
  })

  it('reads slices bounded in documents and in bytes, but one document at least', async () => {
    const rig = await createRig()
    const items = [200_000, 10, 10, 150_000, 60_000, 10].map((length, at) => ({ at, document: { id: `d${at}`, note: 'x'.repeat(length) } }))
    await writeDocuments(rig.ingestion, rig.ctx, { collection: 'shop', items })
    const store = createRebuildStore(rig.db)
    const slices: string[] = []
    let after = 0
    for (;;) {
      const documents = await store.readSlice(await rig.collection(), after, 4, 200_000)
      if (documents.length === 0) break
      slices.push(documents.map(({ id }) => id).join(' '))
      after = documents.at(-1)?.key ?? 0
    }
    expect(slices).toEqual(['d0', 'd1 d2 d3 d4', 'd5'])
  })
})
