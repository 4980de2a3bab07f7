import { AppError } from '../../../contracts/errors.ts'
import type { SetComparison } from '../../../contracts/vector-sets.ts'
import type { Context } from '../../../shared/context.ts'
import { type Collection, type CollectionStore, type SemanticModel, getCollection } from '../../catalog/index.ts'
import type { SemanticSource, SemanticSources } from '../ports.ts'
import { retrieveNeighbours, scoreDocuments, settleSimilarities } from '../retrieval/retrieve-semantic.ts'
import { type NamedWeight, weighVectors } from '../retrieval/weigh-vectors.ts'
import { type QuerySources, chooseQueries } from './choose-queries.ts'
import { type Hit, compareLists, meanOf } from './compare-lists.ts'

export type CompareSetsPorts = QuerySources & {
  collections: CollectionStore
  semantic: SemanticSources
  findSet(collection: Collection, set: number): Promise<{ state: string; model: SemanticModel | null } | null>
  documentIds(collection: Collection, docs: readonly number[]): Promise<ReadonlyMap<number, string>>
}

/** Read of each list, so that documents deleted meanwhile leave ten. */
const READ = 30
/** The heaviest ones take part: 50 queries to two sets stay below the calls that one request may make. */
const VECTORS = 8

/**
 * The nearest documents that the served set and another one name for the same queries, filters and words left out.
 * Throws vectors.set_not_found, vectors.set_state, and what opening the models throws.
 */
export async function compareVectorSets(
  ports: CompareSetsPorts,
  ctx: Context,
  input: { collection: string; set: number; queries?: readonly string[] | undefined },
): Promise<SetComparison> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const other = await ports.findSet(collection, input.set)
  if (!other) throw new AppError('vectors.set_not_found', `The collection has no vector set ${input.set}.`)
  const { state, model } = other
  if ((state !== 'ready' && state !== 'previous') || !model) throw new AppError('vectors.set_state', `Set ${input.set} is ${state}.`)
  const served = await ports.semantic.open(collection)
  const compared = await ports.semantic.open({ ...collection, vectorSet: input.set, model })
  if (!served || !compared || collection.vectorSet === null)
    throw new AppError('vectors.set_state', 'No set answers yet: there is nothing to compare with.')
  const { source, queries } = await chooseQueries(ports, collection, input.queries)
  const vectors = weighVectors(collection, {}).slice(0, VECTORS)
  const found: { query: string; served: Found[]; compared: Found[] }[] = []
  for (const query of queries) {
    const [left, right] = await Promise.all([served, compared].map((one) => findNearest(ports, collection, { source: one, query, vectors })))
    found.push({ query, served: left ?? [], compared: right ?? [] })
  }
  const docs = new Set(found.flatMap((lists) => [...lists.served, ...lists.compared].map(({ doc }) => doc)))
  const ids = await ports.documentIds(collection, [...docs])
  const name = (hits: readonly Found[]): Hit[] =>
    hits.flatMap(({ doc, similarity }) => {
      const id = ids.get(doc)
      return id === undefined ? [] : [{ id, similarity }]
    })
  const comparisons = found.map((lists) => ({ query: lists.query, ...compareLists(name(lists.served), name(lists.compared)) }))
  return {
    served: collection.vectorSet,
    compared: input.set,
    source,
    overlap: comparisons.length === 0 ? 1 : meanOf(comparisons.map(({ overlap }) => overlap)),
    similarityDifference: meanOf(comparisons.map(({ similarityDifference }) => similarityDifference)),
    queries: comparisons,
  }
}

type Found = { doc: number; similarity: number }

/** As a search finds them; a vector that does not answer makes the sets incomparable. */
async function findNearest(
  ports: CompareSetsPorts,
  collection: Collection,
  { source, query, vectors }: { source: SemanticSource; query: string; vectors: readonly NamedWeight[] },
): Promise<Found[]> {
  const retrieval = retrieveNeighbours(async () => source, { searched: query, otherForms: [] }, vectors, null)
  await retrieval.finished
  const hits = retrieval.gather()
  if (!hits || hits.missing.length > 0) throw new AppError('service.unavailable', 'A vector set did not answer; try again.')
  const near = [...hits.similarities.keys()]
  if (vectors.length > 1) {
    const ids = await ports.documentIds(collection, near)
    const scoring = scoreDocuments(
      hits,
      near.flatMap((doc) => {
        const id = ids.get(doc)
        return id === undefined ? [] : [{ doc, id }]
      }),
    )
    await scoring.finished
    if (!scoring.add()) throw new AppError('service.unavailable', 'A vector set did not answer; try again.')
    settleSimilarities(hits, near, [])
  }
  return [...hits.similarities]
    .map(([doc, similarity]) => ({ doc, similarity }))
    .sort((left, right) => right.similarity - left.similarity || left.doc - right.doc)
    .slice(0, READ)
}
