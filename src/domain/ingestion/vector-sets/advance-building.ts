import { z } from 'zod'
import { AppError } from '../../../contracts/errors.ts'
import type { JobSlice, JobTask } from '../../../contracts/jobs.ts'
import { type Collection, assignSlots } from '../../catalog/index.ts'
import { isOutdated } from './choose-set.ts'
import { planFailure, planRemoval, planResuming } from './plan-changes.ts'
import type { VectorSetJobPorts } from './ports.ts'
import type { SetRecord } from './set-record.ts'

const payload = z.object({ set: z.number().int() })
/** How often the job looks how far its run has come, in milliseconds. */
const LOOK_MS = 2000

/**
 * One look at a set that is being built. The work is the learner's, one run a collection with checkpoints of its own; the
 * job begins it, begins it again where it was lost, counts, and ends with it. Retrying it goes on with what there is.
 */
export async function advanceBuilding(ports: VectorSetJobPorts, task: JobTask): Promise<JobSlice> {
  const found = await findSet(ports, task)
  if (!found) return { state: 'cancelled' }
  const { collection, record, records } = found
  const facts = { collection, records, actor: record.body.actor, now: ports.now(), newId: ports.newId }
  switch (record.state) {
    case 'building':
      if (record.body.error === null) return keepBuilding(ports, collection, record.set)
      return (await ports.sets.apply(collection, planFailure(facts, record))) ? { state: 'failed', error: record.body.error } : look(0)
    case 'failed': {
      if (isOutdated(collection, record)) return { state: 'failed', error: 'vectors.set_outdated' }
      const change = planResuming(facts, record)
      if (!change) throw new AppError('vectors.set_building', 'Another set is being built.')
      await ports.sets.apply(collection, change)
      return { ...look(task.done), wait: 0 }
    }
    case 'dropping':
    case 'dropped':
      return { state: 'cancelled' }
    default:
      return { state: 'succeeded', done: task.total, result: { set: record.set, state: record.state } }
  }
}

async function keepBuilding(ports: VectorSetJobPorts, collection: Collection, set: number): Promise<JobSlice> {
  const begun = collection.buildingSet === set
  // another set is still being filled by itself: it comes first
  if (!begun && collection.buildingSet !== null) return look(0)
  if (!begun && ports.configured) {
    const model = {
      ...ports.configured,
      blob: null,
      statistics: {},
      slots: assignSlots(collection.definition),
      learntAt: ports.now(),
      documents: collection.documentCount,
      changes: collection.changes,
    }
    if (!(await ports.begin(collection, set, model))) return look(0)
  }
  await ports.start(collection.id, set, begun || ports.configured ? 'fill' : 'sample')
  const vectors = begun ? await ports.sets.count(collection, set) : 0
  const done = Math.floor(vectors / Math.max(1, collection.definition.vectors.length))
  return { ...look(done), total: collection.documentCount }
}

function look(done: number): JobSlice & { state: 'running' } {
  return { state: 'running', done, cursor: null, wait: LOOK_MS }
}

/** Gives a set up that is being built or has failed; what was built is dropped. False when it is in place already. */
export async function cancelBuilding(ports: VectorSetJobPorts, task: JobTask): Promise<boolean> {
  const found = await findSet(ports, task)
  if (!found || (found.record.state !== 'building' && found.record.state !== 'failed')) return false
  const { collection, record, records } = found
  const facts = { collection, records, actor: record.body.actor, now: ports.now(), newId: ports.newId }
  return ports.sets.apply(collection, planRemoval(facts, record, task.id))
}

async function findSet(
  ports: VectorSetJobPorts,
  task: JobTask,
): Promise<{ collection: Collection; record: SetRecord; records: readonly SetRecord[] } | null> {
  const collection = task.collectionId === null ? null : await ports.collections.findById(task.collectionId)
  if (!collection) return null
  const { set } = payload.parse(task.payload)
  const records = await ports.sets.list(collection.id)
  const record = records.find((candidate) => candidate.set === set)
  return record ? { collection, record, records } : null
}
