import { AppError } from '../../contracts/errors.ts'
import { runInWaves, splitEvery } from '../limits/run-in-waves.ts'
import {
  CALLS_AT_ONCE,
  IDS_A_DELETE,
  IDS_A_GET,
  type VectorizeBinding,
  type VectorizeQuery,
  type VectorizeRecord,
  VECTORS_AN_UPSERT,
  matchesSchema,
  mutationSchema,
  stateSchema,
} from './binding.ts'
import { toVectorizeError } from './errors.ts'
import type { Processed } from './visibility.ts'

const DESCRIBE_EVERY_MS = 5000

/** One bound index: calls split to what the API takes, replies parsed, and what it is known to have processed. */
export type VectorizeIndex = {
  query(vector: Float32Array, options: VectorizeQuery): Promise<readonly { id: string; score: number }[]>
  /** `accepted` is told after every call which of the items its mutation carried. */
  upsert(records: readonly VectorizeRecord[], accepted: (mutation: string, from: number, count: number) => Promise<void>): Promise<void>
  deleteByIds(ids: readonly string[], accepted: (mutation: string, from: number, count: number) => Promise<void>): Promise<void>
  /** Values by id; ids without a vector are absent. */
  getByIds(ids: readonly string[]): Promise<ReadonlyMap<string, ArrayLike<number>>>
  /** What the last `refresh` found; null before the first. */
  processed(): Processed | null
  /** Asks the index, unless that happened less than 5 s ago. Never throws: without news everything stays pending. */
  refresh(): Promise<void>
}

/** Make one an isolate, so that what it knows of the index lasts. `now` is in epoch milliseconds. */
export function createVectorizeIndex(binding: VectorizeBinding, now: () => number): VectorizeIndex {
  let processed: Processed | null = null
  let askedAt = -Infinity
  return {
    query: (vector, options) => call(async () => matchesSchema.parse(await binding.query(vector, options)).matches),
    upsert: (records, accepted) => mutate(records, VECTORS_AN_UPSERT, (slice) => binding.upsert(slice), accepted),
    deleteByIds: (ids, accepted) => mutate(ids, IDS_A_DELETE, (slice) => binding.deleteByIds(slice), accepted),
    async getByIds(ids) {
      const replies = await runInWaves(splitEvery(ids, IDS_A_GET), CALLS_AT_ONCE, (slice) => call(() => binding.getByIds([...slice])))
      return new Map(replies.flatMap(readVectors))
    },
    processed: () => processed,
    async refresh() {
      if (now() - askedAt < DESCRIBE_EVERY_MS) return
      askedAt = now()
      const state = stateSchema.safeParse(await binding.describe().catch(() => null))
      if (!state.success || !state.data.processedUpToMutation) return
      const { processedUpToMutation, processedUpToDatetime } = state.data
      const datetime = new Date(processedUpToDatetime ?? 0).getTime()
      processed = { mutation: String(processedUpToMutation), datetime: Number.isNaN(datetime) ? 0 : datetime, heardAt: now() }
    },
  }
}

async function mutate<Item>(
  items: readonly Item[],
  size: number,
  send: (slice: Item[]) => Promise<unknown>,
  accepted: (mutation: string, from: number, count: number) => Promise<void>,
): Promise<void> {
  const slices = splitEvery(items, size).map((slice, place) => ({ slice, from: place * size }))
  await runInWaves(slices, CALLS_AT_ONCE, async ({ slice, from }) => {
    const { mutationId } = await call(async () => mutationSchema.parse(await send([...slice])))
    await accepted(mutationId, from, slice.length)
  })
}

async function call<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    throw toVectorizeError(error)
  }
}

// up to 200 x 1,536 numbers, too many for a schema to visit one by one
function readVectors(reply: unknown): readonly (readonly [string, ArrayLike<number>])[] {
  if (!Array.isArray(reply)) throw new AppError('service.unavailable', 'Vectorize answered with something other than vectors.')
  return reply.flatMap((item: unknown) => {
    const { id, values } = item as { id?: unknown; values?: unknown }
    const isList = Array.isArray(values) || values instanceof Float32Array || values instanceof Float64Array
    return typeof id === 'string' && isList ? [[id, values as ArrayLike<number>] as const] : []
  })
}
