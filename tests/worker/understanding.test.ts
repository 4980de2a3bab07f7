/// <reference types="@cloudflare/vitest-plugin/types" />
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { SearchResponse } from '../../src/contracts/search.ts'
import { dayOf } from '../../src/domain/search/understanding/suggest/index.ts'
import { LEXICON_PARTS, lexiconKey } from '../../src/domain/search/understanding/lexicon.ts'
import './setup.ts'
import { createCollection, learn, search } from './support/lamp-shop.ts'
import { damagePart, gatherWords, keysOfLexicon, listLexicons } from './support/lexicon.ts'
import { call, collectionId, query, settle } from './support/quiet-app.ts'
import { ask, found, idsOf, openShop, shopFields } from './support/word-shop.ts'

/** Each test writes and gathers a shop of its own. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Searching as typed: no step has left a trace in the answer. */
const AS_TYPED = { corrections: [], didYouMean: null, forms: [], synonyms: [], phrases: [], intent: null, chips: [], detectedLanguage: null }

async function putCollection(name: string, extra: Record<string, unknown>): Promise<void> {
  const { status, body } = await call('PUT', `/v1/collections/${name}`, { fields: shopFields, currency: 'USD', vectors: [], ...extra })
  expect(status, JSON.stringify(body)).toBe(200)
}

async function lexiconOf(name: string): Promise<unknown> {
  return (await call('GET', `/v1/collections/${name}`)).body['lexicon']
}

async function understandingVersion(name: string): Promise<number> {
  return Number((await query('SELECT understanding_version AS version FROM collections WHERE name = ?1', name))[0]?.['version'])
}

/** A shop that tests only read. */
beforeAll(async () => {
  await openShop('shop')
  await gatherWords('shop')
})

describe('the words of a collection', () => {
  it('are none, then ready, then stale when documents have changed', async () => {
    await openShop('states')
    expect(await lexiconOf('states')).toEqual({ state: 'none', documents: 0 })
    expect((await ask('states', 'headphnes')).query).toMatchObject({ corrections: [], didYouMean: null })
    const id = await gatherWords('states')
    expect(await listLexicons(id)).toEqual(keysOfLexicon(id, 1))
    expect(await lexiconOf('states')).toEqual({ state: 'ready', documents: 60 })
    await call('PATCH', '/v1/collections/states/documents/tent-red', { title: 'festival tent' })
    expect(await lexiconOf('states')).toEqual({ state: 'stale', documents: 60 })
    await gatherWords('states')
    expect(await lexiconOf('states')).toEqual({ state: 'ready', documents: 60 })
    expect(await listLexicons(id)).toEqual(keysOfLexicon(id, 2))
  })
})

