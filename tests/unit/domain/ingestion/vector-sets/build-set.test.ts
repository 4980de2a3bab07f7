import { describe, expect, it } from 'vitest'
import { buildVectorSet, modelKey } from '../../../../../src/domain/ingestion/index.ts'
import { cancelJob, retryJob } from '../../../../../src/domain/operations/index.ts'
import { createRig } from './sets-rig.ts'
import { build, createReady, drop, list, shop, states } from './sets-verbs.ts'

describe('building a set beside the served one', () => {
  it('ends as ready, with every document in it, and changes nothing that is served', async () => {
    const rig = await createRig()
    const before = await rig.collection()
    const { jobId, set } = await build(rig)
    await rig.look()
    expect(await states(rig)).toEqual(['2 building -12', '1 serving'])
    await rig.settle()
    expect(await rig.getJob(jobId)).toMatchObject({ state: 'succeeded', result: { set, state: 'ready' } })
    expect(await states(rig)).toEqual(['2 ready', '1 serving'])
    const after = await rig.collection()
    expect([after.vectorSet, after.model, after.vectorVersion]).toEqual([before.vectorSet, before.model, before.vectorVersion])
    expect((await list(rig)).items[0]).toMatchObject({ model: 'embedded:2', vectors: 12, progress: 1, switch: 'manual', job: jobId, outdated: false })
  })

  it('answers at once when that was asked for, and keeps the set before it', async () => {
    const rig = await createRig()
    const { jobId } = await build(rig, 'automatic')
    const { vectorVersion } = await rig.collection()
    await rig.settle()
    expect(await rig.getJob(jobId)).toMatchObject({ state: 'succeeded', result: { set: 2, state: 'serving' } })
    expect(await states(rig)).toEqual(['2 serving', '1 previous'])
    expect((await rig.collection()).vectorVersion).toBeGreaterThan(vectorVersion)
    expect(await rig.audit()).toEqual(['meridian serve vector_set 1', 'ann serve vector_set 2'])
  })

  it.each([1, 3, 8])('goes on from its checkpoint when everything restarts every %i slices, and ends in the same model', async (every) => {
    const [whole, torn] = [await createRig(), await createRig()]
    await build(whole)
    await whole.settle()
    const { jobId } = await build(torn)
    await torn.look()
    let [restarts, resumed] = [0, 0]
    for (let slice = 1; torn.run.state; slice++) {
      const { phase, checkpointed } = torn.run.state
      // before the first checkpoint everything begins again, so only a few times there
      const resumes = phase === 'learn' && checkpointed
      if (slice % every === 0 && (resumes ? resumed < 10 : restarts < 3)) {
        torn.restart()
        if (resumes) resumed++
        else restarts++
      }
      await torn.slice()
    }
    torn.clock.now += 2000
    await torn.settle()
    expect(resumed).toBeGreaterThan(0)
    expect(await torn.getJob(jobId)).toMatchObject({ state: 'succeeded' })
    expect(torn.blobs.get(modelKey(1, 2))).toEqual(whole.blobs.get(modelKey(1, 2)))
    expect(await torn.inspect(2)).toEqual({ stored: 12, ledger: 12, model: true })
  })

  it('feeds what is written meanwhile to both sets', async () => {
    const rig = await createReady()
    await rig.write(12, 3)
    await rig.write(0, 1, () => 'wool rug')
    expect(await states(rig)).toEqual(['2 ready -4', '1 serving -4'])
    await rig.drain()
    expect(await states(rig)).toEqual(['2 ready', '1 serving'])
    await rig.erase(['d1', 'd12'])
    await rig.drain()
    expect([await rig.inspect(1), await rig.inspect(2)]).toEqual(Array.from({ length: 2 }, () => ({ stored: 13, ledger: 13, model: true })))
  })

  it('embeds with the configured model when there is one', async () => {
    const rig = await createRig()
    rig.config.cloud = 'cloud'
    await build(rig)
    await rig.settle()
    expect((await list(rig)).items[0]).toMatchObject({ set: 2, state: 'ready', model: 'cloud', vectors: 12 })
    expect(await rig.inspect(2)).toEqual({ stored: 12, ledger: 12, model: false })
  })

  it('takes over the set that the collection is renewing itself with', async () => {
    const rig = await createRig()
    await rig.write(12, 40)
    rig.clock.now += 10_000
    await rig.renew()
    for (let slice = 0; slice < 3; slice++) await rig.slice()
    expect(await build(rig)).toMatchObject({ set: 2 })
    await rig.settle()
    expect(await states(rig)).toEqual(['2 ready', '1 serving'])
  })

  it('is refused without vectors or documents, while one is being built, and while one waits', async () => {
    await expect(build(await createRig(0))).rejects.toMatchObject({ code: 'vectors.nothing_to_build' })
    const rig = await createRig()
    const { jobId } = await build(rig)
    await expect(build(rig)).rejects.toMatchObject({ code: 'vectors.set_building', detail: `Job ${jobId} is building set 2.` })
    await rig.settle()
    await expect(build(rig)).rejects.toMatchObject({ code: 'vectors.set_waiting' })
    const { definition, configVersion, id } = await rig.collection()
    await rig.ports.collections.updateDefinition(id, configVersion, { ...definition, vectors: [] }, true, rig.clock.now)
    await expect(build(rig)).rejects.toMatchObject({ code: 'vectors.nothing_to_build' })
  })

  it('is begun once when two ask at the same moment', async () => {
    const rig = await createRig()
    const stale = await rig.records.list(1)
    await build(rig)
    const late = { ...rig.ports, sets: { ...rig.ports.sets, list: async () => stale } }
    await expect(buildVectorSet(late, rig.ctx, { ...shop, switch: 'manual' })).rejects.toMatchObject({ code: 'vectors.changed' })
    await rig.settle()
    expect(await states(rig)).toEqual(['2 ready', '1 serving'])
  })

  it('is failed with its reason when the model does not answer, and goes on when it is retried', async () => {
    const rig = await createRig()
    const { jobId } = await build(rig)
    await rig.look()
    while ((await rig.collection()).buildingSet === null) await rig.slice()
    rig.config.failing = true
    for (let slice = 0; slice < 5; slice++) await rig.slice()
    rig.clock.now += 2000
    await rig.look()
    expect(await rig.getJob(jobId)).toMatchObject({ state: 'failed', error: 'service.unavailable' })
    expect(await states(rig)).toEqual(['2 failed -12', '1 serving'])
    expect((await rig.collection()).buildingSet).toBeNull()
    // kept for the retry, however long that takes
    await rig.jobs.sweep(rig.clock.now + 1, 100)
    rig.config.failing = false
    await retryJob(rig.operations, rig.ctx, { id: jobId })
    await rig.settle()
    expect(await rig.getJob(jobId)).toMatchObject({ state: 'succeeded', result: { set: 2, state: 'ready' } })
    expect(await states(rig)).toEqual(['2 ready', '1 serving'])
  })

  it('drops a failed set when another is begun, and never uses its number again', async () => {
    const rig = await createRig()
    const { jobId } = await build(rig)
    await rig.records.noteFailure(1, 2, 'internal')
    await rig.look()
    expect(await states(rig)).toEqual(['2 failed -12', '1 serving'])
    expect(await build(rig)).toMatchObject({ set: 3 })
    await rig.settle()
    expect(await states(rig)).toEqual(['3 ready', '1 serving'])
    await drop(rig, 3)
    await rig.settle()
    expect(await rig.inspect(3)).toEqual({ stored: 0, ledger: 0, model: false })
    expect(await build(rig)).toMatchObject({ set: 4 })
    expect(await rig.getJob(jobId)).toMatchObject({ state: 'failed' })
  })

  it.each([0, 2, 16])('leaves nothing when its job is cancelled after %i slices, and the learner does not bring it back', async (slices) => {
    const rig = await createRig()
    const { jobId } = await build(rig)
    await rig.look()
    for (let slice = 0; slice < slices; slice++) await rig.slice()
    expect(await cancelJob(rig.operations, rig.ctx, { id: jobId })).toMatchObject({ state: 'cancelled' })
    await rig.settle()
    expect(await states(rig)).toEqual(['1 serving'])
    expect(await rig.inspect(2)).toEqual({ stored: 0, ledger: 0, model: false })
    await expect(cancelJob(rig.operations, rig.ctx, { id: jobId })).rejects.toMatchObject({ code: 'jobs.state' })
  })

  it.each(['sample', 'collect', 'learn', 'fill'] as const)('stops with the next slice when it is cancelled in the phase %s', async (phase) => {
    const rig = await createRig()
    const { jobId } = await build(rig)
    await rig.look()
    while (rig.run.state?.phase !== phase) await rig.slice()
    // in the middle of it: with a checkpoint that has to go
    if (phase === 'learn') while (rig.run.state?.checkpointed !== true) await rig.slice()
    await cancelJob(rig.operations, rig.ctx, { id: jobId })
    await rig.slice()
    expect(rig.run.state).toBeNull()
    expect([...rig.blobs.keys()].filter((key) => key.endsWith('/checkpoint'))).toEqual([])
    // and the next build has not to wait for it
    expect(await build(rig)).toMatchObject({ set: 3 })
    await rig.settle()
    expect(await states(rig)).toEqual(['3 ready', '1 serving'])
  })
})
