import { describe, expect, it } from 'vitest'
import { createDocumentSampler } from '../../../../../src/adapters/d1/sample-documents.ts'
import { chooseQueries } from '../../../../../src/domain/search/vector-sets/choose-queries.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'

const harness = createSearchHarness()
const sources = (popular: readonly string[]) => ({
  popular: async () => popular.map((query, at) => ({ query, searches: 100 - at, empty: 0 })),
  sampleDocuments: createDocumentSampler(harness.db),
})

async function createShop(name: string, documents: number, hidden = false) {
  await harness.create(name, { fields: [{ name: 'title', type: 'text', search: 'a', hidden }] })
  await harness.write(
    name,
    Array.from({ length: documents }, (_, at) => ({ id: `d${at}`, title: `Title ${at}` })),
  )
  return harness.find(name)
}

describe('queries that two vector sets are compared by', () => {
  it('are the given ones, each once', async () => {
    const shop = await createShop('given', 3)
    expect(await chooseQueries(sources(['lamp']), shop, ['desk', 'oak', 'desk'])).toEqual({ source: 'given', queries: ['desk', 'oak'] })
  })

  it('are the twenty most popular where nobody names any', async () => {
    const shop = await createShop('popular', 3)
    const popular = Array.from({ length: 30 }, (_, at) => `query ${at}`)
    expect(await chooseQueries(sources(popular), shop, undefined)).toEqual({ source: 'popular', queries: popular.slice(0, 20) })
  })

  it('are titles from all over the collection where nothing has been counted, the same ones every time', async () => {
    const shop = await createShop('titles', 100)
    const chosen = await chooseQueries(sources([]), shop, undefined)
    expect(chosen.source).toBe('titles')
    expect(chosen.queries).toHaveLength(20)
    expect([chosen.queries[0], chosen.queries.at(-1)]).toEqual(['Title 0', 'Title 99'])
    expect(await chooseQueries(sources([]), shop, undefined)).toEqual(chosen)
  })

  it('are every title of a small collection, and none of an empty one or one whose titles are hidden', async () => {
    const titles = async (name: string, documents: number, hidden: boolean) =>
      (await chooseQueries(sources([]), await createShop(name, documents, hidden), undefined)).queries
    expect(await titles('small', 3, false)).toEqual(['Title 0', 'Title 1', 'Title 2'])
    expect(await titles('empty', 0, false)).toEqual([])
    expect(await titles('secret', 3, true)).toEqual([])
  })
})