describe('a misspelt query', () => {
  it('is corrected, finds what the correction finds, and highlights mark the corrected word', async () => {
    const answer = await ask('shop', 'headphnes')
    expect(answer.query).toMatchObject({
      original: 'headphnes',
      effective: 'headphones',
      corrections: [{ from: 'headphnes', to: 'headphones', span: [0, 9], confidence: expect.any(Number) }],
      didYouMean: null,
    })
    expect(found(answer)).toEqual(idsOf('headphones'))
    expect(answer.hits.map(({ highlights }) => highlights['title'])).toEqual(new Array(5).fill('wireless <mark>headphones</mark>'))
    expect(found(await ask('shop', 'lawn mower'))).toEqual(idsOf('lawnmower'))
  })

  it('is searched as typed where the caller insists', async () => {
    const literal = await ask('shop', 'headphnes', { literal: true })
    expect(literal).toMatchObject({ total: 0, query: { effective: 'headphnes', corrections: [], didYouMean: null, forms: [], synonyms: [] } })
    expect(await ask('shop', 'headphnes under $51', { understand: false })).toMatchObject({
      total: 0,
      query: { effective: 'headphnes under $51', ...AS_TYPED, fallback: null, reformulations: [] },
    })
    const none = await ask('shop', 'headphnes', { understand: [] })
    expect(none).toMatchObject({ total: 0, query: { ...AS_TYPED, fallback: null, reformulations: [] } })
  })

  it('is corrected and no more when only spelling is asked for', async () => {
    const { query: view } = await ask('shop', 'headphnes under $65', { understand: ['spelling'] })
    expect(view).toMatchObject({ ...AS_TYPED, effective: 'headphones under $65', corrections: [{ to: 'headphones' }], fallback: null })
  })

  it('is left alone where the collection has switched spelling off, whatever the request asks for', async () => {
    await openShop('off')
    await gatherWords('off')
    expect(found(await ask('off', 'headphnes'))).toEqual(idsOf('headphones'))
    await putCollection('off', { understanding: { off: ['spelling', 'intent'] } })
    for (const understand of [true, ['spelling', 'intent']]) {
      const answer = await ask('off', 'headphnes under $51', { understand })
      expect(answer).toMatchObject({ total: 0, query: { effective: 'headphnes under $51', corrections: [], didYouMean: null, chips: [] } })
    }
  })

  it('is only asked about below the threshold of the collection', async () => {
    await openShop('careful', { vectors: [], understanding: { spelling: { threshold: 1 } } })
    await gatherWords('careful')
    const answer = await ask('careful', 'kettel')
    expect(answer).toMatchObject({
      total: 0,
      query: {
        effective: 'kettel',
        corrections: [],
        didYouMean: 'kettle',
        fallback: 'reformulations',
        reformulations: [{ q: 'kettle', reason: 'correction' }],
      },
    })
    await putCollection('careful', { understanding: { spelling: { threshold: 0.6 } } })
    expect((await ask('careful', 'kettel')).query).toMatchObject({ effective: 'kettle', didYouMean: null })
  })

  it('is none when the word was written after the words were gathered', async () => {
    await openShop('grown')
    await gatherWords('grown')
    expect((await ask('grown', 'kettell')).query.effective).toBe('kettle')
    await call('POST', '/v1/collections/grown/documents', { id: 'new', title: 'Kettell biography', brand: 'Corda', price: 9 })
    const answer = await ask('grown', 'kettell')
    expect([answer.query.corrections, answer.query.didYouMean, found(answer)]).toEqual([[], null, ['new']])
  })

  it('is not corrected to a blocked word', async () => {
    await openShop('blocking')
    await gatherWords('blocking')
    expect((await ask('blocking', 'grindr')).query.effective).toBe('grinder')
    await call('PUT', '/v1/collections/blocking/blocked-words', { words: ['grinders'] })
    const answer = await ask('blocking', 'grindr')
    expect(answer).toMatchObject({ total: 0, query: { effective: 'grindr', corrections: [], didYouMean: null } })
    expect(JSON.stringify(answer)).not.toContain('grinder')
  })
})

