import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../../src/contracts/documents.ts'
import { MAX_TELLING_TERMS, findTellingTerms } from '../../../../../src/domain/search/similar/telling-terms.ts'
import { DEFINITION } from '../../../../support/search-corpus.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'

const harness = createSearchHarness()
await harness.create('things', DEFINITION)
const collection = { ...(await harness.find('things')), documentCount: 1000 }

async function tell(liked: readonly JsonObject[], frequencies: Record<string, number>, { text = '', unliked = [] as readonly JsonObject[] } = {}) {
  return findTellingTerms(
    collection,
    { text, liked, unliked },
    async (terms) => new Map(terms.flatMap((term) => (frequencies[term] ? [[term, frequencies[term]]] : []))),
  )
}

describe('the most telling words', () => {
  test('are the rarest first, as they are written, without function words and words that nobody else has', async () => {
    const words = await tell([{ id: 'a', title: 'The Walnuts of a desk, unheard' }], { walnut: 3, desk: 900 })
    expect(words).toEqual(['walnuts', 'desk'])
  })

  test('come from visible texts of class a to c', async () => {
    const document = { id: 'a', title: 'oak', brand: 'acme', category: 'Home', description: 'marble', note: 'embargoed', loose: 'zinc' }
    const words = await tell([document], { oak: 5, acm: 5, acme: 5, home: 5, marbl: 5, marble: 5, embargo: 5, embargoed: 5, zinc: 5 })
    expect(words.toSorted()).toEqual(['acme', 'home', 'oak'])
  })

  test('weigh a title twice over a text that only mentions', async () => {
    expect(await tell([{ id: 'a', title: 'oak', category: 'linen' }], { oak: 10, linen: 10 })).toEqual(['oak', 'linen'])
  })

  test('are at most 24', async () => {
    const names = Array.from({ length: 60 }, (_unused, at) => `w${at}`)
    const words = await tell([{ id: 'a', title: names.join(' ') }], Object.fromEntries(names.map((name, at) => [name, at + 1])))
    expect(words).toEqual(names.slice(0, MAX_TELLING_TERMS))
  })

  test('lose those of what is not liked, and gain those of the text', async () => {
    const options = { text: 'lamp', unliked: [{ id: 'b', title: 'brass' }] }
    expect((await tell([{ id: 'a', title: 'oak' }], { lamp: 10, oak: 10, brass: 10 }, options)).toSorted()).toEqual(['lamp', 'oak'])
  })
})
