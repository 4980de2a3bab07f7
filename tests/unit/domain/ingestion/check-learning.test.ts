import { describe, expect, test } from 'vitest'
import type { Collection, SemanticModel } from '../../../../src/domain/catalog/index.ts'
import { countFollowUps, judgeLearning } from '../../../../src/domain/ingestion/check-learning.ts'

const learnt = { name: 'embedded:1', blob: 'models/1/1', documents: 1000, changes: 1000, learntAt: 0 } as unknown as SemanticModel
const shop = {
  definition: { vectors: [{ name: 'content' }] },
  documentCount: 1000,
  changes: 1000,
  buildingSet: null,
  vectorSet: 1,
  model: learnt,
  relearn: false,
  lexicon: {},
  createdAt: 0,
  updatedAt: 0,
} as unknown as Collection

describe('when a collection is learnt', () => {
  const fresh = { vectorSet: null, model: null }
  test.each<[string, Partial<Collection>, number, number | null]>([
    ['the first time once writes have been quiet', { ...fresh, updatedAt: 10_000 }, 10_500, 1000],
    ['but its words are gathered first', { ...fresh, lexicon: null, updatedAt: 10_000 }, 10_500, 6000],
    ['words that do not come hold it up for a moment only', { ...fresh, lexicon: null, updatedAt: 10_000 }, 16_500, 0],
    ['writes that never end hold it up for two minutes', { ...fresh, lexicon: null, updatedAt: 120_000 }, 120_000, 0],
    ['not again while nothing has changed', {}, 1_000_000, null],
    ['a few changes wait until writes have been quiet for longer', { changes: 1001, updatedAt: 20_000 }, 21_000, 9000],
    [
      'in a large collection for as long as learning takes',
      { documentCount: 60_000, changes: 60_001, model: { ...learnt, documents: 60_000, changes: 60_000 } },
      0,
      60_000,
    ],
    ['and each time in a row twice as long', { changes: 1001, model: { ...learnt, followUps: 3 } }, 0, 80_000],
    [
      'a third of them waits no longer than the first documents did',
      { changes: 1300, model: { ...learnt, followUps: 3 }, updatedAt: 10_000 },
      10_000,
      1500,
    ],
    ['twice as many documents do not either', { documentCount: 2000, changes: 1001, updatedAt: 10_000 }, 10_000, 1500],
    [
      'a model of an older version counted from its own beginning',
      { changes: 0, model: { ...learnt, changes: undefined } as SemanticModel },
      0,
      null,
    ],
    ['one that somebody went back to stays', { changes: 1001, model: { ...learnt, held: true } }, 1_000_000, null],
    ['never beside a set that is being built', { changes: 1300, buildingSet: 2 }, 1_000_000, null],
  ])('%s', (_name, change, now, wait) => {
    expect(judgeLearning({ ...shop, ...change }, null, now)?.wait ?? null).toBe(wait)
  })

  test('changes say nothing about the model of a cloud', () => {
    const model = { ...learnt, name: 'cloud', blob: null }
    expect(judgeLearning({ ...shop, changes: 9000, model }, 'cloud', 1_000_000)).toBeNull()
    expect(judgeLearning({ ...shop, model: { ...model, name: 'other' } }, 'cloud', 1_000_000)?.how).toBe('embed')
  })

  test('a collection that changes a little for ever is learnt ever more seldom', () => {
    const minute = 60_000
    let collection: Collection = { ...shop, documentCount: 100_000, changes: 0, model: { ...learnt, documents: 100_000, changes: 0 } }
    const learnings: number[] = []
    // thirty days of one change every ten minutes, looked at every minute
    for (let at = 1; at <= 30 * 24 * 60; at++) {
      const now = at * minute
      if (at % 10 === 0) collection = { ...collection, changes: collection.changes + 1, updatedAt: now }
      if ((judgeLearning(collection, null, now)?.wait ?? 1) > 0) continue
      learnings.push(at)
      collection = {
        ...collection,
        model: { ...learnt, documents: 100_000, changes: collection.changes, followUps: countFollowUps(collection), learntAt: now },
      }
    }
    // 100 s of quiet, 200 s and 400 s come about; 800 s do not between two changes
    expect(learnings).toHaveLength(3)
  })
})
