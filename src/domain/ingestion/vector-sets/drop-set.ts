import { z } from 'zod'
import { AppError } from '../../../contracts/errors.ts'
import type { JobSlice, JobTask } from '../../../contracts/jobs.ts'
import type { VectorSetJobPorts } from './ports.ts'

const payload = z.object({ set: z.number().int() })
const FORGET_PAGE = 2000
/** Messages that began while the set was still fed have ended by then, in milliseconds. */
const SETTLED_MS = 60_000

/** One slice of clearing a set that nobody reads or feeds any more. The ledger knows the ids of stores that have their own, so it goes last. */
export async function dropVectorSet(ports: VectorSetJobPorts, task: JobTask): Promise<JobSlice> {
  const { set } = payload.parse(task.payload)
  const collection = task.collectionId === null ? null : await ports.collections.findById(task.collectionId)
  // a deleted collection is cleared whole by the job that deletes it
  if (!collection) return { state: 'cancelled' }
  const record = (await ports.sets.list(collection.id)).find((candidate) => candidate.set === set)
  if (record?.state !== 'dropping') return { state: 'succeeded', done: task.done }
  if (collection.vectorSet === set || collection.buildingSet === set) throw new AppError('internal', 'The vector set is in use.')
  const rest = record.updatedAt + SETTLED_MS - ports.now()
  if (rest > 0) return { state: 'running', done: 0, cursor: null, wait: rest }
  const { model, names } = record.body
  if (model && task.done === 0) for (const name of names) await ports.dropSpace(collection, name, { set, model })
  const forgotten = await ports.forgetSet(collection, set, FORGET_PAGE)
  const done = task.done + forgotten
  if (forgotten > 0) return { state: 'running', done, total: done, cursor: null }
  await ports.deleteModel(collection.id, set)
  await ports.sets.finishDropping(collection.id, set, ports.now())
  return { state: 'succeeded', done }
}
