import { describe, expect, it } from 'vitest'
import type { CollectionDefinition } from '../../../../src/contracts/collection.ts'
import { putCollection } from '../../../../src/domain/catalog/index.ts'
import { removeVectors } from '../../../../src/domain/ingestion/embed-documents.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'

const define = (priority: 'high' | 'medium' | 'low'): CollectionDefinition => ({
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'staff', type: 'text', search: 'b' },
  ],
  vectors: [
    { name: 'title', fields: ['title'], weight: 1, priority: 'high' },
    { name: 'staff', fields: ['staff'], weight: 1, priority },
  ],
})

/** A collection of one document, and the spaces its vectors are written to and taken from. */
async function openWatched() {
  const harness = createSearchHarness()
  const seen: string[] = []
  const { upsert, remove } = harness.vectors
  harness.vectors.upsert = (space, records) => {
    seen.push(`upsert ${space.vector} ${space.priority}`)
    return upsert(space, records)
  }
  harness.vectors.remove = (space, documents) => {
    seen.push(`remove ${space.vector} ${space.priority}`)
    return remove(space, documents)
  }
  await harness.create('films', define('low'))
  await harness.write('films', [{ id: '1', title: 'walnut desk', staff: 'a carpenter' }])
  await harness.embed('films')
  return { harness, seen }
}

describe('the space of a vector', () => {
  it('has the priority that the definition gives the vector, in every write', async () => {
    const { harness, seen } = await openWatched()
    await removeVectors(harness.embedding, await harness.find('films'), [{ doc: 99, id: 'gone' }])
    expect(seen).toEqual(['upsert title high', 'upsert staff low', 'remove title high', 'remove staff low'])
  })

  it('has to be built anew when the definition changes whether bytes are kept, not where they lie', async () => {
    const { harness } = await openWatched()
    const change = async (priority: 'high' | 'medium' | 'low') =>
      (await putCollection(harness.catalog, harness.context(), { name: 'films', definition: define(priority) })).collection.relearn
    expect(await change('medium')).toBe(true)
    await harness.db.all({ sql: 'UPDATE collections SET relearn = 0', params: [] })
    expect(await change('high')).toBe(false)
    expect(await change('low')).toBe(true)
  })
})
