import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../src/contracts/errors.ts'
import { cancelJob, getJob, retryJob, runBackground, viewJob } from '../../../../src/domain/operations/index.ts'
import { runDueJobs } from '../../../../src/domain/operations/run-due-jobs.ts'
import { backOff } from '../../../../src/domain/operations/schedule.ts'
import { createCounter, createJob, createRig } from './operations-rig.ts'

describe('due jobs', () => {
  it('take turns, a slice each, until all are done', async () => {
    const turns: string[] = []
    const rig = createRig({ work: createCounter(turns) })
    for (const id of ['a', 'b', 'c']) await rig.ports.jobs.add(createJob({ id, total: 3 }))
    while ((await runDueJobs(rig.ports, rig.now, 1)) > 0) rig.clock.now++
    expect(turns.join('')).toBe('abcabcabc')
    expect(viewJob(await getJob(rig.ports, rig.ctx, { id: 'b' }))).toMatchObject({
      state: 'succeeded',
      progress: 1,
      done: 3,
      result: { counted: 3 },
      attempts: 0,
    })
  })

  it('are bounded in slices an alarm, and the next alarm comes at once while one is left', async () => {
    const rig = createRig({ work: createCounter([]) })
    await rig.ports.jobs.add(createJob({ id: 'a', total: 1000 }))
    const { wakeAt } = await runBackground(rig.ports, { sweptAt: rig.clock.now, failures: 0 }, rig.now)
    expect(await getJob(rig.ports, rig.ctx, { id: 'a' })).toMatchObject({ state: 'running', done: 20, cursor: 20 })
    expect(wakeAt).toBe(rig.clock.now + 5)
  })

  it('back off when they fail, and after five failures in a row are failed with the code of the error', async () => {
    let failing = true
    const counter = createCounter([])
    const rig = createRig({
      work: { advance: (task) => (failing ? Promise.reject(new AppError('service.unavailable', 'down')) : counter.advance(task)) },
    })
    await rig.ports.jobs.add(createJob({ id: 'a', total: 2 }))
    for (let attempt = 1; attempt <= 4; attempt++) {
      expect(await runDueJobs(rig.ports, rig.now)).toBe(1)
      expect(await getJob(rig.ports, rig.ctx, { id: 'a' })).toMatchObject({
        state: 'running',
        attempts: attempt,
        error: 'service.unavailable',
        dueAt: rig.clock.now + backOff(attempt),
      })
      expect((await runBackground(rig.ports, { sweptAt: rig.clock.now, failures: 0 }, rig.now)).wakeAt).toBe(rig.clock.now + backOff(attempt))
      rig.clock.now += backOff(attempt)
    }
    await runDueJobs(rig.ports, rig.now)
    expect(await getJob(rig.ports, rig.ctx, { id: 'a' })).toMatchObject({ state: 'failed', attempts: 5, finishedAt: rig.clock.now })
    expect(rig.reported).toHaveLength(5)
    await expect(cancelJob(rig.ports, rig.ctx, { id: 'a' })).rejects.toMatchObject({ code: 'jobs.state' })

    failing = false
    await retryJob(rig.ports, rig.ctx, { id: 'a' })
    await runDueJobs(rig.ports, rig.now)
    expect(await getJob(rig.ports, rig.ctx, { id: 'a' })).toMatchObject({ state: 'succeeded', attempts: 0, error: null })
    await expect(retryJob(rig.ports, rig.ctx, { id: 'a' })).rejects.toMatchObject({ code: 'jobs.state' })
  })

  it('stay cancelled when that happens in the middle of a slice', async () => {
    const rig = createRig({
      work: {
        async advance() {
          await rig.ports.jobs.change('a', ['queued', 'running'], { state: 'cancelled' })
          return { state: 'succeeded', done: 10 }
        },
      },
    })
    await rig.ports.jobs.add(createJob({ id: 'a' }))
    await runDueJobs(rig.ports, rig.now)
    expect(await getJob(rig.ports, rig.ctx, { id: 'a' })).toMatchObject({ state: 'cancelled', done: 0 })
  })

  it('of a kind that nobody works on wait', async () => {
    const rig = createRig({ work: createCounter([]) })
    await rig.ports.jobs.add(createJob({ id: 'letter', kind: 'dead-letter' }))
    expect(await runDueJobs(rig.ports, rig.now)).toBe(0)
  })
})

describe('an alarm', () => {
  it('does everything else when one part fails, and comes back for it after its back-off', async () => {
    const turns: string[] = []
    const rig = createRig({ work: createCounter(turns) })
    await rig.ports.jobs.add(createJob({ id: 'a', total: 2 }))
    await rig.db.all({ sql: "INSERT INTO outbox (tenant, collection_id, message, created_at) VALUES ('default', 1, '{}', 0)", params: [] })
    const failing = {
      ...rig.ports,
      queue: { send: () => Promise.reject(new Error('down')) },
      startDueRuns: () => Promise.reject(new Error('down')),
      startDueRebuild: () => Promise.reject(new Error('down')),
    }
    const first = await runBackground(failing, { sweptAt: 0, failures: 2 }, rig.now)
    expect(turns).toEqual(['a', 'a'])
    expect(rig.reported).toEqual(['outbox', 'runs', 'rebuild'])
    expect(first).toEqual({ state: { sweptAt: 0, failures: 3 }, wakeAt: rig.clock.now + backOff(3) })
    const second = await runBackground(rig.ports, { sweptAt: rig.clock.now, failures: 3 }, rig.now)
    expect(rig.sent).toEqual([{}])
    expect(second.state.failures).toBe(0)
  })

  it('never throws, whatever fails', async () => {
    const broken = new Proxy({}, { get: () => () => Promise.reject(new Error('down')) })
    const rig = createRig()
    const ports = { ...rig.ports, jobs: broken, outbox: broken, idempotency: broken, queue: broken } as typeof rig.ports
    const { state, wakeAt } = await runBackground(ports, { sweptAt: -1e12, failures: 0 }, rig.now)
    expect(rig.reported).toEqual(['outbox', 'jobs', 'sweep'])
    expect({ failures: state.failures, wait: wakeAt - rig.clock.now }).toEqual({ failures: 1, wait: 1000 })
  })

  it('comes back at once for a rebuild that a new version needs', async () => {
    const rig = createRig({ rebuild: createCounter([]) })
    const startDueRebuild = async () => {
      await rig.ports.jobs.add(createJob({ id: 'a', kind: 'rebuild', total: 1 }))
      return true
    }
    const { wakeAt } = await runBackground({ ...rig.ports, startDueRebuild }, { sweptAt: rig.clock.now, failures: 0 }, rig.now)
    expect(wakeAt).toBe(rig.clock.now + 5)
  })

  it('comes back when learning asks for it', async () => {
    const rig = createRig()
    const { wakeAt } = await runBackground({ ...rig.ports, startDueRuns: async () => 1500 }, { sweptAt: rig.clock.now, failures: 0 }, rig.now)
    expect(wakeAt).toBe(rig.clock.now + 1500)
  })
})
