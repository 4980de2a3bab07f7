/// <reference types="@cloudflare/vitest-plugin/types" />
import { beforeAll, describe, expect, it } from 'vitest'
import './setup.ts'
import { query } from './support/quiet-app.ts'
import { SEARCH, type Received, expectProblem, send } from './support/send.ts'

const SHOP = '/v1/collections/words-shop'
const definition = { fields: [{ name: 'title', type: 'text', search: 'a' }], vectors: [] }

beforeAll(async () => {
  expect((await send('PUT', SHOP, { json: definition })).status).toBe(201)
  await send('PUT', '/v1/aliases/words-alias', { json: { collection: 'words-shop' } })
})

async function understandingVersion(): Promise<unknown> {
  return (await query("SELECT understanding_version AS version FROM collections WHERE name = 'words-shop'"))[0]?.['version']
}

describe('abbreviations', () => {
  const PATH = `${SHOP}/abbreviations`
  const put = (items: unknown, path = PATH): Promise<Received> => send('PUT', path, { json: { items } })
  const words = async (): Promise<string[]> => ((await send('GET', PATH)).body['items'] as { word: string }[]).map(({ word }) => word)

  it('are none at first', async () => {
    expect(await send('GET', PATH)).toMatchObject({ status: 200, body: { items: [], nextCursor: null } })
  })

  it('are replaced as a whole, kept by their normalised word, and searches are told', async () => {
    const before = await understandingVersion()
    const stored = await put([
      { word: 'TV', expansions: ['television'] },
      { word: 'ss', expansions: ['stainless steel', 'solid state'] },
    ])
    expect([stored.status, stored.body]).toEqual([200, { count: 2 }])
    const { body } = await send('GET', PATH, { key: SEARCH })
    expect(body).toEqual({
      items: [
        { word: 'ss', expansions: ['stainless steel', 'solid state'], updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
        { word: 'tv', expansions: ['television'], updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
      ],
      nextCursor: null,
    })
    expect(await understandingVersion()).not.toBe(before)
    await put([{ word: 'pc', expansions: ['computer'] }], '/v1/collections/words-alias/abbreviations')
    expect(await words()).toEqual(['pc'])
  })

  it('are read page by page, each once', async () => {
    await put(['e', 'c', 'a', 'd', 'b'].map((letter) => ({ word: `${letter}x`, expansions: ['something'] })))
    const seen: string[] = []
    let cursor = ''
    for (let page = 0; page < 5; page++) {
      const { body } = await send('GET', `${PATH}?limit=2${cursor}`)
      seen.push(...(body['items'] as { word: string }[]).map(({ word }) => word))
      if (body['nextCursor'] === null) break
      cursor = `&cursor=${String(body['nextCursor'])}`
    }
    expect(seen).toEqual(['ax', 'bx', 'cx', 'dx', 'ex'])
  })

  it('are deleted one by one, whatever the case', async () => {
    await put([
      { word: 'tv', expansions: ['television'] },
      { word: 'pc', expansions: ['computer'] },
    ])
    expect((await send('DELETE', `${PATH}/TV`)).status).toBe(204)
    expect(await words()).toEqual(['pc'])
    expectProblem(await send('DELETE', `${PATH}/tv`), 'abbreviations.not_found')
    expect((await put([])).body).toEqual({ count: 0 })
    expect(await words()).toEqual([])
  })

  it.each([
    [{ word: 'two words', expansions: ['x'] }, 'items[3].word'],
    [{ word: '???', expansions: ['x'] }, 'items[3].word'],
    [{ word: '', expansions: ['x'] }, 'items[3].word'],
    [{ word: 'w'.repeat(65), expansions: ['x'] }, 'items[3].word'],
    [{ word: 'W1', expansions: ['x'] }, 'items[3].word'],
    [{ word: 'ok', expansions: [] }, 'items[3].expansions'],
    [{ word: 'ok', expansions: ['x', ''] }, 'items[3].expansions[1]'],
    [{ word: 'ok', expansions: ['x', '!!'] }, 'items[3].expansions[1]'],
    [{ word: 'ok', expansions: ['OK'] }, 'items[3].expansions[0]'],
    [{ word: 'ok', expansions: ['x'.repeat(129)] }, 'items[3].expansions[0]'],
    [{ word: 'ok', expansions: Array.from({ length: 9 }, (_, at) => `x${at}`) }, 'items[3].expansions'],
    [{ word: 'ok', expansions: ['x'], extra: 1 }, 'items[3]'],
  ])('are refused as a whole for %j, which the answer names', async (item, path) => {
    await put([{ word: 'kept', expansions: ['still here'] }])
    const answer = await put([...[0, 1, 2].map((at) => ({ word: `w${at}`, expansions: ['fine'] })), item])
    expectProblem(answer, 'request.invalid')
    expect((answer.body['errors'] as { path: string }[])[0]?.path).toBe(path)
    expect(await words()).toEqual(['kept'])
  })

  it('may be 5,000 and no more', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => ({ word: `ab${at}`, expansions: ['one thing', 'another thing'] }))
    expect((await put(many(5000))).body).toEqual({ count: 5000 })
    expectProblem(await put(many(5001)), 'request.invalid')
    expect((await put([])).status).toBe(200)
  })

  it('are written with the admin key alone, and belong to a collection that exists', async () => {
    expectProblem(await send('PUT', PATH, { json: { items: [] }, key: SEARCH }), 'auth.forbidden')
    expectProblem(await send('DELETE', `${PATH}/tv`, { key: SEARCH }), 'auth.forbidden')
    for (const [method, path] of [
      ['GET', 'abbreviations'],
      ['PUT', 'abbreviations'],
      ['DELETE', 'abbreviations/tv'],
    ] as const) {
      const body = method === 'PUT' ? { json: { items: [] } } : {}
      expectProblem(await send(method, `/v1/collections/nowhere/${path}`, body), 'collections.not_found')
    }
  })
})
