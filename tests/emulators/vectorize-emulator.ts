import type { TestClock } from './clock.ts'
import { type MetadataIndexType, findFilterFault, passesFilter, toIndexed } from './vectorize-filter.ts'

// Vectorize in memory, with the limits of developers.cloudflare.com/vectorize/platform/limits. Codes and wording are the
// platform's where someone has published them (40006, 40007, 40008, 40012, 40023, 40025, 40026, 40041); messages without
// a published wording carry no code. See docs/design/cloud-adapters.md.
const encoder = new TextEncoder()
const bytesOf = (text: string): number => encoder.encode(text).length
const KINDS = { query: 'VECTOR_QUERY_ERROR', upsert: 'VECTOR_UPSERT_ERROR', delete: 'VECTOR_DELETE_ERROR', get: 'VECTOR_GET_ERROR' } as const

type Stored = {
  id: string
  values: Float32Array
  namespace: string
  metadata: Record<string, unknown>
  indexed: Record<string, string | number | boolean>
}
type InputVector = { id: string; values: ArrayLike<number>; namespace?: string; metadata?: Record<string, unknown> }
type QueryOptions = { topK?: number; namespace?: string; returnValues?: boolean; returnMetadata?: string; filter?: Record<string, unknown> }
type Mutation = { id: string; at: number; upserts: readonly Stored[]; deletes: readonly string[] }

export type VectorizeEmulatorOptions = {
  dimensions: number
  clock: TestClock
  metadataIndexes?: Record<string, MetadataIndexType>
  /** until a write is visible; about 30 s in production */
  visibleAfterMs?: number
}

export function createVectorizeEmulator({ dimensions, clock, metadataIndexes = {}, visibleAfterMs = 30_000 }: VectorizeEmulatorOptions) {
  const indexes = new Map<string, MetadataIndexType>()
  const visible = new Map<string, Stored>()
  const waiting: Mutation[] = []
  const calls = { query: 0, upsert: 0, deleteByIds: 0, getByIds: 0, describe: 0, atOnce: 0, mostAtOnce: 0 }
  let processed: Mutation | null = null
  let outage: Error | null = null
  let mutations = 0

  const settle = (): void => {
    for (let next = waiting[0]; next && next.at + visibleAfterMs <= clock.now(); next = waiting[0]) {
      waiting.shift()
      for (const vector of next.upserts) visible.set(vector.id, vector)
      for (const id of next.deletes) visible.delete(id)
      processed = next
    }
  }
  const accept = (upserts: readonly Stored[], deletes: readonly string[]): { mutationId: string } => {
    const mutation = { id: toUuid(mutations++), at: clock.now(), upserts, deletes }
    waiting.push(mutation)
    return { mutationId: mutation.id }
  }
  // every call is a connection that waits for its headers for one turn of the event loop
  const serve = async <Result>(kind: keyof Omit<typeof calls, 'atOnce' | 'mostAtOnce'>, run: () => Result): Promise<Result> => {
    calls[kind]++
    calls.mostAtOnce = Math.max(calls.mostAtOnce, ++calls.atOnce)
    await new Promise((resolve) => setTimeout(resolve, 0))
    calls.atOnce--
    if (outage) throw outage
    settle()
    return run()
  }
  const createMetadataIndex = (name: string, type: MetadataIndexType): void => {
    if (indexes.size >= 10) throw new Error('max 10 metadata indexes per Vectorize index')
    indexes.set(name, type)
  }
  for (const [name, type] of Object.entries(metadataIndexes)) createMetadataIndex(name, type)

  return {
    calls,
    createMetadataIndex,
    /** Makes every call fail with this until called with null. */
    setOutage(error: Error | null): void {
      outage = error
    },
    upsert: (vectors: InputVector[]) =>
      serve('upsert', () => {
        if (vectors.length > 1000) throw new Error(`${KINDS.upsert}: max batch size is 1000 vectors, got ${vectors.length}`)
        return accept(
          vectors.map((vector) => store(vector, dimensions, indexes)),
          [],
        )
      }),
    deleteByIds: (ids: string[]) =>
      serve('deleteByIds', () => {
        checkIds('delete', ids, 100)
        return accept([], [...ids])
      }),
    getByIds: (ids: string[]) =>
      serve('getByIds', () => {
        checkIds('get', ids, 20)
        return ids
          .flatMap((id) => visible.get(id) ?? [])
          .map(({ values, metadata, namespace, id }) => ({ id, namespace, metadata, values: [...values] }))
      }),
    describe: () =>
      serve('describe', () => ({
        vectorCount: visible.size,
        dimensions,
        processedUpToDatetime: processed ? new Date(processed.at).toISOString() : null,
        processedUpToMutation: processed?.id ?? null,
      })),
    query: (vector: ArrayLike<number>, options: QueryOptions = {}) =>
      serve('query', () => {
        checkQuery(vector, options, dimensions)
        const { topK = 5, namespace, filter } = options
        // without values the score is approximate (best-practices/query-vectors, "Control over scoring precision")
        const rounding = options.returnValues ? 0 : 24
        const matches = [...visible.values()]
          .filter((stored) => namespace === undefined || stored.namespace === namespace)
          .filter((stored) => !filter || passesFilter(filter, stored.indexed))
          .map((stored) => ({
            id: stored.id,
            score: cosine(vector, stored.values, rounding),
            ...(options.returnValues ? { values: [...stored.values] } : {}),
          }))
          .sort((left, right) => right.score - left.score)
          .slice(0, topK)
        return { count: matches.length, matches }
      }),
  }
}

