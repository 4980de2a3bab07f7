import { describe, expect, test } from 'vitest'
import type { Collection } from '../../../../../src/domain/catalog/index.ts'
import { understandQuery } from '../../../../../src/domain/search/understanding/understand-query.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'
import { vocabularyOf } from './spelling/vocabulary-of.ts'

const GATHERED = [
  ['wireless headphones', 9],
  ['walnut desk', 9],
  ['desk lamp', 5],
] as const

/** A collection whose words were gathered before `written` came, `more` among them. */
async function createShop(written: readonly string[] = [], more: readonly string[] = []) {
  const vocabulary = vocabularyOf([...GATHERED, ...more])
  const harness = createSearchHarness()
  await harness.create('shop', { fields: [{ name: 'title', type: 'text', search: 'a' }], vectors: [] })
  await harness.write(
    'shop',
    ['wireless headphones', 'walnut desk', ...written].map((title, at) => ({ id: `d${at}`, title })),
  )
  const collection: Collection = await harness.find('shop')
  await harness.rules.put(
    collection.id,
    'synonym',
    [
      { id: 'earphones', body: { type: 'two_way', words: ['earphones', 'headphones'], weight: 0.8 } },
      { id: 'walnuts', body: { type: 'one_way', from: ['wallnut tree'], to: ['desk'], weight: 0.8 } },
    ],
    0,
  )
  await harness.rules.put(collection.id, 'abbreviation', [{ id: 'lampe', body: { expansions: ['desk lamp'] } }], 0)
  let lookUps = 0
  const ports = {
    ...harness.search.understanding,
    vocabulary: async () => vocabulary,
    findKnown: (...asked: Parameters<typeof harness.search.index.findKnown>) => {
      lookUps++
      return harness.search.index.findKnown(...asked)
    },
    within: <T>(work: Promise<T>) => work,
  }
  const type = async (q: string, typing = true) => {
    const { effective, corrections, terms, strange } = await understandQuery(
      ports,
      collection,
      { q, typing, understand: true, withoutChips: [], literal: false },
      0,
    )
    return { effective, corrected: corrections.length > 0, prefix: terms.at(-1)?.prefix ?? null, strange }
  }
  return { type, countLookUps: () => lookUps }
}

test('a word that a synonym or an abbreviation speaks of is no slip, though it is like one that documents have', async () => {
  const { type, countLookUps } = await createShop()
  expect(await type('hedphones')).toMatchObject({ corrected: true })
  const asked = countLookUps()
  for (const q of ['earphones', 'lampe desk', 'wallnut tree '])
    expect(await type(q)).toMatchObject({ effective: q, corrected: false, strange: false })
  expect(await type('wallnut desk')).toMatchObject({ effective: 'walnut desk', corrected: true })
  expect(countLookUps() - asked).toBe(1)
})

describe('the word being typed', () => {
  test('is left to go on while some word of the collection begins with it, and the index is not asked', async () => {
    const { type, countLookUps } = await createShop()
    for (const q of ['hea', 'headphones', 'wireless head', 'walnut des'])
      expect(await type(q)).toMatchObject({ effective: q, corrected: false, prefix: q.split(' ').at(-1), strange: false })
    expect(countLookUps()).toBe(0)
  })

  test('is corrected as a finished word once no word begins with it', async () => {
    const { type } = await createShop()
    expect(await type('hedphones')).toEqual({ effective: 'headphones', corrected: true, prefix: null, strange: false })
    expect(await type('desk walnutt')).toEqual({ effective: 'desk walnut', corrected: true, prefix: null, strange: false })
  })

  test('is nonsense when it resembles nothing, whether it is finished or not', async () => {
    const { type } = await createShop()
    expect(await type('qwrtzplk')).toMatchObject({ effective: 'qwrtzplk', corrected: false, strange: true })
  })

  test('may begin a word of a document written since the words were gathered', async () => {
    const { type } = await createShop(['Hedphonic studio monitor'])
    expect(await type('hedphon')).toEqual({ effective: 'hedphon', corrected: false, prefix: 'hedphon', strange: false })
  })
})

describe('a query of numbers, codes or an address', () => {
  const QUERIES = ['12345', '12,345', 'dcd771c2', 'DCD 771 C2', '0000000000', 'https://www.example.com/dp/b00x?id=7', '242x24x6', '3/8 in']

  test.each(QUERIES)('%s is nonsense to a collection that has no part of it in any form', async (q) => {
    const { type } = await createShop()
    expect((await type(q, false)).strange).toBe(true)
    // of a word being typed the first two letters may be those of any
    expect((await type(`${q}77`)).strange).toBe(true)
  })

  test.each(QUERIES)('%s is none where a document written since the words were gathered has it', async (q) => {
    const { type } = await createShop([q])
    expect((await type(q, false)).strange).toBe(false)
  })

  test('is none as long as one of its forms, or what one begins, is a word of the collection', async () => {
    const { type } = await createShop([], ['drill dcd771', 'cable 65in'])
    for (const q of ['dcd 771 c2', 'dcd-771', '65 inch', 'xyz-771 desk']) expect([q, (await type(q, false)).strange]).toEqual([q, false])
  })

  test('is not made sense of by its digits and letters one by one', async () => {
    const { type } = await createShop([], ['set of 9', 'size 8'])
    expect((await type('x9y8', false)).strange).toBe(true)
  })

  test('costs no round trip where a word is known', async () => {
    const { type, countLookUps } = await createShop()
    for (const q of ['desk 771', 'dcd771c2 lamp']) await type(q, false)
    expect(countLookUps()).toBe(0)
  })
})
