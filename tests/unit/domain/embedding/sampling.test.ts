import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DocumentSample, addDocuments, createLearner, decideLearning, finish, step } from '../../../../src/domain/embedding/index.ts'
import { makeDocuments } from './documents.ts'

function choose(keys: readonly string[], size: number, seed = 1): string[] {
  const sample = new DocumentSample(size, seed)
  for (const key of keys) sample.offer(key)
  return sample.chooseKeys()
}

describe('the sample', () => {
  it('is the same in whatever order keys come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 200 }), fc.integer({ min: 1, max: 50 }), (keys, size) => {
        const chosen = choose(keys, size)
        expect(choose(keys.toReversed(), size)).toEqual(chosen)
        expect(choose(keys.toSorted(), size)).toEqual(chosen)
        expect(new Set(chosen).size).toBe(Math.min(size, keys.length))
      }),
    )
  })

  it('of a smaller size is the beginning of a larger one', () => {
    const keys = Array.from({ length: 500 }, (_, at) => `sku-${at}`)
    expect(choose(keys, 40)).toEqual(choose(keys, 200).slice(0, 40))
  })

  it('takes evenly from everywhere in the catalog', () => {
    const keys = Array.from({ length: 10_000 }, (_, at) => `sku-${at}`)
    const tenths = new Array<number>(10).fill(0)
    for (const key of choose(keys, 1_000)) {
      const tenth = Math.floor(Number(key.slice(4)) / 1_000)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    // 100 are expected in each; 3.3 standard deviations.
    for (const count of tenths) expect(Math.abs(count - 100)).toBeLessThan(33)
  })

  it('differs with the seed', () => {
    const keys = Array.from({ length: 500 }, (_, at) => `sku-${at}`)
    expect(choose(keys, 50, 1)).not.toEqual(choose(keys, 50, 2))
  })
})

describe('the vocabulary', () => {
  function learnWords(
    documents: readonly (readonly { term: string }[])[],
    config: { maxTerms?: number; maxWordsCounted?: number },
  ): readonly string[] {
    const learner = createLearner({ subwordBuckets: 0, rank: 8, ...config })
    addDocuments(learner, documents)
    while (step(learner).phase !== 'done');
    return finish(learner).words
  }

  it('holds words of two documents or more, most widespread first', () => {
    const documents = ['a b', 'a c', 'a c', 'd d d'].map((text) => text.split(' ').map((term) => ({ term })))
    expect(learnWords(documents, {})).toEqual(['a', 'c'])
  })

  it('is cut to its bound at the rare end', () => {
    const documents = makeDocuments(300, 5, 3)
    const all = learnWords(documents, {})
    expect(learnWords(documents, { maxTerms: 40 })).toEqual(all.slice(0, 40))
  })

  it('keeps its widespread words when there are more words than it may count', () => {
    const documents = Array.from({ length: 400 }, (_, at) => ['common', 'shared', `once${at}`, `one${at}`].map((term) => ({ term })))
    expect(learnWords(documents, { maxWordsCounted: 50 }).slice(0, 2).toSorted()).toEqual(['common', 'shared'])
  })
})

describe('when to learn again', () => {
  const settled = {
    documents: 1_000,
    documentsAtLearning: 1_000,
    changedDocuments: 0,
    embeddedTokens: 0,
    unknownTokens: 0,
    unknownShareAtLearning: 0.05,
  }

  it('is at first, but not for a handful of documents', () => {
    expect(decideLearning(false, settled)).toEqual({ learn: true, reason: 'first' })
    expect(decideLearning(false, { ...settled, documents: 3 })).toEqual({ learn: false })
  })

  it('is not while nothing has happened', () => {
    expect(decideLearning(true, settled)).toEqual({ learn: false })
  })

  it('is when the catalog has grown, changed or begun to use other words', () => {
    expect(decideLearning(true, { ...settled, documents: 2_000 })).toEqual({ learn: true, reason: 'grown' })
    expect(decideLearning(true, { ...settled, changedDocuments: 300 })).toEqual({ learn: true, reason: 'changed' })
    expect(decideLearning(true, { ...settled, embeddedTokens: 10_000, unknownTokens: 2_000 })).toEqual({ learn: true, reason: 'unknown_words' })
    expect(decideLearning(true, { ...settled, embeddedTokens: 100, unknownTokens: 90 })).toEqual({ learn: false })
  })
})