describe('other ways of writing', () => {
  it('a measure finds it in the form documents have', async () => {
    const answer = await ask('shop', '65in television')
    expect(answer.query.forms).toContainEqual({ from: '65in', to: '65 inch', kind: 'unit', weight: 0.95, span: [0, 4] })
    expect(answer.hits[0]?.id).toBe('television-black')
    const { query: typed, total } = await ask('shop', '65in', { understand: false })
    expect([typed.forms, total]).toEqual([[], 0])
  })

  it('an abbreviation finds what it stands for, from the search after it was written', async () => {
    await openShop('short')
    await gatherWords('short')
    expect((await ask('short', 'tv')).total).toBe(0)
    await call('PUT', '/v1/collections/short/abbreviations', { items: [{ word: 'tv', expansions: ['television'] }] })
    const answer = await ask('short', 'tv')
    expect(answer.query.forms).toMatchObject([{ from: 'tv', to: 'television', kind: 'abbreviation', span: [0, 2] }])
    expect(found(answer)).toEqual(idsOf('television'))
    expect((await ask('short', 'tv', { literal: true })).total).toBe(0)
  })

  it('a synonym is searched from the next search on: one way from left to right, two ways both', async () => {
    await openShop('alike')
    await gatherWords('alike')
    const before = await understandingVersion('alike')
    expect((await ask('alike', 'settee')).total).toBe(0)
    const rules = '/v1/collections/alike/synonyms'
    await call('PUT', `${rules}/both`, { type: 'two_way', words: ['settee', 'sofa'] })
    expect(await understandingVersion('alike')).toBeGreaterThan(before)
    const settee = await ask('alike', 'settee')
    expect(settee.query.synonyms).toEqual([{ id: 'both', from: 'settee', to: 'sofa', weight: 0.8, span: [0, 6] }])
    expect(found(settee)).toEqual(idsOf('sofa'))
    expect((await ask('alike', 'sofa')).query.synonyms).toMatchObject([{ from: 'sofa', to: 'settee' }])
    // what an operator has written down is a word, and no slip
    expect((await ask('alike', 'kettel')).query.effective).toBe('kettle')
    await call('PUT', `${rules}/one`, { type: 'one_way', from: ['kettel'], to: ['blanket'] })
    const ruled = await ask('alike', 'kettel')
    expect([ruled.query.corrections, ruled.query.synonyms, found(ruled)]).toMatchObject([[], [{ id: 'one', to: 'blanket' }], idsOf('blanket')])
    expect((await ask('alike', 'blanket')).query.synonyms).toEqual([])
    await call('DELETE', `${rules}/both`)
    expect((await ask('alike', 'settee')).total).toBe(0)
  })
})

describe('what a query means', () => {
  const BRAND = 'brand:Lumio'
  const PRICE = 'price:..45'
  const chipsOf = ({ query: { chips } }: SearchResponse) => chips.map(({ id, applied }) => [id, applied])

  it('a brand lifts its documents and leaves the others in', async () => {
    const lifted = await ask('shop', 'lumio lamp', { explain: true })
    expect(chipsOf(lifted)).toContainEqual([BRAND, 'boost'])
    expect(lifted.query.chips.find(({ id }) => id === BRAND)).toMatchObject({ kind: 'brand', span: [0, 5], filter: 'brand = "Lumio"' })
    const shareOf = (answer: SearchResponse, id: string): number | undefined =>
      answer.hits.find((hit) => hit.id === id)?.trace?.features.find(({ name }) => name === 'intent')?.contribution
    expect(shareOf(lifted, 'readinglamp-red')).toBeGreaterThan(shareOf(lifted, 'floorlamp-red') ?? 1)
    const plain = await ask('shop', 'lumio lamp', { understand: false })
    expect(found(lifted)).toEqual(found(plain))
  })

  it('a price narrows the scope: total and facets are those of the filter, and the total is what each facet value promises', async () => {
    const q = 'lumio lamp under $45'
    const facets = ['colour', 'brand']
    const chipped = await ask('shop', q, { facets })
    expect(chipsOf(chipped)).toContainEqual([PRICE, 'filter'])
    const filtered = await ask('shop', 'lumio lamp', { facets, filter: 'price <= 45' })
    expect([chipped.total, chipped.facets, found(chipped)]).toEqual([filtered.total, filtered.facets, found(filtered)])
    expect(chipped.hits.every(({ document }) => Number(document['price']) <= 45)).toBe(true)
    const counted = chipped.facets['colour']?.values ?? []
    expect(counted.length).toBeGreaterThan(1)
    for (const { value, count } of counted)
      expect([value, (await ask('shop', q, { refine: `colour = "${String(value)}"` })).total]).toEqual([value, count])
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(chipped.total)
  })

  it('is narrowed by both where the caller filters as well', async () => {
    const answer = await ask('shop', 'lamp under $45', { filter: 'price >= 40' })
    expect(found(answer)).toEqual(['floorlamp-blue', 'readinglamp-green'])
  })

  it('a chip that was taken away is not applied and not shown, and the others stay', async () => {
    const q = 'lamp under $45'
    expect(found(await ask('shop', q))).toEqual(['floorlamp-blue', 'floorlamp-red', 'readinglamp-blue', 'readinglamp-green', 'readinglamp-red'])
    const without = await ask('shop', q, { withoutChips: [PRICE, 'no:such chip'] })
    expect(without.query.chips.map(({ id }) => id)).toEqual(['category:Home > Lamps'])
    expect(found(without)).toEqual(expect.arrayContaining(idsOf('readinglamp', 'floorlamp')))
    const bare = await ask('shop', q, { withoutChips: [PRICE, 'category:Home > Lamps'] })
    expect(bare.query.chips).toEqual([])
  })
})

