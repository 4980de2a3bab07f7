import { expect, test } from 'vitest'
import { createSemanticSources } from '../../../src/adapters/semantic-sources.ts'
import type { Collection } from '../../../src/domain/catalog/index.ts'
import type { TermForm, TextEmbedder } from '../../../src/domain/embedding/index.ts'
import { createMemoryVectorStore } from '../../support/memory-vector-store.ts'

const collection = { vectorSet: 1, model: { name: 'm', dimensions: 256, statistics: {}, slots: {} } } as unknown as Collection
const FORMS: TermForm[] = [{ of: ['tv'], terms: ['television'], weight: 0.95 }]

const answer = (captured: number) => ({ vector: new Float32Array(256), captured })
const reads: TextEmbedder = { model: 'm', dimensions: 256, embed: async (texts) => texts.map((text) => answer(text.length)) }
const open = (embedder: TextEmbedder) => createSemanticSources(async () => embedder, createMemoryVectorStore()).open(collection)

test('a model that weighs words is given the forms of the query, and one that reads sentences its text alone', async () => {
  const weighs: TextEmbedder = { ...reads, embedForms: async (text, forms) => answer(text.length + 100 * forms.length) }
  expect((await (await open(weighs))?.embed('tv', FORMS))?.captured).toBe(102)
  expect((await (await open(reads))?.embed('tv', FORMS))?.captured).toBe(2)
})
