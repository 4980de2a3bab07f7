import { describe, expect, test } from 'vitest'
import { createWordRuleStore } from '../../../../../../src/adapters/d1/word-rules.ts'
import { deleteBlockedWord, listBlockedWords, loadBlocked, putBlockedWords } from '../../../../../../src/domain/search/understanding/suggest/index.ts'
import type { Language } from '../../../../../../src/shared/text/index.ts'
import { createSearchHarness } from '../../../../../support/search-harness.ts'

const block = (texts: readonly string[], language: Language = 'en') =>
  loadBlocked(
    texts.map((text) => ({ id: text, body: { text }, updatedAt: 0 })),
    language,
  )

describe('a blocked text', () => {
  test('holds one of the words, in any form and case', () => {
    const blocked = block(['gun', 'Blue pill', 'café'])
    for (const text of ['gun', 'Guns', 'glue GUN', 'cheap blue pills', 'CAFE table']) expect(blocked(text), text).toBe(true)
    for (const text of ['shotgun', 'blue', 'pill', 'pill blue', 'blue big pill', '', '🔫']) expect(blocked(text), text).toBe(false)
  })

  test('is none without rules', () => {
    expect(block([])('anything')).toBe(false)
    expect(block(['!!'])('anything !!')).toBe(false)
  })

  test('is found in scripts without spaces', () => {
    expect(block(['地図'], 'ja')('東京の地図')).toBe(true)
  })
})

describe('the list', () => {
  async function openList() {
    const harness = createSearchHarness()
    await harness.create('shop', { fields: [{ name: 'title', type: 'text', search: 'a' }] })
    const ports = { collections: harness.catalog.collections, rules: createWordRuleStore(harness.db) }
    return { harness, ports, ctx: harness.context(), collection: 'shop' }
  }

  test('is what was put last, two spellings of one word being one', async () => {
    const { ports, ctx, collection } = await openList()
    await putBlockedWords(ports, ctx, { collection, words: ['old'] })
    expect(await putBlockedWords(ports, ctx, { collection, words: ['Glue  gun', 'pistol', 'glue GUN', ' Café '] })).toEqual([
      'Café',
      'glue GUN',
      'pistol',
    ])
    expect((await listBlockedWords(ports, ctx, { collection })).toSorted()).toEqual(['Café', 'glue GUN', 'pistol'])
    await deleteBlockedWord(ports, ctx, { collection, word: 'CAFE' })
    expect((await listBlockedWords(ports, ctx, { collection })).toSorted()).toEqual(['glue GUN', 'pistol'])
    await putBlockedWords(ports, ctx, { collection, words: [] })
    expect(await listBlockedWords(ports, ctx, { collection })).toEqual([])
  })

  test('moves the version by which searches and suggestions know', async () => {
    const { harness, ports, ctx, collection } = await openList()
    const before = (await harness.find('shop')).understandingVersion
    await putBlockedWords(ports, ctx, { collection, words: ['pistol'] })
    expect((await harness.find('shop')).understandingVersion).toBeGreaterThan(before)
  })

  test('takes ten thousand words', async () => {
    const { ports, ctx, collection } = await openList()
    const words = Array.from({ length: 10_000 }, (_, at) => `${'w'.repeat(60)}${at}`)
    await putBlockedWords(ports, ctx, { collection, words })
    expect(await listBlockedWords(ports, ctx, { collection })).toHaveLength(10_000)
  })

  test('refuses what holds no word, and names what is not there', async () => {
    const { ports, ctx, collection } = await openList()
    await expect(putBlockedWords(ports, ctx, { collection, words: ['pistol', '!!'] })).rejects.toMatchObject({
      code: 'request.invalid',
      errors: [{ path: 'words[1]' }],
    })
    await expect(deleteBlockedWord(ports, ctx, { collection, word: 'pistol' })).rejects.toMatchObject({ code: 'words.not_found' })
    await expect(listBlockedWords(ports, ctx, { collection: 'nowhere' })).rejects.toMatchObject({ code: 'collections.not_found' })
  })
})
