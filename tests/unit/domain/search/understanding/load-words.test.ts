import { expect, test } from 'vitest'
import { replaceAbbreviations } from '../../../../../src/domain/search/understanding/forms/abbreviations.ts'
import { loadWords } from '../../../../../src/domain/search/understanding/load-words.ts'
import { putBlockedWords } from '../../../../../src/domain/search/understanding/suggest/put-blocked-words.ts'
import { putSynonym } from '../../../../../src/domain/search/understanding/synonyms/put-synonym.ts'
import { createSynonymRig } from './synonyms/synonym-rig.ts'

test('rules of every kind, as they are written, serve the next search', async () => {
  const { harness, ports, ctx } = await createSynonymRig()
  await harness.write('shop', [
    { id: 'sofa', title: 'Green sofa' },
    { id: 'television', title: 'Small television' },
  ])
  await putSynonym(ports, ctx, { collection: 'shop', id: 'seats', rule: { type: 'two_way', words: ['couch', 'sofa'] } })
  await replaceAbbreviations(ports, ctx, { collection: 'shop', items: [{ word: 'tv', expansions: ['television'] }] })
  await putBlockedWords(ports, ctx, { collection: 'shop', words: ['replica'] })
  const search = harness.searcher('shop')

  const couch = await search({ q: 'couch' })
  expect(couch.hits.map(({ id }) => id)).toEqual(['sofa'])
  expect(couch.query.synonyms).toEqual([{ id: 'seats', from: 'couch', to: 'sofa', weight: 0.8, span: [0, 5] }])
  expect(couch.degraded).toEqual([])

  const tv = await search({ q: 'tv' })
  expect(tv.hits.map(({ id }) => id)).toEqual(['television'])
  expect(tv.query.forms).toMatchObject([{ from: 'tv', to: 'television', kind: 'abbreviation' }])

  const { isBlocked } = await loadWords(ports.rules, await harness.find('shop'), async () => {})
  expect([isBlocked('replicas'), isBlocked('sofa')]).toEqual([true, false])
})