function store(vector: InputVector, dimensions: number, indexes: ReadonlyMap<string, MetadataIndexType>): Stored {
  const { id, values, namespace = '', metadata = {} } = vector
  checkIds('upsert', [id], 1)
  if (bytesOf(namespace) > 64) throw new Error(`${KINDS.upsert}: namespace too long; max is 64 bytes, got ${bytesOf(namespace)} bytes`)
  if (values.length !== dimensions) {
    throw new Error(
      `${KINDS.upsert} (code = 40012): invalid vector for id="${id}", expected ${dimensions} dimensions, and got ${values.length} dimensions`,
    )
  }
  if (bytesOf(JSON.stringify(metadata)) > 10_240) throw new Error(`${KINDS.upsert} (code = 40023): failed to parse upsert vectors request`)
  const bad = Object.keys(metadata).find((key) => key === '' || /["]|\.|^\$/.test(key))
  if (bad !== undefined) throw new Error(`${KINDS.upsert} (code = 40018): invalid metadata key ${JSON.stringify(bad)}`)
  // a metadata index keeps only what is written after it was created
  const indexed: Record<string, string | number | boolean> = {}
  for (const [name, type] of indexes) {
    const value = toIndexed(metadata[name], type)
    if (value !== undefined) indexed[name] = value
  }
  return { id, values: Float32Array.from(values), namespace, metadata, indexed }
}

function checkIds(kind: keyof typeof KINDS, ids: readonly string[], most: number): void {
  if (ids.length > most) throw new Error(`${KINDS[kind]} (code = 40007): too many ids in payload; max id count is ${most}, got ${ids.length}`)
  const long = ids.find((id) => bytesOf(id) > 64)
  if (long !== undefined) throw new Error(`${KINDS[kind]} (code = 40008): id too long; max is 64 bytes, got ${bytesOf(long)} bytes`)
}

function checkQuery(vector: ArrayLike<number>, options: QueryOptions, dimensions: number): void {
  const { topK = 5, returnMetadata = 'none', returnValues = false, namespace = '', filter } = options
  if (!['none', 'indexed', 'all'].includes(returnMetadata)) {
    throw new Error(`${KINDS.query} (code = 40026): Failed to parse the request body as JSON: returnMetadata: expected value`)
  }
  if (vector.length !== dimensions) {
    throw new Error(`${KINDS.query} (code = 40006): invalid query vector, expected ${dimensions} dimensions, and got ${vector.length} dimensions`)
  }
  if ((returnValues || returnMetadata === 'all') && topK > 50) {
    throw new Error(
      `${KINDS.query} (code = 40025): with returnValues=true or returnMetadata=all, max top K is 50, but got ${topK}; for a top K up to 100, retry with returnValues=false and returnMetadata=indexed`,
    )
  }
  if (topK > 100) throw new Error(`${KINDS.query} (code = 40025): max top K is 100, but got ${topK}`)
  if (bytesOf(namespace) > 64) throw new Error(`${KINDS.query}: namespace too long; max is 64 bytes, got ${bytesOf(namespace)} bytes`)
  const fault = filter === undefined ? null : findFilterFault(filter)
  if (fault !== null) throw new Error(`${KINDS.query}: ${fault}`)
}

/** `steps` > 0 rounds the stored vector to that many steps of its largest value, as a coarse index would. */
function cosine(left: ArrayLike<number>, right: Float32Array, steps: number): number {
  const step = steps > 0 ? right.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / steps : 0
  let product = 0
  let lefts = 0
  let rights = 0
  for (let at = 0; at < right.length; at++) {
    const a = left[at] ?? 0
    const exact = right[at] ?? 0
    const b = step > 0 ? Math.round(exact / step) * step : exact
    product += a * b
    lefts += a * a
    rights += exact * exact
  }
  return lefts > 0 && rights > 0 ? product / Math.sqrt(lefts * rights) : 0
}

/** UUIDs whose order says nothing about the order of the mutations. */
function toUuid(count: number): string {
  const hex = (Math.imul(count + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
  return `${hex}-0000-4000-8000-${count.toString(16).padStart(12, '0')}`
}
