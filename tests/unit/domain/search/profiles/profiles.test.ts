import { describe, expect, test } from 'vitest'
import { createAuditLog } from '../../../../../src/adapters/d1/audit-log.ts'
import type { ErrorCode } from '../../../../../src/contracts/errors.ts'
import {
  deleteProfile,
  getProfile,
  getRanking,
  listProfiles,
  promoteProfile,
  putProfile,
  rollbackProfile,
  setShadow,
} from '../../../../../src/domain/search/index.ts'
import { FEATURES, openShop } from '../../../../support/formula-shop.ts'
import type { Harness } from '../../../../support/search-harness.ts'

const DOCUMENTS = [
  { id: 'new', sales: 1, releasedAt: '2026-01-05' },
  { id: 'sold', sales: 1000, releasedAt: '2020-01-05' },
]
const BY_SALES = { features: FEATURES, weights: { popularity: 1 } }
const BY_DATE = { features: FEATURES, weights: { freshness: 1 } }
const collection = 'shop'
const DEFAULT = { name: 'default', version: 0 }

async function open() {
  const harness = await openShop(DOCUMENTS)
  const { ranking, context } = harness
  const ctx = context('collections:write')
  const search = harness.searcher(collection)
  return {
    harness,
    put: (name: string, definition: Parameters<typeof putProfile>[2]['definition']) => putProfile(ranking, ctx, { collection, name, definition }),
    promote: (name: string, version?: number) => promoteProfile(ranking, ctx, { collection, name, version }),
    rollback: () => rollbackProfile(ranking, ctx, { collection }),
    shadow: (name: string | null, version?: number) => setShadow(ranking, ctx, { collection, name, version }),
    remove: (name: string) => deleteProfile(ranking, ctx, { collection, name }),
    get: (name: string, version?: number) => getProfile(ranking, ctx, { collection, name, version }),
    state: () => getRanking(ranking, ctx, { collection }),
    first: async () => (await search({ q: 'desk', mode: 'keyword' })).hits[0]?.id,
    audit: async () => createAuditLog(harness.db).list((await harness.find(collection)).id, 100, null),
  }
}

const refuses = async (work: Promise<unknown>, code: ErrorCode): Promise<void> => expect(work).rejects.toMatchObject({ code })

describe('a ranking profile', () => {
  test('gets a version with every change, and none without', async () => {
    const { put, get } = await open()
    expect((await put('mine', BY_SALES)).created).toBe(true)
    expect(await put('mine', { weights: BY_SALES.weights, features: BY_SALES.features })).toMatchObject({ created: false, profile: { version: 1 } })
    expect(await put('mine', BY_DATE)).toMatchObject({ created: false, profile: { version: 2, definition: BY_DATE } })
    expect((await get('mine')).versions.map(({ version }) => version)).toEqual([2, 1])
    expect((await get('mine', 1)).definition).toEqual(BY_SALES)
    await refuses(get('mine', 3), 'ranking.profile_not_found')
    await refuses(get('other'), 'ranking.profile_not_found')
    expect(await get('default')).toEqual({ name: 'default', version: 0, versions: [], definition: {}, createdAt: null })
  })

  test('serves from the next search on when it is promoted, in every isolate, and a rollback goes back step by step', async () => {
    const { harness, put, promote, rollback, first, state } = await open()
    const { configVersion } = await harness.find(collection)
    expect(await first()).toBe('new') // the words tie: by id
    await put('sales', BY_SALES)
    expect(await first()).toBe('new') // writing serves nothing
    expect(await promote('sales')).toEqual({
      served: { name: 'sales', version: 1 },
      shadow: null,
      previous: [DEFAULT],
      configVersion: configVersion + 2,
    })
    expect(await first()).toBe('sold')
    await put('sales', BY_DATE)
    expect(await first()).toBe('sold') // version 1 is served until version 2 is promoted
    await promote('sales')
    expect(await first()).toBe('new')
    expect((await promote('sales', 1)).previous).toEqual([{ name: 'sales', version: 2 }, { name: 'sales', version: 1 }, DEFAULT])
    expect([await first(), (await state()).configVersion]).toEqual(['sold', (await harness.find(collection)).configVersion])
    await rollback()
    expect(await first()).toBe('new')
    await rollback()
    expect((await rollback()).served).toEqual(DEFAULT)
    await refuses(rollback(), 'ranking.no_previous')
  })

  test('that is served already is not promoted again', async () => {
    const { put, promote, state } = await open()
    expect((await promote('default')).previous).toEqual([])
    await put('sales', BY_SALES)
    await promote('sales')
    const before = await state()
    expect(await promote('sales')).toEqual(before)
    expect(await state()).toEqual(before)
  })

  test('that is promoted leaves the shadow, where only another profile or another version has anything to show', async () => {
    const { put, promote, shadow, rollback } = await open()
    await put('sales', BY_SALES)
    await put('dates', BY_DATE)
    await shadow('sales')
    expect(await promote('dates')).toMatchObject({ served: { name: 'dates' }, shadow: { name: 'sales', version: 1 } })
    expect(await promote('sales')).toMatchObject({ served: { name: 'sales' }, shadow: null })
    expect(await rollback()).toMatchObject({ served: { name: 'dates' }, shadow: null })
    await shadow('sales')
    await put('sales', BY_DATE)
    expect(await promote('sales')).toMatchObject({ served: { name: 'sales', version: 2 }, shadow: { name: 'sales', version: 1 } })
    await shadow('default')
    expect(await promote('default')).toMatchObject({ served: DEFAULT, shadow: null })
  })

  test('is checked again when it is promoted: the collection may have changed', async () => {
    const { harness, put, promote, shadow, first } = await open()
    await put('sales', BY_SALES)
    await dropSales(harness)
    await refuses(promote('sales'), 'ranking.profile_invalid')
    await refuses(shadow('sales'), 'ranking.profile_invalid')
    expect(await first()).toBe('new')
  })

  test('can be rolled back to whatever has changed since', async () => {
    const { harness, put, promote, rollback, first } = await open()
    await put('sales', BY_SALES)
    await promote('sales')
    await promote('default')
    await dropSales(harness)
    expect((await rollback()).served).toEqual({ name: 'sales', version: 1 })
    expect(await first()).toBe('new') // what it read is gone: the words tie
  })

  test('that is in use stays; deleted, it can not be rolled back to', async () => {
    const { put, promote, shadow, remove, get, state } = await open()
    await put('sales', BY_SALES)
    await put('dates', BY_DATE)
    await promote('sales')
    await shadow('dates')
    await refuses(remove('sales'), 'ranking.profile_in_use')
    await refuses(remove('dates'), 'ranking.profile_in_use')
    await refuses(remove('default'), 'ranking.profile_not_found')
    expect((await shadow(null)).shadow).toBeNull()
    await promote('dates')
    await remove('sales')
    expect((await state()).previous).toEqual([DEFAULT])
    await refuses(get('sales'), 'ranking.profile_not_found')
  })

  test('may not be called default, nor be one too many', async () => {
    const { harness, put } = await open()
    await refuses(put('default', {}), 'ranking.profile_name')
    const { id } = await harness.find(collection)
    const sql = `INSERT INTO ranking_profiles SELECT ?1, 'old', value, '{}', 0 FROM json_each(?2)`
    await harness.db.all({ sql, params: [id, JSON.stringify(Array.from({ length: 1000 }, (_unused, at) => at + 1))] })
    await refuses(put('one', {}), 'ranking.too_many')
  })

  test('and another are listed by name, page by page', async () => {
    const { harness, put } = await open()
    for (const name of ['c', 'a', 'b']) await put(name, { weights: { semantic: 0 } })
    await put('b', {})
    const read = (after: string | null) => listProfiles(harness.ranking, harness.context(), { collection, limit: 2, after })
    const first = await read(null)
    expect(first.items.map(({ name, version, versions }) => [name, version, versions.length])).toEqual([
      ['a', 1, 1],
      ['b', 2, 2],
    ])
    expect(first.next).toBe('b')
    expect(await read(first.next)).toMatchObject({ items: [{ name: 'c', definition: { weights: { semantic: 0 } } }], next: null })
  })
})

