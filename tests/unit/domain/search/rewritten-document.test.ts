// A document that is deleted and written again under its id has another key. Between the write and its queue message the old key's vector
// may still lie in the store; no search takes it for that of the new document.
import { describe, expect, it } from 'vitest'
import { createSemanticSources } from '../../../../src/adapters/semantic-sources.ts'
import type { VectorStore } from '../../../../src/domain/embedding/index.ts'
import { deleteDocuments, embedDocuments, removeVectors, targetsOf } from '../../../../src/domain/ingestion/index.ts'
import { createMemoryVectorStore } from '../../../support/memory-vector-store.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'
import { createVectorizeHarness } from '../../../support/vectorize-harness.ts'

const STORES: Record<string, (harness: ReturnType<typeof createSearchHarness>) => VectorStore> = {
  'by key': () => createMemoryVectorStore(),
  'by id': ({ db }) => createVectorizeHarness(db).store,
}

/** Two documents with their vectors; then the first is deleted and written anew, and the queue has heard of nothing. */
async function openRewritten(store: string) {
  const harness = createSearchHarness()
  const vectors = (STORES[store] ?? createMemoryVectorStore)(harness)
  const ports = { ...harness.embedding, vectors }
  await harness.create('shop', {
    fields: [{ name: 'title', type: 'text', search: 'a' }],
    vectors: [{ name: 'content', fields: ['title'], weight: 1, priority: 'high' }],
  })
  await harness.write('shop', [
    { id: 'desk', title: 'walnut desk' },
    { id: 'lamp', title: 'steel lamp' },
  ])
  await harness.embed('shop')
  const collection = await harness.find('shop')
  const [target] = targetsOf(collection)
  if (!target) throw new Error('no set answers')
  const keyOf = async (id: string): Promise<number> => Number((await harness.ingestion.documents.read(collection, [id]))[0]?.key)
  const [old, lamp] = [await keyOf('desk'), await keyOf('lamp')]
  await embedDocuments(ports, collection, target, [old, lamp])
  await deleteDocuments(harness.ingestion, harness.context(), { collection: 'shop', ids: ['desk'] })
  await harness.write('shop', [{ id: 'desk', title: 'garden rug' }])
  const anew = await keyOf('desk')
  const semantic = createSemanticSources(ports.openEmbedder, vectors)
  const search = harness.searcher('shop', { ports: { semantic }, scopes: ['documents:readHidden'] })
  return {
    /** raw similarity of the rewritten document, null where it is not scored, undefined where it is not found */
    similarity: async (q: string): Promise<number | null | undefined> => {
      const { hits } = await search({ q, explain: true })
      return hits.find(({ id }) => id === 'desk')?.trace?.features?.find(({ name }) => name === 'semantic')?.raw
    },
    unembed: () => removeVectors(ports, collection, [{ doc: old, id: 'desk' }]),
    embed: () => embedDocuments(ports, collection, target, [anew]),
    count: () =>
      vectors.count({ tenant: 'default', collection: collection.id, vector: 'content', set: target.set, dimensions: 256, priority: 'high' }),
  }
}

describe.each(Object.keys(STORES))('a document written again under its id, in a store that names vectors %s', (store) => {
  it('is found by its words alone until its own vector is made', async () => {
    const { similarity, unembed } = await openRewritten(store)
    expect(await similarity('walnut desk')).toBeUndefined()
    expect(await similarity('walnut garden')).toBeNull()
    await unembed()
    expect(await similarity('walnut desk')).toBeUndefined()
    expect(await similarity('walnut garden')).toBeNull()
  })

  it.each([
    ['removal', 'write'],
    ['write', 'removal'],
  ])('has its own vector and the store no other, when the messages come as %s, %s', async (first) => {
    const { similarity, unembed, embed, count } = await openRewritten(store)
    const messages = first === 'removal' ? [unembed, embed] : [embed, unembed]
    for (const work of messages) await work()
    expect(await similarity('garden rug')).toBeCloseTo(1, 1)
    expect(await count()).toBe(2)
  })
})
