/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { createDurableVectorStore } from '../../src/adapters/embedded/durable-vector-store.ts'
import type { VectorPriority, VectorRecord, VectorSpace } from '../../src/domain/embedding/vector-store.ts'
import { createVector, record } from '../contract/vector-fixtures.ts'
import { runVectorStoreContract } from '../contract/vector-store-cases.ts'

const store = createDurableVectorStore(env.VECTOR_INDEX)

runVectorStoreContract('embedded vector store, medium', () => store)
runVectorStoreContract('embedded vector store, high', () => store, { priority: 'high' })
runVectorStoreContract('embedded vector store, low', () => store, { priority: 'low', estimates: true, tolerance: 0.19 })
runVectorStoreContract('embedded vector store of 1,536 dimensions', () => store, { dimensions: 1536 })

const PRIORITIES = ['high', 'medium', 'low'] as const

function createRecord(doc: number, seed = doc): VectorRecord {
  return record(doc, createVector(768, seed))
}

function open(name: string, priority: VectorPriority = 'medium') {
  const space: VectorSpace = { tenant: name, collection: 1, vector: 'content', set: 1, dimensions: 768, priority }
  return { space, stub: env.VECTOR_INDEX.get(env.VECTOR_INDEX.idFromName(`${name}/1/content/1`)) }
}

function listTables(stub: ReturnType<typeof open>['stub']): Promise<unknown[]> {
  return runInDurableObject(stub, (_instance, state) =>
    state.storage.sql
      .exec(
        "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY rowid",
      )
      .toArray()
      .map(({ sql }) => sql),
  )
}

describe('the VectorIndex object', () => {
  it('keeps exactly the pinned tables', async () => {
    const { space, stub } = open('tables')
    await store.upsert(space, [createRecord(1)])
    expect(await listTables(stub)).toEqual([
      'CREATE TABLE space (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), dimensions INTEGER NOT NULL, count INTEGER NOT NULL)',
      'CREATE TABLE code_blocks (block INTEGER PRIMARY KEY, docs BLOB NOT NULL, codes BLOB NOT NULL)',
      'CREATE TABLE vectors (doc INTEGER PRIMARY KEY, slot INTEGER NOT NULL, scale REAL NOT NULL, bytes BLOB NOT NULL)',
    ])
    await store.drop(space)
    expect(await listTables(stub)).toEqual([])
  })

  it('keeps no bytes anywhere with low priority', async () => {
    const { space, stub } = open('codes', 'low')
    await store.upsert(space, [createRecord(1)])
    expect((await listTables(stub)).map((sql) => String(sql).split(' ')[2])).toEqual(['space', 'code_blocks'])
  })

  it.each(PRIORITIES)('answers after an eviction as before it, and takes writes again: %s', async (priority) => {
    const { space, stub } = open(`eviction-${priority}`, priority)
    const query = createRecord(0, 77).values
    await store.upsert(
      space,
      Array.from({ length: 700 }, (_, at) => createRecord(at + 1)),
    )
    await store.remove(
      space,
      [3, 4, 699, 700].map((doc) => ({ doc, id: `doc-${doc}` })),
    )
    const before = await store.nearest(space, query, 696, null)
    expect(before.neighbours).toHaveLength(696)
    await evictDurableObject(stub)
    expect(await store.nearest(space, query, 696, null)).toMatchObject({ neighbours: before.neighbours, exact: priority !== 'low' })
    await evictDurableObject(stub)
    await store.upsert(space, [createRecord(3, 77), createRecord(5, 5_000)])
    await evictDurableObject(stub)
    const after = await store.nearest(space, query, 1, null)
    expect(after.neighbours[0]?.doc).toBe(3)
    expect(await store.count(space)).toBe(697)
  })

  it('refuses a second dimension in one space', async () => {
    const { space } = open('dimensions')
    await store.upsert(space, [createRecord(1)])
    const other: VectorSpace = { ...space, dimensions: 256 }
    const write = store.upsert(other, [{ doc: 2, id: 'doc-2', values: new Float32Array(256).fill(1 / 16) }])
    await expect(write).rejects.toMatchObject({ code: 'vectors.dimensions' })
    expect(await store.count(space)).toBe(1)
  })
})
