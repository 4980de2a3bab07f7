import { createLearntEmbedder } from '../../../src/adapters/embedded/learnt-embedder.ts'
import { createSemanticSources } from '../../../src/adapters/semantic-sources.ts'
import { createVectorSets } from '../../../src/adapters/d1/vector-sets.ts'
import type { JsonObject } from '../../../src/contracts/documents.ts'
import { assignSlots, type Collection } from '../../../src/domain/catalog/index.ts'
import { addDocuments, createLearner, finish, step } from '../../../src/domain/embedding/index.ts'
import { completeSet, embedDocuments } from '../../../src/domain/ingestion/index.ts'
import { vectorText } from '../../../src/domain/ingestion/vector-text.ts'
import { analyse, contentTokens } from '../../../src/shared/text/index.ts'
import { gatherWords } from '../../support/gathered-words.ts'
import { createSearchHarness, type Search } from '../../support/search-harness.ts'
import { readArticles, readDefinition, readProducts } from './read-samples.ts'

const VECTOR = 'content'
const harness = createSearchHarness()
/** The sample collections, searched as after a first start. */
export const searches = {
  products: await load('products', readProducts()),
  articles: await load('articles', readArticles()),
}

/** Loads a sample collection as the first start does: documents, their words gathered, a model learnt from them, their vectors. */
async function load(name: 'products' | 'articles', documents: readonly object[]): Promise<Search> {
  await harness.create(name, readDefinition(name))
  await harness.write(name, documents)
  const collection = await harness.find(name)
  const bodies = documents.map((document) => ({ ...document }) as JsonObject)
  const model = learn(collection, bodies)
  const openEmbedder = async () => createLearntEmbedder(model, 'en')
  const described = {
    name: model.version,
    dimensions: 256 as const,
    blob: null,
    statistics: { ...model.statistics },
    slots: assignSlots(collection.definition),
    learntAt: harness.clock.now,
    documents: collection.documentCount,
  }
  const sets = createVectorSets(harness.db)
  await sets.begin(collection, 1, described)
  await embedDocuments({ ...harness.embedding, openEmbedder }, collection, { set: 1, model: described }, await sets.listKeys(collection, 0, 10_000))
  await completeSet(harness.completing, await harness.find(name), 1)
  const understanding = { ...harness.search.understanding, ...gatherWords(collection, bodies) }
  return harness.searcher(name, { ports: { semantic: createSemanticSources(openEmbedder, harness.vectors), understanding } })
}

function learn(collection: Collection, bodies: readonly JsonObject[]) {
  const learner = createLearner({ version: 'embedded:1', collectionDocuments: bodies.length })
  addDocuments(
    learner,
    bodies.map((body) => contentTokens(analyse(vectorText(collection, VECTOR, body, true), 'en'), 'en')),
  )
  while (step(learner).phase !== 'done');
  return finish(learner)
}
