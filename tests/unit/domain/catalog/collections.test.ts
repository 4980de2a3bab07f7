import { describe, expect, test } from 'vitest'
import {
  deleteAlias,
  deleteCollection,
  listAliases,
  listCollections,
  putAlias,
  putCollection,
  viewCollection,
} from '../../../../src/domain/catalog/index.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'

const FIELDS = [{ name: 'title', type: 'text' as const, search: 'a' as const }]

function open() {
  const harness = createSearchHarness()
  const put = (name: string, definition = {}, ifMatch?: number) =>
    putCollection(harness.catalog, harness.context(), {
      name,
      definition: { fields: FIELDS, ...definition },
      ...(ifMatch === undefined ? {} : { ifMatch }),
    })
  return { harness, put }
}

describe('putting a collection', () => {
  test('creates, leaves, changes or rebuilds, and moves the version once each time', async () => {
    const { harness, put } = open()
    expect(await put('things')).toMatchObject({ outcome: 'created', collection: { configVersion: 1 } })
    expect(await put('things')).toMatchObject({ outcome: 'unchanged', collection: { configVersion: 1 } })
    expect(await put('things', { language: 'de' })).toMatchObject({ outcome: 'changed', collection: { configVersion: 2 } })
    await harness.write('things', [{ id: '1', title: 'a' }])
    expect(await put('things', { language: 'de', display: { title: 'title' } })).toMatchObject({ outcome: 'unchanged' })
    expect(await put('things', { language: 'de', display: {} })).toMatchObject({ outcome: 'changed', jobId: null })
    const rebuilding = await put('things', { language: 'en' })
    expect(rebuilding).toMatchObject({
      outcome: 'rebuilding',
      jobId: expect.any(String) as string,
      collection: { building: expect.any(Number) as number },
    })
    await expect(put('things')).rejects.toMatchObject({ code: 'collections.busy' })
  })

  test('honours If-Match, and refuses names that are none', async () => {
    const { put } = open()
    await expect(put('things', {}, 1)).rejects.toMatchObject({ code: 'collections.version_conflict' })
    await put('things')
    await expect(put('things', { language: 'de' }, 2)).rejects.toMatchObject({ code: 'collections.version_conflict' })
    expect(await put('things', { language: 'de' }, 1)).toMatchObject({ outcome: 'changed' })
    for (const name of ['', 'A', '-a', 'a b', 'a'.repeat(64), '~1', 'ä']) await expect(put(name)).rejects.toMatchObject({ code: 'collections.name' })
    for (const name of ['a', '0', 'a_b-c', 'a'.repeat(63)]) expect(await put(name)).toMatchObject({ outcome: 'created' })
  })

  test('again after a deletion is a new collection', async () => {
    const { harness, put } = open()
    const { collection } = await put('things')
    await harness.write('things', [{ id: '1', title: 'walnut' }])
    await deleteCollection(harness.catalog, harness.context(), { name: 'things' })
    await expect(harness.find('things')).rejects.toMatchObject({ code: 'collections.not_found' })
    const again = await put('things')
    expect(again).toMatchObject({ outcome: 'created', collection: { documentCount: 0, configVersion: 1 } })
    expect(again.collection.id).not.toBe(collection.id)
    expect((await harness.searcher('things')({ q: 'walnut', mode: 'keyword' })).total).toBe(0)
  })
})

describe('listing collections', () => {
  test('goes by name, a page at a time', async () => {
    const { harness, put } = open()
    for (const name of ['b', 'a', '10', '9', 'c']) await put(name)
    const first = await listCollections(harness.catalog, harness.context(), { limit: 3, after: null })
    expect([first.items.map(({ name }) => name), first.next]).toEqual([['10', '9', 'a'], 'a'])
    const second = await listCollections(harness.catalog, harness.context(), { limit: 3, after: first.next })
    expect([second.items.map(({ name }) => name), second.next]).toEqual([['b', 'c'], null])
    expect(await listCollections(harness.catalog, { ...harness.context(), tenant: 'other' }, { limit: 3, after: null })).toMatchObject({ items: [] })
  })
})