describe('a query that finds little', () => {
  it('of words, digits or an address that nobody wrote finds nothing, near by meaning either', async () => {
    await createCollection('meant', 0, { vectors: [{ name: 'content', fields: ['title', 'brand'] }] })
    await learn('meant', 60)
    await gatherWords('meant')
    for (const mode of ['hybrid', 'semantic', 'keyword']) {
      for (const q of ['zzqxv wrrbly', '9876543', 'DCD771C2', 'https://www.nowhere.example/b00x?ref=x9y8'])
        expect([mode, q, await search('meant', { q, mode })]).toMatchObject([mode, q, { total: 0, ids: [] }])
      expect([mode, (await search('meant', { q: 'lamp', mode })).total]).toEqual([mode, 60])
    }
    const { query: view, degraded } = await ask('meant', 'zzqxv', { mode: 'hybrid' })
    expect([view.unknown, view.fallback, degraded]).toEqual([['zzqxv'], 'reformulations', []])
  })

  it('says which plan answered, and what to try instead', async () => {
    await openShop('few')
    const id = await gatherWords('few')
    const day = dayOf(Date.now())
    for (const [words, searches, empty] of [
      ['writing desk', 9, 0],
      ['coffee grinder', 5, 1],
      ['unicorn', 9, 9],
      ['rare one', 2, 0],
    ] as const)
      await query(
        "INSERT INTO query_counts (collection_id, day, query, language, searches, empty) VALUES (?1, ?2, ?3, 'en', ?4, ?5)",
        id,
        day,
        words,
        searches,
        empty,
      )
    expect((await ask('few', 'desk blanket')).query).toMatchObject({ plan: 'any', fallback: 'any', reformulations: [] })
    expect((await ask('few', 'lamp')).query).toMatchObject({ fallback: null, reformulations: [] })
    const lost = await ask('few', 'zzqxv tent', { filter: 'brand = "Corda"' })
    expect(lost).toMatchObject({ total: 0, query: { fallback: 'reformulations' } })
    expect(lost.query.reformulations).toEqual([
      { q: 'tent', reason: 'fewer_words' },
      { q: 'writing desk', reason: 'popular' },
      { q: 'coffee grinder', reason: 'popular' },
    ])
    expect((await ask('few', 'zzqxv tent', { filter: 'brand = "Corda"', understand: ['spelling'] })).query).toMatchObject({
      fallback: null,
      reformulations: [],
    })
  })
})

