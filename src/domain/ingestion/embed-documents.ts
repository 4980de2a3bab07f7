import type { Collection, SemanticModel } from '../catalog/index.ts'
import type { TextEmbedder, VectorPriority, VectorRecord, VectorSpace, VectorStore } from '../embedding/index.ts'
import type { DocumentStore, StoredDocument } from './ports.ts'
import { slotValues } from './slot-values.ts'
import { vectorText } from './vector-text.ts'

/** Which documents have which vectors, and of which content. */
export type VectorLedger = {
  record(collection: Collection, set: number, vector: string, documents: readonly { key: number; hash: string }[]): Promise<void>
  forget(collection: Collection, keys: readonly number[]): Promise<void>
  /** sets that are neither read nor fed but may be again, with the vectors they hold */
  listAside(collection: Collection): Promise<readonly (VectorSetTarget & { names: readonly string[] })[]>
  /** current content hash of documents that exist */
  currentHashes(collection: Collection, keys: readonly number[]): Promise<ReadonlyMap<number, string>>
  /** ids among these that name a document again, written anew after its removal */
  idsInUse(collection: Collection, ids: readonly string[]): Promise<ReadonlySet<string>>
}

export type EmbeddingPorts = {
  documents: DocumentStore
  ledger: VectorLedger
  vectors: VectorStore
  /** the embedder behind a model; throws service.unavailable when it can't be reached */
  openEmbedder(collection: Collection, model: SemanticModel): Promise<TextEmbedder>
  /** gives way to requests between two slices of computing */
  breathe(): Promise<void>
}

export type VectorSetTarget = { set: number; model: SemanticModel }

/** Text analysed and embedded between two pauses, in UTF-16 units: about 8 ms. */
const SLICE_CHARACTERS = 30_000
/** Documents of the first slice, before anything is known of their length, and of the largest. */
const FIRST_SLICE = 16
const LARGEST_SLICE = 100
/** A document that changes while it is being embedded is embedded again, but not for ever: its next write asks anew. */
const MAX_ROUNDS = 4

export function spaceOf(collection: Collection, vector: string, target: VectorSetTarget): VectorSpace {
  return {
    tenant: collection.tenant,
    collection: collection.id,
    vector,
    set: target.set,
    dimensions: target.model.dimensions,
    priority: priorityOf(collection, vector),
  }
}

/** Of a vector that the definition names; one that it no longer names is only removed, where priority says nothing. */
export function priorityOf(collection: Collection, vector: string): VectorPriority {
  return collection.definition.vectors.find(({ name }) => name === vector)?.priority ?? 'medium'
}

/** The sets a write has to reach: the one that answers and the one being filled. */
export function targetsOf(collection: Collection): VectorSetTarget[] {
  const targets: VectorSetTarget[] = []
  if (collection.vectorSet !== null && collection.model) targets.push({ set: collection.vectorSet, model: collection.model })
  if (collection.buildingSet !== null && collection.buildingModel) targets.push({ set: collection.buildingSet, model: collection.buildingModel })
  return targets
}

/** Embeds documents into one vector set. Safe to repeat: what is written depends on the documents alone. */
export async function embedDocuments(ports: EmbeddingPorts, collection: Collection, target: VectorSetTarget, keys: readonly number[]): Promise<void> {
  const embedder = await ports.openEmbedder(collection, target.model)
  let pending = keys
  for (let round = 0; pending.length > 0 && round < MAX_ROUNDS; round++) {
    const again: number[] = []
    let size = FIRST_SLICE
    for (let at = 0; at < pending.length;) {
      const keys = pending.slice(at, at + size)
      at += size
      const { changed, characters } = await embedSlice(ports, collection, target, embedder, keys)
      again.push(...changed)
      size = Math.max(1, Math.min(LARGEST_SLICE, Math.floor((SLICE_CHARACTERS * keys.length) / Math.max(1, characters))))
      await ports.breathe()
    }
    pending = again
  }
}

/** Names the documents that were rewritten meanwhile; vectors of documents that are gone are taken back. */
async function embedSlice(
  ports: EmbeddingPorts,
  collection: Collection,
  target: VectorSetTarget,
  embedder: TextEmbedder,
  keys: readonly number[],
): Promise<{ changed: number[]; characters: number }> {
  const documents = await ports.documents.readByKeys(collection, keys)
  if (documents.length === 0) return { changed: [], characters: 0 }
  let characters = 0
  for (const { name } of collection.definition.vectors) {
    const space = spaceOf(collection, name, target)
    const { records, without, length } = await embedVector(collection, name, target, embedder, documents)
    if (records.length > 0) await ports.vectors.upsert(space, records)
    if (without.length > 0) await ports.vectors.remove(space, without)
    await ports.ledger.record(collection, target.set, name, documents)
    characters += length
  }
  const current = await ports.ledger.currentHashes(
    collection,
    documents.map(({ key }) => key),
  )
  const gone = documents.filter(({ key }) => !current.has(key))
  if (gone.length > 0)
    await removeVectors(
      ports,
      collection,
      gone.map(({ key, id }) => ({ doc: key, id })),
    )
  return { changed: documents.filter(({ key, hash }) => current.has(key) && current.get(key) !== hash).map(({ key }) => key), characters }
}

/** A document without any text for a vector has none: it can't be near to anything. */
async function embedVector(
  collection: Collection,
  vector: string,
  target: VectorSetTarget,
  embedder: TextEmbedder,
  documents: readonly StoredDocument[],
) {
  const texts = documents.map(({ body }) => vectorText(collection, vector, body, target.model.blob !== null))
  const embeddings = await embedder.embed(texts, 'document')
  const records: VectorRecord[] = []
  const without: { doc: number; id: string }[] = []
  documents.forEach(({ key, id, body }, index) => {
    const values = embeddings[index]?.vector
    if (values?.some((value) => value !== 0)) records.push({ doc: key, id, values, slots: slotValues(collection, target.model.slots, body) })
    else without.push({ doc: key, id })
  })
  return { records, without, length: texts.reduce((sum, text) => sum + text.length, 0) }
}

/** Takes vectors out of every set, those that stand aside too: once forgotten, nothing would find them there. */
export async function removeVectors(ports: EmbeddingPorts, collection: Collection, documents: readonly { doc: number; id: string }[]): Promise<void> {
  const inUse = await ports.ledger.idsInUse(
    collection,
    documents.map(({ id }) => id),
  )
  const removed = documents.map(({ doc, id }) => ({ doc, id, replaced: inUse.has(id) }))
  const names = collection.definition.vectors.map(({ name }) => name)
  const targets = [...targetsOf(collection).map((target) => ({ ...target, names })), ...(await ports.ledger.listAside(collection))]
  for (const target of targets) {
    for (const name of target.names) await ports.vectors.remove(spaceOf(collection, name, target), removed)
  }
  await ports.ledger.forget(
    collection,
    documents.map(({ doc }) => doc),
  )
}
