import { describe, expect, it } from 'vitest'
import { createRebuildStore } from '../../../../src/adapters/d1/rebuild-store.ts'
import { deleteCollection, putCollection } from '../../../../src/domain/catalog/index.ts'
import { INDEX_FORMAT, abandonRebuild, rebuildCollection, startDueRebuild, writeDocuments } from '../../../../src/domain/ingestion/index.ts'
import type { Job } from '../../../../src/domain/operations/index.ts'
import { AFTER, BEFORE, type Rig, createRig, indexAfresh, readIndex } from './rebuild-rig.ts'

/** A collection of this many documents whose index is of another format, and what begins rebuilds. */
async function createOutdated({ documents = 5, format = INDEX_FORMAT - 1 } = {}) {
  const rig = await createRig()
  const { collections } = rig.ingestion
  const fill = (collection: string, count: number) => {
    const items = Array.from({ length: count }, (_, at) => ({ at, document: { id: `d${at}`, title: `lamp stand ${at}`, tag: 'x' } }))
    return writeDocuments(rig.ingestion, rig.ctx, { collection, items })
  }
  const age = (name: string, to: number) => rig.db.all({ sql: 'UPDATE collections SET index_format = ?2 WHERE name = ?1', params: [name, to] })
  if (documents > 0) await fill('shop', documents)
  // as poor as other code's index can be: whatever is there at the end, the rebuild has written
  const { id, generation } = await rig.collection()
  await rig.db.all({ sql: `DELETE FROM fts_${id}_${generation}`, params: [] })
  await age('shop', format)
  const announced: unknown[] = []
  const start = () =>
    startDueRebuild({
      collections: rig.ingestion.collections,
      rebuilds: createRebuildStore(rig.db),
      announce: (rebuild) => void announced.push(rebuild),
      now: rig.ctx.now,
      newId: rig.ctx.newId,
    })
  const next = () => rig.jobs.nextDue(['rebuild'], Infinity)
  return { ...rig, collections, fill, age, announced, start, next }
}

async function work({ ports, jobs }: Rig, job: Job | null): Promise<void> {
  for (let slice = 0; job && slice < 30; slice++) {
    const outcome = await rebuildCollection(ports, (await jobs.find('default', job.id)) ?? job)
    if (outcome.state !== 'running') return
    await jobs.change(job.id, ['queued', 'running'], { state: 'running', done: outcome.done, cursor: outcome.cursor })
  }
}

describe('an index that other code has made', () => {
  it.each([INDEX_FORMAT - 1, INDEX_FORMAT + 1])(
    '(format %i) is rebuilt once under its own definition, beside the one that answers',
    async (format) => {
      const rig = await createOutdated({ format })
      const before = await rig.collection()
      expect(await rig.start()).toBe(true)
      expect(await rig.collection()).toMatchObject({ generation: before.generation, indexFormat: format, configVersion: before.configVersion + 1 })
      const job = await rig.next()
      expect(job).toMatchObject({ kind: 'rebuild', total: 5, payload: { vectors: false, indexFormat: INDEX_FORMAT } })
      expect(rig.announced).toEqual([{ job: job?.id, collection: 'shop', tenant: 'default', indexFormat: { from: format, to: INDEX_FORMAT } }])
      await rig.fill('shop', 7)
      await work(rig, job)
      expect(await rig.collection()).toMatchObject({ building: null, indexFormat: INDEX_FORMAT, definition: BEFORE, relearn: false })
      expect((await rig.collection()).generation).not.toBe(before.generation)
      expect(await readIndex(rig)).toEqual(await indexAfresh(rig))
      expect(await rig.start()).toBe(false)
      expect(rig.announced).toHaveLength(1)
    },
  )

  it('is what a collection made or rebuilt by this code has not', async () => {
    const rig = await createOutdated({ format: INDEX_FORMAT })
    expect(await rig.start()).toBe(false)
    await rig.collections.create('default', 'fresh', BEFORE, 1)
    await rig.fill('fresh', 2)
    expect(await rig.start()).toBe(false)
    await rig.begin()
    await work(rig, await rig.next())
    expect((await rig.collection()).indexFormat).toBe(INDEX_FORMAT)
    expect(await rig.start()).toBe(false)
  })

  it('is begun once by two that look at the same time', async () => {
    const rig = await createOutdated()
    expect((await Promise.all([rig.start(), rig.start()])).toSorted()).toEqual([false, true])
    expect(await rig.jobs.list('default', null, 10, null)).toHaveLength(1)
  })

  it('waits while another is rebuilt for the same reason, and comes after it, the smaller first', async () => {
    const rig = await createOutdated()
    await rig.collections.create('default', 'large', BEFORE, 1)
    await rig.fill('large', 9)
    await rig.age('large', 1)
    expect([await rig.start(), await rig.start()]).toEqual([true, false])
    await work(rig, await rig.next())
    expect([await rig.start(), await rig.start()]).toEqual([true, false])
    expect(rig.announced).toMatchObject([{ collection: 'shop' }, { collection: 'large' }])
  })

  it('does not wait for one whose rebuild has failed: somebody has to decide about that', async () => {
    const rig = await createOutdated()
    await rig.collections.create('default', 'large', BEFORE, 1)
    await rig.fill('large', 9)
    await rig.age('large', 1)
    await rig.start()
    await rig.jobs.change((await rig.next())?.id ?? '', ['queued'], { state: 'failed', error: 'internal' })
    expect([await rig.start(), await rig.start()]).toEqual([true, false])
    expect(rig.announced).toMatchObject([{ collection: 'shop' }, { collection: 'large' }])
  })

  it('is left alone when somebody cancelled its rebuild', async () => {
    const rig = await createOutdated()
    await rig.start()
    const job = await rig.next()
    if (job) expect(await abandonRebuild(rig.ports, job)).toBe(true)
    expect(await rig.start()).toBe(false)
    expect(await rig.collection()).toMatchObject({ building: null, indexFormat: INDEX_FORMAT - 1 })
  })

  it('is left alone while its definition changes, which rebuilds it', async () => {
    const rig = await createOutdated()
    await rig.begin()
    expect(await rig.start()).toBe(false)
    await work(rig, await rig.next())
    expect(await rig.collection()).toMatchObject({ definition: AFTER, indexFormat: INDEX_FORMAT })
    expect(await rig.start()).toBe(false)
  })

  it('is left alone in a collection that is empty or deleted', async () => {
    const empty = await createOutdated({ documents: 0 })
    expect(await empty.start()).toBe(false)
    const deleted = await createOutdated()
    await deleteCollection(deleted.ingestion, deleted.ctx, { name: 'shop' })
    expect(await deleted.start()).toBe(false)
  })

  it('stays other code’s when that code began the rebuild: it indexed the documents before the cursor', async () => {
    const rig = await createOutdated()
    await rig.begin()
    await rig.slice()
    await rig.db.all({ sql: "UPDATE jobs SET cursor = json_remove(cursor, '$.format')", params: [] })
    await work(rig, await rig.next())
    expect(await rig.collection()).toMatchObject({ building: null, definition: AFTER, indexFormat: 1 })
    expect(await rig.start()).toBe(true)
  })

  it('keeps changes of its definition waiting like any rebuild', async () => {
    const rig = await createOutdated()
    await rig.start()
    await expect(putCollection(rig.ingestion, rig.ctx, { name: 'shop', definition: AFTER })).rejects.toMatchObject({ code: 'collections.busy' })
  })
})