describe('pages of a corrected query', () => {
  it('are of one kept result set, each hit once', async () => {
    const q = 'lmap norrlnd'
    const all = await ask('shop', q)
    expect(all.query.corrections.map(({ to }) => to)).toEqual(['lamp', 'norrland'])
    const first = await ask('shop', q, { perPage: 4 })
    const pages = [first]
    for (let page = 2; page <= Math.ceil(all.total / 4); page++)
      pages.push(await ask('shop', q, { page, perPage: 4, resultSetId: first.resultSetId }))
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.slice(1).map(({ resultSet, resultSetId }) => [resultSet, resultSetId])).toEqual(
      pages.slice(1).map(() => ['kept', first.resultSetId]),
    )
    expect(pages.map(({ query: view }) => view.corrections)).toEqual(pages.map(() => all.query.corrections))
    expect(pages.flatMap(({ hits }) => hits.map(({ id }) => id))).toEqual(all.hits.map(({ id }) => id))
    expect(pages.map(({ total }) => total)).toEqual(pages.map(() => all.total))
  })

  it('are computed again when the words have changed the query since', async () => {
    await openShop('turning')
    await gatherWords('turning')
    const first = await ask('turning', 'lamp', { perPage: 3 })
    await call('PUT', '/v1/collections/turning/synonyms/x', { type: 'two_way', words: ['lamp', 'tent'] })
    const fresh = await ask('turning', 'lamp', { perPage: 3 })
    expect([first.total, fresh.total]).toEqual([10, 15])
    const second = await ask('turning', 'lamp', { perPage: 3, page: 2, resultSetId: first.resultSetId })
    expect([second.resultSet, second.resultSetId, second.total]).toEqual(['recomputed', fresh.resultSetId, 15])
  })
})

describe('damaged words in R2', () => {
  const damages: [string, (bytes: Uint8Array) => Uint8Array][] = [
    ['cut in half', (bytes) => bytes.slice(0, bytes.length >> 1)],
    ['nothing', () => new Uint8Array()],
    ['something else', () => new TextEncoder().encode('{"not":"it"}')],
    ['one bit', (bytes) => bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 16 : byte))],
  ]

  it('leave search and suggestions working', async () => {
    await openShop('damaged')
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    for (const [at, [what, damage]] of damages.entries()) {
      const id = await gatherWords('damaged')
      for (const part of LEXICON_PARTS) await damagePart(id, at + 1, part, damage)
      const answer = await ask('damaged', 'lumio lamp under $45')
      expect([what, answer.hits[0]?.document['brand'], answer.degraded]).toEqual([what, 'Lumio', ['understanding']])
      expect([what, await ask('damaged', 'kettel')]).toMatchObject([what, { total: 0, query: { effective: 'kettel', corrections: [] } }])
      const { status, body } = await call('GET', '/v1/collections/damaged/suggest?q=la')
      expect([what, status, body]).toMatchObject([what, 200, { ready: false, suggestions: [] }])
    }
    expect(reported).toHaveBeenCalled()
    reported.mockRestore()
    await gatherWords('damaged')
    expect((await ask('damaged', 'kettel')).query.effective).toBe('kettle')
    expect((await call('GET', '/v1/collections/damaged/suggest?q=la')).body['ready']).toBe(true)
  })

  it('or lost ones are as good as none', async () => {
    await openShop('lost')
    const id = await gatherWords('lost')
    for (const part of LEXICON_PARTS) await env.BLOBS.delete(lexiconKey(id, 1, part))
    expect(await ask('lost', 'kettle')).toMatchObject({ total: 5, degraded: ['understanding'] })
    expect((await ask('lost', 'kettel')).query.corrections).toEqual([])
    expect((await call('GET', '/v1/collections/lost/suggest?q=la')).body).toMatchObject({ ready: false, suggestions: [] })
  })
})

describe('deleting a collection', () => {
  it('takes its words along, and one of the same name begins without them', async () => {
    await openShop('passing')
    const id = await gatherWords('passing')
    await call('PUT', '/v1/collections/passing/synonyms/x', { type: 'two_way', words: ['settee', 'sofa'] })
    expect((await ask('passing', 'settee')).total).toBe(5)
    await call('DELETE', '/v1/collections/passing')
    await openShop('passing')
    expect(await ask('passing', 'settee')).toMatchObject({ total: 0, query: { synonyms: [], corrections: [] } })
    await settle()
    expect(await listLexicons(id)).toEqual([])
    expect(await query('SELECT id FROM word_rules WHERE collection_id = ?1', id)).toEqual([])
    expect(await collectionId('passing')).not.toBe(id)
    expect(await lexiconOf('passing')).toEqual({ state: 'none', documents: 0 })
  })
})
