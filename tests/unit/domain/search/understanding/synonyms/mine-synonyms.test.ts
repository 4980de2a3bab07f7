import { describe, expect, test } from 'vitest'
import type { JobSlice } from '../../../../../../src/contracts/jobs.ts'
import { DIMENSIONS, type TextModel, encodeModel } from '../../../../../../src/domain/embedding/index.ts'
import { weighRarity } from '../../../../../../src/domain/embedding/term-matrix.ts'
import { looksAlike, isComparable } from '../../../../../../src/domain/search/understanding/synonyms/compare-terms.ts'
import { judgeSuggestion } from '../../../../../../src/domain/search/understanding/synonyms/judge-suggestion.ts'
import { listSuggestions } from '../../../../../../src/domain/search/understanding/synonyms/list-suggestions.ts'
import { type MiningPorts, mineSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/mine-collection.ts'
import {
  type TermUse,
  areRivals,
  choosePairs,
  measureConfidence,
  shareContexts,
} from '../../../../../../src/domain/search/understanding/synonyms/mine-synonyms.ts'
import { suggestSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/suggest-synonyms.ts'
import { analyse } from '../../../../../../src/shared/text/index.ts'
import { createSynonymRig } from './synonym-rig.ts'

const pair = (left: string, right: string, cosine: number, documents: [number, number], together: number) => ({
  terms: [left, right] as [string, string],
  cosine,
  documents,
  together,
})

describe('of words that are used alike', () => {
  test('those are chosen that hardly ever meet and are frequent enough to', () => {
    const pairs = [pair('couch', 'sofa', 0.8, [100, 80], 1), pair('garden', 'hose', 0.95, [100, 80], 60), pair('rare', 'seldom', 0.99, [100, 7], 0)]
    expect(choosePairs(pairs, 8).map(({ terms }) => terms[0])).toEqual(['couch'])
  })

  test('no word takes more than two places, and the surest come first', () => {
    const pairs = [0.7, 0.9, 0.8, 0.6].map((cosine, at) => pair('lamp', `w${at}`, cosine, [100, 100], 0))
    expect(choosePairs(pairs, 8).map(({ terms }) => terms[1])).toEqual(['w1', 'w2'])
  })

  test('the more alike, the less together and the more frequent, the surer', () => {
    const base = measureConfidence(pair('a', 'b', 0.8, [100, 100], 1))
    expect(measureConfidence(pair('a', 'b', 0.9, [100, 100], 1))).toBeGreaterThan(base)
    expect(measureConfidence(pair('a', 'b', 0.8, [100, 100], 3))).toBeLessThan(base)
    expect(measureConfidence(pair('a', 'b', 0.8, [20, 100], 1))).toBeLessThan(base)
    expect(base).toBeGreaterThan(0)
    expect(base).toBeLessThan(1)
  })

  test('forms and spellings of one word, numbers and model codes are no pair', () => {
    for (const [left, right] of [
      ['brickmould', 'brickmold'],
      ['colour', 'color'],
      ['light', 'lighting'],
      ['programme', 'program'],
    ] as const)
      expect(looksAlike(left, right), left).toBe(true)
    expect(looksAlike('couch', 'sofa')).toBe(false)
    expect(looksAlike('timber', 'lumber')).toBe(false)
    expect(['couch', 'dcd771c2', '65in', 'tv', 'ソファー'].filter(isComparable)).toEqual(['couch', 'ソファー'])
  })

  test('names and values of one facet are rivals', () => {
    const use = (leading: number, fields: string[] = []): TermUse => ({ surface: 'x', leading, fields, contexts: new Map() })
    expect(areRivals(use(0), use(0.2))).toBe(false)
    expect(areRivals(use(0.9), use(0.2))).toBe(true)
    expect(areRivals(use(0, ['colour']), use(0, ['colour', 'size']))).toBe(true)
    expect(areRivals(use(0, ['colour']), use(0, ['size']))).toBe(false)
  })

  test('what stands beside them says how alike they are, the same from either side', () => {
    const use = (contexts: Record<string, number>): TermUse => ({ surface: 'x', leading: 0, fields: [], contexts: new Map(Object.entries(contexts)) })
    const [left, right] = [use({ '<red': 2, '>cover': 1 }), use({ '<red': 1, '>leg': 1 })]
    expect(shareContexts(left, left)).toBeCloseTo(1)
    expect(shareContexts(left, right)).toBeCloseTo(shareContexts(right, left))
    expect(shareContexts(left, use({ '>red': 1 }))).toBe(0)
  })
})

const SUBJECTS = ['couch', 'sofa', 'drill', 'kettle', 'tent', 'carpet', 'ladder', 'mirror']
const NEAR = new Set(['couch', 'sofa'])

/** Titles in which couch and sofa stand among the same words and never together. */
function makeTitles(): string[] {
  return Array.from({ length: 640 }, (_unused, at) => {
    const subject = SUBJECTS[at % SUBJECTS.length] ?? ''
    const near = NEAR.has(subject) ? 'velvet' : `steel${subject}`
    return `sturdy ${near} ${subject} cover number ${at >> 3}`
  })
}

/** As if learnt from the titles: couch and sofa point the same way, every other word somewhere else. */
function makeModel(titles: readonly string[]): TextModel {
  const frequencies = new Map<string, number>()
  for (const title of titles)
    for (const term of new Set(analyse(title, 'en').map((token) => token.term))) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
  const words = [...frequencies.keys()]
  const vectors = new Int8Array(words.length * DIMENSIONS)
  words.forEach((word, row) => (vectors[row * DIMENSIONS + (NEAR.has(word) ? 0 : 1 + (row % 90))] = 127))
  const statistics = { documents: 640, sampledDocuments: 640, meanDocumentLength: 7, meanDistinctTerms: 7, explained: 1, agreement: 1 }
  return {
    version: 'made',
    dimensions: DIMENSIONS,
    rank: DIMENSIONS,
    words,
    places: new Map(),
    idf: Float32Array.from(words, (word) => weighRarity(frequencies.get(word) ?? 0, 640)),
    vectors,
    scales: new Float32Array(words.length).fill(1),
    subwords: { buckets: 0, vectors: new Int8Array(0), scales: new Float32Array(0) },
    singularValues: new Float32Array(DIMENSIONS),
    unknownIdf: 1,
    statistics,
  }
}

async function createMiningRig() {
  const rig = await createSynonymRig()
  const titles = makeTitles()
  for (let at = 0; at < titles.length; at += 320)
    await rig.harness.write(
      'shop',
      titles.slice(at, at + 320).map((title, index) => ({ id: `d${at + index}`, title })),
    )
  const model = encodeModel(makeModel(titles))
  const collection = await rig.harness.find('shop')
  const semantic = { name: 'lsa', dimensions: 256 as const, blob: 'model', statistics: {}, slots: {}, learntAt: 0, documents: titles.length }
  const ports: MiningPorts = {
    collections: { findById: async () => ({ ...collection, model: semantic }) },
    rules: rig.ports.rules,
    uses: rig.uses,
    blobs: { get: async () => model },
    now: () => 0,
  }
  /** Slices to the end; what a slice leaves goes through JSON, as in the store. */
  const mine = async (): Promise<JobSlice> => {
    let task = { id: 'job', tenant: 'default', collectionId: rig.id, payload: {}, cursor: null as unknown, done: 0, total: 100 }
    for (;;) {
      const slice = await mineSynonyms(ports, task)
      if (slice.state !== 'running') return slice
      task = { ...task, cursor: JSON.parse(JSON.stringify(slice.cursor)) as unknown, done: slice.done }
    }
  }
  const list = (state: 'waiting' | 'approved' | 'rejected' = 'waiting') =>
    listSuggestions(rig.ports, rig.ctx, { collection: 'shop', state, limit: 100, after: null })
  return { ...rig, mining: ports, mine, list }
}

describe('mining a collection', () => {
  test('suggests the words that stand in for each other, remembers what was decided, and keeps to what rules leave open', async () => {
    const { mine, list, ports, ctx, exportAll, importText } = await createMiningRig()
    expect(await mine()).toMatchObject({ state: 'succeeded' })
    const { items } = await list()
    const found = items.find(({ id }) => id === 'couch~sofa')
    expect(found).toMatchObject({
      state: 'waiting',
      words: ['couch', 'sofa'],
      terms: ['couch', 'sofa'],
      documents: [80, 80],
      together: 0,
      expected: 10,
    })
    expect(items.map(({ confidence }) => confidence)).toEqual(items.map(({ confidence }) => confidence).toSorted((left, right) => right - left))
    // nobody has approved it: searches know nothing of it
    expect(await exportAll()).toEqual([])

    expect(await judgeSuggestion(ports, ctx, { collection: 'shop', id: 'couch~sofa', verdict: 'rejected' })).toMatchObject({ state: 'rejected' })
    await mine()
    expect((await list()).items.map(({ id }) => id)).not.toContain('couch~sofa')
    expect((await list('rejected')).items.map(({ id }) => id)).toEqual(['couch~sofa'])

    expect(await judgeSuggestion(ports, ctx, { collection: 'shop', id: 'couch~sofa', verdict: 'approved' })).toMatchObject({
      rule: { id: 'couch~sofa' },
    })
    expect(await exportAll()).toEqual([{ id: 'couch~sofa', type: 'two_way', words: ['couch', 'sofa'], weight: 0.8 }])
    await expect(judgeSuggestion(ports, ctx, { collection: 'shop', id: 'none', verdict: 'approved' })).rejects.toMatchObject({
      code: 'synonyms.not_found',
    })
    await importText('couch, sofa', { replace: true })
    await mine()
    expect((await list()).items.map(({ id }) => id)).not.toContain('couch~sofa')
  }, 60_000)

  test('ends quietly when the model is gone', async () => {
    const { mining } = await createMiningRig()
    const task = { id: 'job', tenant: 'default', collectionId: 1, payload: {}, cursor: null, done: 0, total: 100 }
    expect(await mineSynonyms({ ...mining, blobs: { get: async () => null } }, task)).toEqual({ state: 'cancelled' })
    expect(await mineSynonyms({ ...mining, collections: { findById: async () => null } }, task)).toEqual({ state: 'cancelled' })
  }, 60_000)

  test('is not begun without learnt vectors', async () => {
    const { ports, ctx } = await createSynonymRig()
    const starter = { ...ports, addJob: async () => undefined, waker: { wake: async () => undefined } }
    await expect(suggestSynonyms(starter, ctx, { collection: 'shop' })).rejects.toMatchObject({ code: 'synonyms.no_model' })
  })
})
