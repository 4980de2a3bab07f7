import type { DegradedCode } from '../../contracts/search.ts'
import type { RetrievalRequest, Retrieved, SearchPorts } from './ports.ts'
import { boundClauses } from './bound-clauses.ts'
import { assembleResultSet } from './assemble-result-set.ts'
import { type ReadLikeness, measureLikeness } from './diversity/measure-likeness.ts'
import type { SearchPlan } from './plan-search.ts'
import type { ResultSet } from './result-set.ts'
import { type SemanticHits, retrieveNeighbours, scoreDocuments, weighVectors } from './retrieval/retrieve-semantic.ts'
import type { Stopwatch } from './stopwatch.ts'

/** How long a search waits for the semantic side before it answers without it. */
const SEMANTIC_BUDGET_MS = 1500
const SCORED = 200
/** S has at most this many documents (DESIGN section 5). */
const NEIGHBOURS = 100

export type ComputedResultSet = {
  set: ResultSet
  bodies: Retrieved['bodies']
  /** what was asked of the index and what it said, for explaining the set */
  retrieval: RetrievalRequest
  retrieved: Retrieved
  semantic: SemanticHits | null
}

/** plan -> retrieve -> fuse -> rank. Null when the collection has changed under the plan: plan again. */
export async function computeResultSet(ports: SearchPorts, plan: SearchPlan, name: string, watch: Stopwatch): Promise<ComputedResultSet | null> {
  const { collection, request } = plan
  // nothing is known of users yet: a search that asks to be personal is told that it is not
  const degraded: DegradedCode[] = request.personalize ? ['personalization'] : []
  if (!plan.query.complete) degraded.push('understanding')
  const semantic = await findNeighbours(ports, plan, watch, degraded)
  const retrieval: RetrievalRequest = {
    collection,
    name,
    terms: request.mode === 'semantic' ? [] : boundClauses(plan.query.terms),
    phrases: request.mode === 'semantic' ? [] : plan.query.phrases.map(({ terms }) => terms),
    kind: plan.kind,
    neighbours: semantic ? [...semantic.similarities.keys()] : [],
    scored: semantic !== null,
    scope: plan.scope,
    refine: plan.refine.map((part) => part.node),
    sort: plan.sort,
    facets: plan.facets,
    boosts: plan.kind === 'browse' ? [] : plan.boosts,
    ruleBoosts: plan.kind === 'browse' ? [] : plan.ruleBoosts,
    pinned: plan.pinned.map(({ id }) => id),
    hidden: plan.hidden,
    columns: [],
    ...(plan.group === null ? {} : { group: { field: plan.group.field, size: plan.group.size } }),
    ...(plan.diversity === null ? {} : { pool: { field: plan.diversity.kind === 'cap' ? plan.diversity.field : null } }),
    page: isOrderedByStatement(plan, semantic) ? { from: (request.page - 1) * request.perPage, count: request.perPage } : null,
  }
  const retrieved = await watch.d1(ports.index.retrieve(retrieval))
  watch.rowsRead += retrieved.rowsRead
  const { versions } = retrieved
  if (
    !versions ||
    versions.id !== collection.id ||
    versions.configVersion !== collection.configVersion ||
    versions.vectorSet !== collection.vectorSet ||
    versions.understandingVersion !== collection.understandingVersion
  )
    return null
  if (semantic && request.mode === 'hybrid') await scoreKeywordSide(ports, plan, watch, semantic, retrieved, degraded)
  const likeness: ReadLikeness = (documents) => measureLikeness(ports, plan, documents, { watch, degraded })
  const set = await assembleResultSet(plan, retrieved, semantic, versions, degraded, likeness)
  return { set, bodies: retrieved.bodies, retrieval, retrieved, semantic }
}

/** Then the statement knows the page and brings its bodies along. */
function isOrderedByStatement(plan: SearchPlan, semantic: SemanticHits | null): boolean {
  return (
    semantic === null &&
    plan.boosts.length === 0 &&
    plan.ruleBoosts.length === 0 &&
    plan.pinned.length === 0 &&
    plan.group === null &&
    plan.diversity === null
  )
}

async function findNeighbours(ports: SearchPorts, plan: SearchPlan, watch: Stopwatch, degraded: DegradedCode[]): Promise<SemanticHits | null> {
  const { collection, request } = plan
  if (plan.kind === 'browse' || request.mode === 'keyword') return null
  // a model learnt from the collection would guess from pieces of the words: nothing is near to what nobody wrote
  if (plan.query.strange && collection.model?.blob) return null
  const vectors = weighVectors(collection, request.weights?.vectors)
  if (vectors.length === 0 || request.weights?.semantic === 0) {
    // without vectors hybrid is keyword search, but a semantic search has nothing to answer with
    if (request.mode === 'semantic') degraded.push('semantic')
    return null
  }
  const scope = plan.scope
  const find = async (): Promise<SemanticHits | null> => {
    const source = await ports.semantic.open(collection)
    if (!source) return null
    const within =
      scope === null ? null : { filter: scope, contains: (docs: readonly number[]) => watch.d1(ports.index.within(collection, scope, docs)) }
    return retrieveNeighbours(source, plan.query.searched, vectors, within)
  }
  const found = await watch.vector(
    ports.within(
      find().catch(() => null),
      SEMANTIC_BUDGET_MS,
    ),
  )
  if (!found) {
    // an empty collection has nothing to be near to: that is an answer, not a shortfall
    if (collection.documentCount > 0) degraded.push('semantic')
    return null
  }
  watch.vectorCandidates += found.candidates
  watch.vectorRowsRead += found.rowsRead
  return found
}

/**
 * Similarities of R: of S and of the first 200 of K, whatever the refinements. Others are dropped, also where the store
 * happened to name them: which documents are known must not depend on what is shown.
 */
async function scoreKeywordSide(
  ports: SearchPorts,
  plan: SearchPlan,
  watch: Stopwatch,
  semantic: SemanticHits,
  retrieved: Retrieved,
  degraded: DegradedCode[],
): Promise<void> {
  const found = new Set(retrieved.candidates.map(({ doc }) => doc))
  const near = [...semantic.similarities.keys()].filter((doc) => found.has(doc)).slice(0, NEIGHBOURS)
  const best = retrieved.candidates
    .filter((candidate) => candidate.keyword !== null)
    .toSorted((left, right) => (right.keyword ?? 0) - (left.keyword ?? 0) || left.doc - right.doc)
    .slice(0, SCORED)
  const vectors = weighVectors(plan.collection, plan.request.weights?.vectors)
  const named = new Set([...near, ...best.map(({ doc }) => doc)])
  for (const doc of semantic.similarities.keys()) if (!named.has(doc)) semantic.similarities.delete(doc)
  // near to one vector says nothing about the others
  const unscored = vectors.length > 1 ? best : best.filter(({ doc }) => !semantic.similarities.has(doc))
  const work = scoreDocuments(semantic, unscored, vectors).then(
    () => true,
    () => false,
  )
  const finished = await watch.vector(ports.within(work, SEMANTIC_BUDGET_MS))
  if (finished !== true && !degraded.includes('semantic')) degraded.push('semantic')
}
