import type { DocumentResult, JsonObject } from '../../contracts/documents.ts'
import { AppError } from '../../contracts/errors.ts'
import { canonicalJson } from '../../shared/canonical-json.ts'
import type { Context } from '../../shared/context.ts'
import { hashText } from '../../shared/hash.ts'
import { type Collection, getCollection, schemaOf } from '../catalog/index.ts'
import { indexDocument } from './index-document.ts'
import type { DocumentUpsert, IngestionPorts } from './ports.ts'
import { parseDocument } from './parse-document.ts'
import { NO_BYTES, addSizes, findExcess, fitsBatch, measureUpsert } from './measure-upsert.ts'

/** A batch is one round trip and one transaction: it is cut before others wait long for it. */
const MAX_BATCH_BYTES = 700_000
const MAX_BATCH_DOCUMENTS = 500
/** How often a write that meets a changing collection starts over before it gives up. */
const MAX_ATTEMPTS = 6

/** `at` is the caller's own name for the input (line, position); results come back in input order. */
export type WriteItem = { at: number; document: unknown; bytes?: number }
export type ItemResult = DocumentResult & { at: number }
export type WriteOutcome = { dataVersion: number; results: ItemResult[] }

/** Upserts whole documents. A document that does not fit is reported and never stops the others. */
export async function writeDocuments(
  ports: IngestionPorts,
  ctx: Context,
  input: { collection: string | Collection; items: readonly WriteItem[] },
): Promise<WriteOutcome> {
  let collection =
    typeof input.collection === 'string' ? await getCollection(ports, ctx, { name: input.collection }) : await readAgain(ports, input.collection)
  const outcome: WriteOutcome = { dataVersion: collection.dataVersion, results: [] }
  const accepted = new Map<string, Accepted>()
  for (const item of input.items) {
    const parsed = parseDocument(schemaOf(collection.definition), item.document, item.bytes)
    if (!parsed.ok) {
      outcome.results.push({ at: item.at, id: parsed.id ?? '', status: 'failed', code: parsed.code, message: parsed.message })
      continue
    }
    // the last of several with one id wins, as if they had been sent one by one
    const earlier = accepted.get(parsed.id)
    if (earlier)
      outcome.results.push({ at: earlier.at, id: parsed.id, status: 'unchanged', message: 'a later document in this request has the same id' })
    accepted.set(parsed.id, { at: item.at, id: parsed.id, body: parsed.body, text: JSON.stringify(parsed.body) })
  }
  for (const batch of cutBatches([...accepted.values()])) {
    collection = await writeBatch(ports, ctx, collection, batch, outcome)
  }
  outcome.results.sort((left, right) => left.at - right.at)
  if (outcome.results.some((result) => result.status === 'created' || result.status === 'updated')) ctx.later(ports.waker.wake())
  return outcome
}

async function readAgain(ports: IngestionPorts, collection: Collection): Promise<Collection> {
  const fresh = await ports.collections.findById(collection.id)
  if (!fresh) throw new AppError('collections.not_found', 'The collection has been deleted.')
  return fresh
}

type Accepted = { at: number; id: string; body: JsonObject; text: string }

function cutBatches(items: readonly Accepted[]): Accepted[][] {
  const batches: Accepted[][] = []
  let batch: Accepted[] = []
  let bytes = 0
  for (const item of items) {
    if (batch.length >= MAX_BATCH_DOCUMENTS || (batch.length > 0 && bytes + item.text.length > MAX_BATCH_BYTES)) {
      batches.push(batch)
      batch = []
      bytes = 0
    }
    batch.push(item)
    bytes += item.text.length
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}

type Hashed = { item: Accepted; hash: string }

async function writeBatch(
  ports: IngestionPorts,
  ctx: Context,
  start: Collection,
  batch: readonly Accepted[],
  outcome: WriteOutcome,
): Promise<Collection> {
  let collection = start
  const stored = await ports.documents.hashes(
    collection,
    batch.map((item) => item.id),
  )
  const hashed = await Promise.all(batch.map(async (item) => ({ item, hash: await hashText(canonicalJson(item.body)) })))
  for (const { item, hash } of hashed) if (stored.get(item.id) === hash) outcome.results.push({ at: item.at, id: item.id, status: 'unchanged' })
  let pending = hashed.filter(({ item, hash }) => stored.get(item.id) !== hash)
  for (let attempt = 0; pending.length > 0;) {
    const { upserts, results } = takeUpserts(collection, pending, stored)
    const written = upserts.length === 0 ? outcome.dataVersion : await ports.documents.upsert(collection, upserts, ctx.now())
    if (typeof written === 'number') {
      outcome.dataVersion = written
      outcome.results.push(...results)
      pending = pending.slice(results.length)
      continue
    }
    if (++attempt > MAX_ATTEMPTS) throw new AppError('service.unavailable', 'The collection kept changing while documents were written.')
    collection = await readAgain(ports, collection)
  }
  return collection
}

/** As many of the pending documents, in order, as one batch takes, and what becomes of each when it is written. */
function takeUpserts(
  collection: Collection,
  pending: readonly Hashed[],
  stored: ReadonlyMap<string, string>,
): { upserts: DocumentUpsert[]; results: ItemResult[] } {
  const upserts: DocumentUpsert[] = []
  const results: ItemResult[] = []
  let sizes = NO_BYTES
  for (const { item, hash } of pending) {
    const upsert = prepareUpsert(collection, item, hash)
    const own = measureUpsert(upsert)
    const excess = findExcess(upsert, own)
    if (excess) {
      results.push({ at: item.at, id: item.id, status: 'failed', ...excess })
      continue
    }
    sizes = addSizes(sizes, own)
    if (!fitsBatch(sizes)) break
    upserts.push(upsert)
    results.push({ at: item.at, id: item.id, status: stored.has(item.id) ? 'updated' : 'created' })
  }
  return { upserts, results }
}

export function prepareUpsert(collection: Collection, item: { id: string; body: JsonObject; text: string }, hash: string): DocumentUpsert {
  return {
    id: item.id,
    hash,
    body: item.text,
    index: indexDocument(schemaOf(collection.definition), item.body),
    building: collection.buildingDefinition === null ? null : indexDocument(schemaOf(collection.buildingDefinition), item.body),
  }
}
