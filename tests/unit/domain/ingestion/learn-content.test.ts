import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeModel, encodeModel } from '../../../../src/domain/embedding/index.ts'
import { modelKey } from '../../../../src/domain/ingestion/index.ts'
import { type Rig, createRig } from './vector-sets/sets-rig.ts'

const DOCUMENTS = 24
const HOUR = 3_600_000

/** Looks as the scheduler does, until a quiet collection has nothing left to learn; how often it learnt. */
async function becomeQuiet(rig: Rig): Promise<number> {
  for (let learnings = 0; learnings < 30; learnings++) {
    await rig.settle()
    rig.clock.now += HOUR
    await rig.renew()
    if (!rig.run.state) return learnings
  }
  throw new Error('The collection never has a model of what it holds.')
}

async function reach(rig: Rig, phase: string): Promise<void> {
  while (rig.run.state?.phase !== phase) {
    if (!rig.run.state) throw new Error(`There is no run that could reach ${phase}.`)
    await rig.slice()
  }
}

/** What tells the bytes of the served model but for its name, which says how many there were before it. */
async function readModel(rig: Rig) {
  const { vectorSet, model } = await rig.collection()
  const bytes = rig.blobs.get(modelKey(1, vectorSet ?? 0)) ?? new Uint8Array()
  const unnamed = encodeModel({ ...decodeModel(bytes), version: '' })
  return { digest: createHash('sha256').update(unnamed).digest('hex'), statistics: model?.statistics, documents: model?.documents }
}

const inOneGo = createRig(DOCUMENTS).then(readModel)

describe('the model of a quiet collection', () => {
  test('is that of its documents, in whatever order and at whatever pace they came', async () => {
    const order = fc.shuffledSubarray(
      Array.from({ length: DOCUMENTS }, (_, at) => at),
      { minLength: DOCUMENTS },
    )
    // milliseconds and slices of learning between two documents
    const gaps = fc.array(fc.tuple(fc.constantFrom(0, 50, 2000, 20_000), fc.nat(30)), { minLength: DOCUMENTS, maxLength: DOCUMENTS })
    await fc.assert(
      fc.asyncProperty(order, gaps, async (ids, pauses) => {
        const rig = await createRig(0)
        for (const [at, id] of ids.entries()) {
          await rig.write(id, 1)
          const [milliseconds, slices] = pauses[at] ?? [0, 0]
          rig.clock.now += milliseconds
          await rig.renew()
          for (let slice = 0; slice < slices; slice++) await rig.slice()
        }
        await becomeQuiet(rig)
        expect(await readModel(rig)).toEqual(await inOneGo)
      }),
      { numRuns: 6, endOnFailure: true },
    )
  })

  test.each(['sample', 'collect', 'learn', 'fill'] as const)('has what was written in the phase %s of the first one', async (phase) => {
    const rig = await createRig(0)
    await rig.write(0, DOCUMENTS - 2)
    rig.clock.now += 10_000
    await rig.renew()
    await reach(rig, phase)
    await rig.slice()
    await rig.write(DOCUMENTS - 2, 2)
    await rig.settle()
    expect((await rig.collection()).model).toMatchObject({ documents: DOCUMENTS - 2, changes: DOCUMENTS - 2 })
    expect(await becomeQuiet(rig)).toBe(1)
    expect(await readModel(rig)).toEqual(await inOneGo)
    expect((await rig.collection()).model).toMatchObject({ documents: DOCUMENTS, changes: DOCUMENTS, followUps: 1 })
  })

  test('lacks what was removed, and has nothing to learn from what was written again unchanged', async () => {
    const rig = await createRig(DOCUMENTS + 3)
    expect(await becomeQuiet(rig)).toBe(0)
    await rig.erase([0, 1, 2].map((at) => `d${DOCUMENTS + at}`))
    expect(await becomeQuiet(rig)).toBe(1)
    expect(await readModel(rig)).toEqual(await inOneGo)
    await rig.write(0, DOCUMENTS)
    expect(await becomeQuiet(rig)).toBe(0)
  })

  test('counts its changes from the choice that it was learnt from, also after another set was given up', async () => {
    const rig = await createRig(DOCUMENTS)
    await rig.write(DOCUMENTS, 1)
    rig.clock.now += HOUR
    await rig.renew()
    await reach(rig, 'fill')
    // taken back with its begun set: the served model still lacks that document
    await rig.db.all({ sql: 'UPDATE collections SET building_set = NULL, building_model = NULL', params: [] })
    await rig.settle()
    expect(await becomeQuiet(rig)).toBe(1)
    expect((await rig.collection()).model).toMatchObject({ documents: DOCUMENTS + 1 })
  })
})

describe('choosing documents', () => {
  test('begins again when it is lost on the way', async () => {
    const rig = await createRig(0)
    await rig.write(0, DOCUMENTS)
    rig.clock.now += 10_000
    await rig.renew()
    await rig.slice()
    await rig.slice()
    expect(rig.run.state?.phase).toBe('sample')
    rig.restart()
    await rig.settle()
    expect(await readModel(rig)).toEqual(await inOneGo)
  })
})
