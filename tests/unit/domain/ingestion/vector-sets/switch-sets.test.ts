import { describe, expect, it } from 'vitest'
import { serveVectorSet } from '../../../../../src/domain/ingestion/index.ts'
import { createRig } from './sets-rig.ts'
import { build, createReady, createSwitched, drop, goBack, list, serve, shop, states } from './sets-verbs.ts'

describe('switching', () => {
  it('happens at once, says who did it, and makes kept result sets useless', async () => {
    const rig = await createReady()
    const { vectorVersion } = await rig.collection()
    expect(await serve(rig, 2)).toMatchObject({ set: 2, state: 'serving' })
    const after = await rig.collection()
    expect([after.vectorSet, after.model?.name, after.buildingSet]).toEqual([2, 'embedded:2', null])
    expect(after.model).not.toHaveProperty('ready')
    expect(after.vectorVersion).toBe(vectorVersion + 1)
    expect(await rig.audit()).toEqual(['meridian serve vector_set 1', 'ann serve vector_set 2'])
  })

  it('asks for what the new set still lacks', async () => {
    const rig = await createReady()
    await rig.write(0, 2, () => 'glass rug')
    // messages lost with their process
    await rig.db.all({ sql: 'DELETE FROM outbox', params: [] })
    expect(await serve(rig, 2)).toMatchObject({ pending: 2 })
    await rig.drain()
    expect(await states(rig)).toEqual(['2 serving', '1 previous -2'])
  })

  it('keeps one previous set: the one before it is cleared from every store, after its last messages have ended', async () => {
    const rig = await createSwitched()
    await build(rig)
    await rig.settle()
    await serve(rig, 3)
    expect(await states(rig)).toEqual(['3 serving', '2 previous'])
    await rig.look()
    expect(await rig.inspect(1)).toEqual({ stored: 12, ledger: 12, model: true })
    await rig.settle()
    expect(await rig.inspect(1)).toEqual({ stored: 0, ledger: 0, model: false })
    expect(await rig.inspect(2)).toEqual({ stored: 12, ledger: 12, model: true })
    expect(await rig.audit()).toEqual(['meridian serve vector_set 1', 'ann serve vector_set 2', 'ann serve vector_set 3'])
  })

  it('is refused to sets that are not ready, are not there, were made under another definition or have no model', async () => {
    const rig = await createReady()
    await expect(serve(rig, 1)).rejects.toMatchObject({ code: 'vectors.set_state' })
    await expect(serve(rig, 9)).rejects.toMatchObject({ code: 'vectors.set_not_found' })
    rig.config.failing = true
    await expect(serve(rig, 2)).rejects.toMatchObject({ code: 'service.unavailable' })
    rig.config.failing = false
    const { definition, configVersion, id } = await rig.collection()
    await rig.ports.collections.updateDefinition(id, configVersion, definition, true, rig.clock.now)
    expect((await list(rig)).items[0]).toMatchObject({ set: 2, outdated: true })
    await expect(serve(rig, 2)).rejects.toMatchObject({ code: 'vectors.set_outdated' })
    expect(await states(rig)).toEqual(['2 ready', '1 serving'])
  })

  it('happens once when two ask at the same moment', async () => {
    const rig = await createReady()
    const [stale, records] = [await rig.collection(), await rig.records.list(1)]
    await serve(rig, 2)
    const late = {
      ...rig.ports,
      collections: { ...rig.ports.collections, find: async () => stale },
      sets: { ...rig.ports.sets, list: async () => records },
    }
    await expect(serveVectorSet(late, rig.ctx, { ...shop, set: 2 })).rejects.toMatchObject({ code: 'vectors.changed' })
    expect(await rig.audit()).toHaveLength(2)
  })
})

