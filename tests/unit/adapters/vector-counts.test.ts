import { describe, expect, test } from 'vitest'
import { createVectorCounts } from '../../../src/adapters/vector-counts.ts'
import { createByteCache } from '../../../src/shared/byte-cache.ts'
import { createSearchHarness } from '../../support/search-harness.ts'

async function open() {
  const harness = createSearchHarness()
  await harness.create('things', {
    fields: [
      { name: 'title', type: 'text', search: 'a' },
      { name: 'plot', type: 'text' },
      { name: 'photo', type: 'image' },
    ],
    vectors: [
      { name: 'title', fields: ['title'], weight: 1, priority: 'high' },
      { name: 'plot', fields: ['plot'], weight: 1, priority: 'medium' },
      { name: 'image', fields: ['photo'], weight: 1, priority: 'high' },
    ],
  })
  let asked = 0
  const store: typeof harness.vectors = { ...harness.vectors, count: (space) => ((asked += 1), harness.vectors.count(space)) }
  const counts = createVectorCounts(store, createByteCache(10_000))
  return { harness, store, asked: () => asked, count: async () => counts(await harness.find('things')) }
}

describe('the vectors of a collection are counted', () => {
  test('by documents that have text for them; one over pictures stays empty', async () => {
    const { harness, count } = await open()
    await harness.write('things', [
      { id: '1', title: 'walnut desk', plot: 'a desk is built' },
      { id: '2', title: 'oak', photo: 'https://shop/oak.jpg' },
    ])
    expect(await count()).toBeUndefined()
    await harness.embed('things')
    expect(await count()).toEqual([
      { name: 'title', vectors: 2 },
      { name: 'plot', vectors: 1 },
      { name: 'image', vectors: 0 },
    ])
  })

  test('once, until vectors are written', async () => {
    const { harness, count, asked } = await open()
    await harness.write('things', [{ id: '1', title: 'walnut' }])
    await harness.embed('things')
    await count()
    expect(asked()).toBe(3)
    await count()
    expect(asked()).toBe(3)
    await harness.write('things', [{ id: '2', title: 'oak', plot: 'it grows' }])
    await harness.embed('things')
    expect(await count()).toContainEqual({ name: 'plot', vectors: 1 })
    expect(asked()).toBe(6)
  })

  test('or left out when the store does not answer', async () => {
    const { harness, store } = await open()
    await harness.write('things', [{ id: '1', title: 'walnut' }])
    await harness.embed('things')
    const counts = createVectorCounts({ ...store, count: () => Promise.reject(new Error('gone')) }, createByteCache(10_000))
    expect(await counts(await harness.find('things'))).toBeUndefined()
  })
})