describe('an alias', () => {
  test('is searched as what it stands for, moves in one step, and goes', async () => {
    const { harness, put } = open()
    await put('old')
    await put('new')
    await harness.write('old', [{ id: '1', title: 'walnut' }])
    await harness.write('new', [
      { id: '2', title: 'walnut' },
      { id: '3', title: 'walnut' },
    ])
    const point = (collection: string) => putAlias(harness.catalog, harness.context(), { alias: 'current', collection })
    await point('old')
    const search = harness.searcher('current')
    expect(await search({ q: 'walnut', mode: 'keyword' })).toMatchObject({ total: 1, collection: 'old' })
    await point('new')
    // the copy of the old row that an isolate holds is noticed by the statement that answers
    expect(await search({ q: 'walnut', mode: 'keyword' })).toMatchObject({ total: 2, collection: 'new' })
    expect((await listAliases(harness.catalog, harness.context(), { limit: 5, after: null })).items).toMatchObject([
      { name: 'current', collection: 'new' },
    ])
    await deleteAlias(harness.catalog, harness.context(), { alias: 'current' })
    await expect(deleteAlias(harness.catalog, harness.context(), { alias: 'current' })).rejects.toMatchObject({ code: 'aliases.not_found' })
  })

  test('and a collection never share a name; an alias goes with its collection', async () => {
    const { harness, put } = open()
    await put('things')
    const ctx = harness.context()
    await expect(putAlias(harness.catalog, ctx, { alias: 'things', collection: 'things' })).rejects.toMatchObject({ code: 'aliases.conflict' })
    await expect(putAlias(harness.catalog, ctx, { alias: 'Bad Name', collection: 'things' })).rejects.toMatchObject({ code: 'collections.name' })
    await expect(putAlias(harness.catalog, ctx, { alias: 'current', collection: 'nothing' })).rejects.toMatchObject({ code: 'collections.not_found' })
    await putAlias(harness.catalog, ctx, { alias: 'current', collection: 'things' })
    await deleteCollection(harness.catalog, ctx, { name: 'things' })
    expect((await listAliases(harness.catalog, ctx, { limit: 5, after: null })).items).toEqual([])
  })
})

describe('deleting by an alias', () => {
  test('takes neither the collection nor the alias, whatever If-Match says', async () => {
    const { harness, put } = open()
    const { collection } = await put('things')
    const ctx = harness.context()
    await putAlias(harness.catalog, ctx, { alias: 'current', collection: 'things' })
    for (const input of [{ name: 'current' }, { name: 'current', ifMatch: collection.configVersion }, { name: 'current', ifMatch: '*' as const }]) {
      await expect(deleteCollection(harness.catalog, ctx, input)).rejects.toMatchObject({
        code: 'aliases.not_collection',
        detail: '"current" is an alias of "things": delete the alias, or delete "things".',
      })
    }
    expect((await harness.find('current')).id).toBe(collection.id)
    await deleteAlias(harness.catalog, ctx, { alias: 'current' })
    await expect(deleteCollection(harness.catalog, ctx, { name: 'current' })).rejects.toMatchObject({ code: 'collections.not_found' })
    await deleteCollection(harness.catalog, ctx, { name: 'things' })
  })
})

describe('the view of a collection', () => {
  test('says how far its vectors are', async () => {
    const { harness, put } = open()
    await put('things')
    const state = async () => (await viewCollection(harness.catalog, harness.context(), { collection: await harness.find('things') })).semantic
    expect(await state()).toEqual({ state: 'none', model: null, pendingVectors: 0, unlearntChanges: 0 })
    await harness.write('things', [{ id: '1', title: 'walnut' }])
    expect(await state()).toMatchObject({ state: 'learning' })
    await harness.embed('things')
    expect(await state()).toMatchObject({ state: 'ready', pendingVectors: 0 })
    await harness.write('things', [{ id: '2', title: 'oak' }])
    expect(await state()).toMatchObject({ state: 'ready', pendingVectors: 1 })
  })
})