describe('going back', () => {
  it('serves the previous set again, and what it missed is embedded through the outbox', async () => {
    const rig = await createSwitched()
    await rig.write(0, 2, () => 'steel shelf')
    await rig.write(12, 1)
    await rig.erase(['d5'])
    await rig.drain()
    expect(await states(rig)).toEqual(['2 serving', '1 previous -3'])
    const { vectorVersion } = await rig.collection()
    expect(await goBack(rig)).toMatchObject({ set: 1, state: 'serving', pending: 3 })
    expect((await rig.collection()).vectorVersion).toBe(vectorVersion + 1)
    await rig.drain()
    expect(await states(rig)).toEqual(['2 previous', '1 serving'])
    // the deleted document has left it although nobody read it then
    expect(await rig.inspect(1)).toEqual({ stored: 12, ledger: 12, model: true })
    expect((await rig.audit()).at(-1)).toBe('ann rollback vector_set 1')
  })

  it('twice is where it began', async () => {
    const rig = await createSwitched()
    await goBack(rig)
    await goBack(rig)
    await rig.settle()
    expect(await states(rig)).toEqual(['2 serving', '1 previous'])
    expect((await rig.collection()).model?.name).toBe('embedded:2')
  })

  it('keeps the collection from renewing itself until another set is served', async () => {
    const rig = await createSwitched()
    await goBack(rig)
    expect(await list(rig)).toMatchObject({ held: true })
    await rig.write(12, 60)
    rig.clock.now += 10_000
    await rig.renew()
    await rig.settle()
    expect(await states(rig)).toEqual(['2 previous -60', '1 serving'])
    await build(rig, 'automatic')
    await rig.settle()
    expect(await list(rig)).toMatchObject({ held: false })
    expect(await states(rig)).toEqual(['3 serving', '1 previous'])
    await rig.write(72, 300)
    rig.clock.now += 10_000
    await rig.renew()
    await rig.settle()
    expect(await states(rig)).toEqual(['4 serving', '1 previous -300'])
    expect(await rig.inspect(3)).toEqual({ stored: 0, ledger: 0, model: false })
  })

  it('makes a renewal that was under way wait instead of undoing it', async () => {
    const rig = await createSwitched()
    await rig.write(12, 60)
    rig.clock.now += 10_000
    await rig.renew()
    while ((await rig.collection()).buildingSet === null) await rig.slice()
    await goBack(rig)
    await rig.settle()
    expect(await states(rig)).toEqual(['3 ready', '2 previous -60', '1 serving'])
  })

  it('is refused without a previous set, and to one that was made under another definition', async () => {
    await expect(goBack(await createReady())).rejects.toMatchObject({ code: 'vectors.no_previous' })
    const rig = await createSwitched()
    const { definition, configVersion, id } = await rig.collection()
    const renamed = { ...definition, vectors: [{ name: 'text', fields: ['title'], weight: 1, priority: 'high' as const }] }
    await rig.ports.collections.updateDefinition(id, configVersion, renamed, true, rig.clock.now)
    await expect(goBack(rig)).rejects.toMatchObject({ code: 'vectors.set_outdated' })
  })

  it('is refused when the model of the previous set is not configured any more', async () => {
    const rig = await createRig()
    rig.config.cloud = 'old'
    await build(rig, 'automatic')
    await rig.settle()
    rig.config.cloud = 'new'
    await build(rig, 'automatic')
    await rig.settle()
    await expect(goBack(rig)).rejects.toMatchObject({ code: 'service.configuration' })
    expect(await states(rig)).toEqual(['3 serving', '2 previous'])
  })
})

describe('deleting a set', () => {
  it('clears a ready and a previous one from every store and says who did it', async () => {
    const rig = await createSwitched()
    await build(rig)
    await rig.settle()
    for (const set of [3, 1]) {
      const { jobId } = await drop(rig, set)
      await rig.settle()
      expect(await rig.getJob(jobId)).toMatchObject({ kind: 'drop-vector-set', state: 'succeeded', done: 12 })
      expect(await rig.inspect(set)).toEqual({ stored: 0, ledger: 0, model: false })
    }
    expect(await states(rig)).toEqual(['2 serving'])
    expect((await rig.audit()).slice(-2)).toEqual(['ann delete vector_set 3', 'ann delete vector_set 1'])
  })

  it('is refused to one that answers, one that is being built, and one that is not there', async () => {
    const rig = await createRig()
    await expect(drop(rig, 1)).rejects.toMatchObject({ code: 'vectors.set_state' })
    await expect(drop(rig, 7)).rejects.toMatchObject({ code: 'vectors.set_not_found' })
    const { jobId } = await build(rig)
    await expect(drop(rig, 2)).rejects.toMatchObject({ code: 'vectors.set_building', detail: `Cancel job ${jobId} instead.` })
  })
})

describe('a ready set', () => {
  it('keeps the collection from renewing itself, unless it can not be served any more', async () => {
    const rig = await createReady()
    await rig.write(12, 60)
    rig.clock.now += 10_000
    await rig.renew()
    await rig.settle()
    expect(await states(rig)).toEqual(['2 ready', '1 serving'])
    const { definition, configVersion, id } = await rig.collection()
    const renamed = { ...definition, vectors: [{ name: 'text', fields: ['title'], weight: 1, priority: 'high' as const }] }
    await rig.ports.collections.updateDefinition(id, configVersion, renamed, true, rig.clock.now)
    await rig.renew()
    expect(await states(rig)).toEqual(['1 serving -72'])
    rig.clock.now += 10_000
    await rig.renew()
    await rig.settle()
    expect(await states(rig)).toEqual(['3 serving'])
  })
})
