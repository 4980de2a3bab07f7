import { describe, expect, it } from 'vitest'
import { createDurableVectorStore } from '../../../../src/adapters/embedded/durable-vector-store.ts'
import type { VectorIndexCalls } from '../../../../src/adapters/embedded/vector-index/calls.ts'
import type { VectorSpace } from '../../../../src/domain/embedding/vector-store.ts'
import { createVector } from '../../../contract/vector-fixtures.ts'

const SPACE: VectorSpace = { tenant: 't', collection: 3, vector: 'content', set: 2, dimensions: 256, priority: 'medium' }

function createNamespace(calls: Partial<VectorIndexCalls>) {
  const opened: { name: string; options: unknown }[] = []
  const namespace = {
    idFromName: (name: string) => name,
    get(name: string, options: unknown) {
      opened.push({ name, options })
      return calls
    },
  }
  return { namespace: namespace as unknown as Parameters<typeof createDurableVectorStore>[0], opened }
}

function failTimes(times: number, properties: object): () => Promise<number> {
  return async () => {
    if (times-- > 0) throw Object.assign(new Error('the object was reset'), properties)
    return 5
  }
}

describe('the object of a space', () => {
  it('is named by tenant, collection, vector and set, and created where the caller says', async () => {
    const { namespace, opened } = createNamespace({ count: async () => 0 })
    const store = createDurableVectorStore(namespace, { locationHint: 'apac' })
    await store.count(SPACE)
    await store.count({ ...SPACE, tenant: 't/3', collection: 1 })
    expect(opened).toEqual([
      { name: 't/3/content/2', options: { locationHint: 'apac' } },
      { name: 't%2F3/1/content/2', options: { locationHint: 'apac' } },
    ])
  })
})

describe('a call that fails', () => {
  it('is repeated once when the platform says that it may be', async () => {
    const { namespace } = createNamespace({ count: failTimes(1, { retryable: true }) })
    expect(await createDurableVectorStore(namespace).count(SPACE)).toBe(5)
    const twice = createNamespace({ count: failTimes(2, { retryable: true }) })
    await expect(createDurableVectorStore(twice.namespace).count(SPACE)).rejects.toThrow('the object was reset')
  })

  it('is not repeated when the object is overloaded or the fault is not transient', async () => {
    for (const properties of [{ retryable: true, overloaded: true }, {}]) {
      const { namespace, opened } = createNamespace({ count: failTimes(1, properties) })
      await expect(createDurableVectorStore(namespace).count(SPACE)).rejects.toThrow('the object was reset')
      expect(opened).toHaveLength(1)
    }
  })
})

describe('a long list of vectors', () => {
  it('is sent in calls of at most 256 KB, in order, nothing lost', async () => {
    const sizes: number[] = []
    const docs: number[] = []
    const { namespace } = createNamespace({
      async upsert(_dimensions, _priority, sent, _scales, bytes) {
        sizes.push(bytes.byteLength)
        docs.push(...sent)
      },
    })
    const records = Array.from({ length: 400 }, (_, at) => ({ doc: at + 1, id: `${at}`, values: createVector(1536, at) }))
    await createDurableVectorStore(namespace).upsert({ ...SPACE, dimensions: 1536 }, records)
    expect(sizes.length).toBe(3)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(262_144)
    expect(docs).toEqual(records.map(({ doc }) => doc))
  })
})
