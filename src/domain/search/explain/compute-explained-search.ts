import type { SearchRequest } from '../../../contracts/search.ts'
import { AppError } from '../../../contracts/errors.ts'
import type { Context } from '../../../shared/context.ts'
import { hideFields } from '../../catalog/index.ts'
import { type ComputedResultSet, computeResultSet } from '../compute-result-set.ts'
import { type SearchPlan, planSearch } from '../plan-search.ts'
import { bindFilter } from '../resolve-filters.ts'
import { inWaves } from '../retrieval/in-waves.ts'
import type { GivenDocument } from '../similar/ports.ts'
import { Stopwatch } from '../stopwatch.ts'
import type { ExplainedSearch } from './explained-search.ts'
import type { ExplainPorts } from './ports.ts'

/** A collection that changes this many times in a row between two statements is being written all the time. */
const MAX_ATTEMPTS = 4
/** What a store is asked for at most. */
const MAX_PLACES = 1000

export type ExplainInput = { collection: string; request: SearchRequest; id: string }

/**
 * Runs the search as a search does and reads what it made of one document, both from one state of the collection.
 * Throws collections.not_found, documents.not_found, service.unavailable and what planning a search throws.
 */
export async function computeExplainedSearch(ports: ExplainPorts, ctx: Context, input: ExplainInput): Promise<ExplainedSearch> {
  // one deadline for the semantic side of the search and of what is asked about the document afterwards
  const watch = new Stopwatch(ctx.timer)
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const collection = await ports.collections.find(ctx.tenant, input.collection)
    if (!collection) throw new AppError('collections.not_found', `There is no collection or alias "${input.collection}".`)
    const [document] = await ports.readDocuments(collection, [input.id])
    if (!document) throw new AppError('documents.not_found', `There is no document "${input.id}".`)
    const plan = await planSearch(ports, ctx, collection, input.request)
    const computed = await computeResultSet(ports, plan, input.collection, watch)
    const explained = computed && (await lookUp(ports, watch, plan, computed, document))
    if (explained) return explained
  }
  throw new AppError('service.unavailable', 'The collection kept changing while the search was explained.')
}

/** Null when the collection has been written since the document was read. */
async function lookUp(
  ports: ExplainPorts,
  watch: Stopwatch,
  plan: SearchPlan,
  { set, retrieval, retrieved, semantic }: ComputedResultSet,
  document: GivenDocument,
): Promise<ExplainedSearch | null> {
  const { key, id, body } = document
  const { collection } = plan
  // refining decides neither plan nor scores: refined to its id, the same search tells whether the document is in R and by what
  const itself = await bindFilter(collection, `id = ${JSON.stringify(id)}`, 'id', false, ports.index.fieldIds)
  const { group: _group, pool: _pool, ...documents } = retrieval
  const alone = await ports.index.retrieve({ ...documents, refine: [itself], sort: [], facets: [], page: null })
  if (set.versions.dataVersion !== collection.dataVersion || JSON.stringify(alone.versions) !== JSON.stringify(set.versions)) return null
  const inside = new Set(retrieved.candidates.map(({ doc }) => doc))
  const nearest = orderNearest(
    retrieval.neighbours.filter((doc) => inside.has(doc)),
    semantic,
  )
  return {
    plan,
    set,
    retrieval,
    semantic,
    nearest,
    document: { key, id, body, visible: hideFields(collection.definition, body, plan.showHidden) },
    member: alone.candidates.find(({ doc }) => doc === key) ?? null,
    cosines: await scoreDocument(ports, watch, { plan, semantic, document }),
    places: nearest.includes(key) ? new Map() : await findPlaces(ports, watch, { plan, semantic, document }),
    at: set.docs.indexOf(key),
  }
}

/** S, best first: several vectors are asked for S before all of them have scored it. */
function orderNearest(neighbours: readonly number[], semantic: ExplainedSearch['semantic']): number[] {
  const similarity = (doc: number): number => semantic?.similarities.get(doc) ?? 0
  return neighbours.slice(0, semantic?.nearest.length ?? 0).toSorted((left, right) => similarity(right) - similarity(left) || left - right)
}

/** How far beyond S a document of the scope stands; nothing where a store does not tell in time. */
async function findPlaces(
  ports: ExplainPorts,
  watch: Stopwatch,
  { plan, semantic, document }: { plan: SearchPlan; semantic: ExplainedSearch['semantic']; document: GivenDocument },
): Promise<ExplainedSearch['places']> {
  if (!semantic || semantic.query.every((value) => value === 0)) return new Map()
  const { collection, scope, vectors } = plan
  const within = scope && { filter: scope, contains: (docs: readonly number[]) => ports.index.within(collection, scope, docs) }
  const find = async (): Promise<Map<string, number>> => {
    const answers = await inWaves(vectors, ({ name }) => semantic.source.nearest(name, semantic.query, MAX_PLACES, within))
    const places = answers.map((answer) => answer?.neighbours.findIndex(({ doc }) => doc === document.key) ?? -1)
    return new Map(vectors.flatMap(({ name }, at) => ((places[at] ?? -1) === -1 ? [] : [[name, (places[at] ?? 0) + 1] as const])))
  }
  const work = find().catch(() => new Map<string, number>())
  return (await watch.vector(ports.within(work, watch.semanticTimeLeft))) ?? new Map()
}

async function scoreDocument(
  ports: ExplainPorts,
  watch: Stopwatch,
  { plan, semantic, document }: { plan: SearchPlan; semantic: ExplainedSearch['semantic']; document: GivenDocument },
): Promise<ExplainedSearch['cosines']> {
  if (!semantic) return null
  const { vectors } = plan
  if (semantic.query.every((value) => value === 0)) return new Map(vectors.map(({ name }) => [name, null]))
  const score = async (): Promise<Map<string, number | null>> => {
    const scores = await inWaves(vectors, ({ name }) => semantic.source.score(name, semantic.query, [{ doc: document.key, id: document.id }]))
    return new Map(vectors.map(({ name }, at) => [name, scores[at]?.get(document.key) ?? null]))
  }
  const work = score().catch(() => null)
  return (await watch.vector(ports.within(work, watch.semanticTimeLeft))) ?? null
}
