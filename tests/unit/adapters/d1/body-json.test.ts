import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createParameters } from '../../../../src/adapters/d1/parameters.ts'
import { bodyJson } from '../../../../src/adapters/d1/search/body-json.ts'
import { openSqliteDatabase } from '../../../support/sqlite-database.ts'

const db = openSqliteDatabase()

async function read(body: string, members: readonly string[] | null): Promise<unknown> {
  const params = createParameters([body])
  const { rows } = await db.all({ sql: `SELECT ${bodyJson('b.body', members, params)} AS body FROM (SELECT ?1 AS body) b`, params: params.values })
  return JSON.parse(String(rows[0]?.['body']))
}

const name = fc
  .oneof(fc.constantFrom('title', 'a.b', 'größe', "it's", '__proto__', 'length', '', '$', '[0]', '#-1'), fc.string({ unit: 'grapheme-ascii' }))
  .filter((text) => !/["\\]/.test(text))

describe('members of a stored body', () => {
  test('are what the document has of them, value for value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, fc.jsonValue())), fc.uniqueArray(name, { maxLength: 8 }), async (members, asked) => {
        const document = Object.fromEntries(members)
        const wanted = Object.entries(document).filter(([own]) => asked.includes(own))
        // through JSON, where -0 is 0
        expect(await read(JSON.stringify(document), asked)).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(wanted))))
      }),
    )
  })

  test('are all of it where none are named', async () => {
    expect(await read('{"title":"Desk","price":null}', null)).toEqual({ title: 'Desk', price: null })
    expect(await read('{"title":"Desk","price":null}', [])).toEqual({})
  })
})