describe('the audit log', () => {
  test('says who changed what from what to what, in the batch of the change', async () => {
    const { put, promote, rollback, shadow, remove, audit } = await open()
    await put('sales', BY_SALES)
    await promote('sales')
    await shadow('default')
    await shadow(null)
    await rollback()
    await remove('sales')
    const served = { name: 'sales', version: 1 }
    expect((await audit()).map(({ action, subjectId, actor, before, after }) => [action, subjectId, actor, before, after]).toReversed()).toEqual([
      ['put', 'sales', 'test', null, BY_SALES],
      ['promote', 'sales', 'test', DEFAULT, served],
      ['shadow', 'default', 'test', null, DEFAULT],
      ['shadow', 'default', 'test', DEFAULT, null],
      ['rollback', 'default', 'test', served, DEFAULT],
      ['delete', 'sales', 'test', BY_SALES, null],
    ])
  })

  test('and everything else are as they were when somebody was faster', async () => {
    const { harness, put, state, audit } = await open()
    await put('sales', BY_SALES)
    const stale = await harness.find(collection)
    await put('dates', BY_DATE)
    const ports = { ...harness.ranking, collections: { ...harness.ranking.collections, find: async () => stale } }
    const before = [await state(), await audit()]
    for (const work of [
      promoteProfile(ports, harness.context(), { collection, name: 'sales' }),
      putProfile(ports, harness.context(), { collection, name: 'third', definition: {} }),
      deleteProfile(ports, harness.context(), { collection, name: 'sales' }),
    ])
      await refuses(work, 'collections.version_conflict')
    expect([await state(), await audit()]).toEqual(before)
    expect((await listProfiles(harness.ranking, harness.context(), { collection, limit: 9, after: null })).items).toHaveLength(2)
  })

  test('leaves the number of live rules alone', async () => {
    const { harness, put, promote } = await open()
    const { id } = await harness.find(collection)
    const rules = { profile: null, shadow: null, previous: [], rules: 7 }
    await harness.db.all({ sql: 'UPDATE collections SET ranking = ?2 WHERE id = ?1', params: [id, JSON.stringify(rules)] })
    await put('sales', BY_SALES)
    await promote('sales')
    expect((await harness.find(collection)).ranking).toMatchObject({ profile: { name: 'sales' }, rules: 7 })
  })
})

async function dropSales(harness: Harness): Promise<void> {
  const { id, configVersion, definition } = await harness.find(collection)
  const fields = definition.fields.filter(({ name }) => name !== 'sales')
  await harness.catalog.collections.updateDefinition(id, configVersion, { ...definition, fields }, false, harness.clock.now)
}
