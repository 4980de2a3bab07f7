import { describe, expect, it } from 'vitest'
import { createCollectionStore } from '../../../../src/adapters/d1/collection-store.ts'
import { createIdempotencyStore } from '../../../../src/adapters/d1/idempotency-store.ts'
import { resolveDefinition } from '../../../../src/domain/catalog/resolve-definition.ts'
import { claimRequest, settleRequest } from '../../../../src/domain/operations/index.ts'
import { openSqliteDatabase } from '../../../support/sqlite-database.ts'

const DEFINITION = resolveDefinition({ fields: [{ name: 'title', type: 'text', search: 'a' }] })
const ANSWER = { status: 200, headers: { etag: '"1"' }, body: '{"ok":true}' }

function open() {
  const db = openSqliteDatabase()
  const [store, collections] = [createIdempotencyStore(db), createCollectionStore(db)]
  const clock = { now: 1_000_000 }
  const claimOf = (key: string, collection: string | null) => ({ tenant: 'default', key, hash: 'h', collection, at: ++clock.now })
  return {
    create: (name: string) => collections.create('default', name, DEFINITION, clock.now),
    async erase(name: string): Promise<void> {
      const collection = await collections.find('default', name)
      if (!collection) throw new Error(`no ${name}`)
      const job = { id: `job-${collection.id}`, kind: 'delete-collection', collectionId: collection.id, payload: {}, total: 0, createdAt: 0 }
      await collections.markDeleted(collection, job, clock.now)
    },
    async point(alias: string, name: string): Promise<void> {
      await collections.setAlias('default', alias, (await collections.find('default', name))?.id ?? 0, clock.now)
    },
    /** What a request with the key is answered: the kept answer, or null when it is carried out; `during` is what it does then. */
    async send(key: string, collection: string | null, during: () => Promise<unknown> = async () => undefined) {
      const claim = claimOf(key, collection)
      const known = await claimRequest(store, claim)
      if (known) return known
      await during()
      await settleRequest(store, claim, ANSWER)
      return null
    },
  }
}

describe('an answer that is kept', () => {
  it('goes with its collection, whatever takes the name afterwards', async () => {
    const { create, erase, send } = open()
    await create('shop')
    expect([await send('k', 'shop'), await send('k', 'shop')]).toEqual([null, ANSWER])
    await erase('shop')
    await create('shop')
    expect([await send('k', 'shop'), await send('k', 'shop')]).toEqual([null, ANSWER])
  })

  it('of the request that created the collection lives with what it created', async () => {
    const { create, erase, send } = open()
    const put = () => send('put', 'shop', () => create('shop'))
    expect([await put(), await put()]).toEqual([null, ANSWER])
    await erase('shop')
    expect([await put(), await put()]).toEqual([null, ANSWER])
  })

  it('of the deletion itself stays, so that a repetition never deletes the successor', async () => {
    const { create, erase, send } = open()
    await create('shop')
    expect(await send('delete', null, () => erase('shop'))).toBeNull()
    await create('shop')
    expect(await send('delete', null, () => erase('shop'))).toEqual(ANSWER)
  })

  it('was given while the collection was deleted: it goes as well', async () => {
    const { create, erase, send } = open()
    await create('shop')
    expect(await send('k', 'shop', () => erase('shop'))).toBeNull()
    await create('shop')
    expect(await send('k', 'shop')).toBeNull()
  })

  it('through an alias goes with the collection behind it, and not with a move of the alias', async () => {
    const { create, erase, point, send } = open()
    await create('old')
    await create('new')
    await point('current', 'old')
    expect(await send('k', 'current')).toBeNull()
    await point('current', 'new')
    expect(await send('k', 'current')).toEqual(ANSWER)
    await erase('old')
    expect(await send('k', 'current')).toBeNull()
  })

  it('of moving an alias lives with what it was moved to', async () => {
    const { create, erase, point, send } = open()
    await create('old')
    await create('new')
    await point('current', 'old')
    const move = () => send('move', 'current', () => point('current', 'new'))
    expect(await move()).toBeNull()
    await erase('old')
    expect(await move()).toEqual(ANSWER)
    await erase('new')
    await create('new')
    expect(await move()).toBeNull()
  })

  it('is none when there was no collection: the next request may find one', async () => {
    const { create, send } = open()
    expect(await send('k', 'shop')).toBeNull()
    await create('shop')
    expect([await send('k', 'shop'), await send('k', 'shop')]).toEqual([null, ANSWER])
  })

  it('of a request that names no collection goes by age alone', async () => {
    const { create, erase, send } = open()
    await create('shop')
    await send('k', null)
    await erase('shop')
    expect(await send('k', null)).toEqual(ANSWER)
  })
})
