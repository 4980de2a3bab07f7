import type { DegradedCode } from '../../contracts/search.ts'
import type { RetrievalRequest, Retrieved, SearchPorts } from './ports.ts'
import { boundClauses } from './bound-clauses.ts'
import { assembleResultSet, rankRetrieved } from './assemble-result-set.ts'
import { type Depth, countKept } from './cut-result-set.ts'
import { type ReadLikeness, measureLikeness } from './diversity/measure-likeness.ts'
import { readsDocuments } from './formula/formula.ts'
import type { SearchPlan } from './plan-search.ts'
import { listMembers } from './present-page.ts'
import { type Reranked, rerankRanked } from './reranking/rerank-ranked.ts'
import type { ResultSet } from './result-set.ts'
import { type SemanticHits, retrieveNeighbours, scoreDocuments, settleSimilarities } from './retrieval/retrieve-semantic.ts'
import type { Stopwatch } from './stopwatch.ts'

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

/**
 * plan -> retrieve -> fuse -> rank. Null when the collection has changed under the plan: plan again.
 * A `depth` of page may give a set that is cut (docs/decisions/0011-first-pages-from-fewer-candidates.md).
 */
export async function computeResultSet(
  ports: SearchPorts,
  plan: SearchPlan,
  name: string,
  watch: Stopwatch,
  depth: Depth = 'whole',
): Promise<ComputedResultSet | null> {
  const { collection, request } = plan
  // nothing is known of users yet: a search that asks to be personal is told that it is not
  const degraded: DegradedCode[] = request.personalize ? ['personalization'] : []
  if (!plan.query.complete) degraded.push('understanding')
  if (!plan.rules.complete) degraded.push('rules')
  const semantic = await findNeighbours(ports, plan, watch, degraded)
  const retrieval: RetrievalRequest = {
    collection,
    name,
    terms: request.mode === 'semantic' ? [] : boundClauses(plan.query.terms),
    phrases: request.mode === 'semantic' ? [] : plan.query.phrases.map(({ terms }) => terms),
    heads: plan.query.head?.terms ?? [],
    kind: plan.kind,
    neighbours: semantic ? [...semantic.similarities.keys()] : [],
    scored: semantic !== null,
    scope: plan.scope,
    refine: plan.refine.map((part) => part.node),
    sort: plan.sort,
    facets: plan.facets,
    boosts: plan.kind === 'browse' ? [] : plan.boosts,
    ruleBoosts: plan.ruleBoosts,
    pinned: plan.pinned.map(({ id }) => id),
    hidden: plan.hidden,
    kept: countKept(plan, depth),
    ranked: isRanked(plan),
    columns: plan.kind === 'browse' ? [] : plan.columns,
    ...(plan.group === null ? {} : { group: { field: plan.group.field, size: plan.group.size } }),
    ...(plan.diversity === null ? {} : { pool: { field: plan.diversity.kind === 'cap' ? plan.diversity.field : null } }),
    page: isOrderedByStatement(plan, semantic)
      ? { from: (request.page - 1) * request.perPage, count: request.perPage, members: listMembers(plan) }
      : null,
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
  if (semantic && (request.mode === 'hybrid' || semantic.vectors.length > 1)) await scoreCandidates(ports, watch, semantic, retrieved, degraded)
  const ranked = rankRetrieved(plan, retrieved, semantic)
  const window = { retrieval, retrieved, semantic, ordered: ranked.ordered }
  const reranked = plan.rerank === null ? null : await rerank(ports, plan, watch, window, degraded)
  const likeness: ReadLikeness = (documents) => measureLikeness(ports, plan, documents, { watch, degraded })
  const set = await assembleResultSet(plan, { retrieved, kept: retrieval.kept, ranked, reranked, semantic, versions, degraded, likeness })
  return { set, bodies: new Map([...retrieved.bodies, ...(reranked?.bodies ?? [])]), retrieval, retrieved, semantic }
}

type Window = Pick<ComputedResultSet, 'retrieval' | 'retrieved' | 'semantic'> & { ordered: ReturnType<typeof rankRetrieved>['ordered'] }

/**
 * The window is cut from R before refinements, so that refining takes hits away and moves none. What was retrieved for a refined search
 * need not hold all of it: then R is read once more without them, which costs little beside the reranker.
 */
async function rerank(
  ports: SearchPorts,
  plan: SearchPlan,
  watch: Stopwatch,
  { retrieval, retrieved, semantic, ordered }: Window,
  degraded: DegradedCode[],
): Promise<Reranked | null> {
  if (retrieved.total === 0) return null
  if (!ports.reranker) {
    degraded.push('rerank')
    return null
  }
  const step = { index: ports.index, within: ports.within, reranker: ports.reranker }
  if (retrieval.refine.length === 0) return rerankRanked(step, plan, ordered, watch, degraded)
  const whole = await watch.d1(ports.index.retrieve({ ...retrieval, refine: [], facets: [] }))
  watch.rowsRead += whole.rowsRead
  if (JSON.stringify(whole.versions) !== JSON.stringify(retrieved.versions)) {
    // written in between: another R
    degraded.push('rerank')
    return null
  }
  return rerankRanked(step, plan, rankRetrieved(plan, whole, semantic).ordered, watch, degraded)
}

/** Then the statement knows the page and brings its bodies along. */
function isOrderedByStatement(plan: SearchPlan, semantic: SemanticHits | null): boolean {
  const moved =
    plan.rerank !== null ||
    plan.boosts.length > 0 ||
    plan.ruleBoosts.length > 0 ||
    plan.pinned.length > 0 ||
    plan.group !== null ||
    plan.diversity !== null
  return semantic === null && !moved && (plan.kind === 'browse' || !readsDocuments(plan.formula))
}

/** Whether places count, in what is served or in its shadow. */
function isRanked({ kind, formula, shadow }: SearchPlan): boolean {
  const formulas = [formula, ...(shadow && 'formula' in shadow ? [shadow.formula] : [])]
  return kind === 'search' && formulas.some(({ fusion }) => fusion === 'reciprocal-rank')
}

async function findNeighbours(ports: SearchPorts, plan: SearchPlan, watch: Stopwatch, degraded: DegradedCode[]): Promise<SemanticHits | null> {
  const { collection, request } = plan
  if (plan.kind === 'browse' || request.mode === 'keyword') return null
  // a model learnt from the collection would guess from pieces of the words: nothing is near to what nobody wrote
  if (plan.query.strange && collection.model?.blob) return null
  if (plan.vectors.length === 0 || (plan.formula.weights.semantic === 0 && request.mode !== 'semantic')) {
    // without vectors hybrid is keyword search, but a semantic search has nothing to answer with
    if (request.mode === 'semantic') degraded.push('semantic')
    return null
  }
  const scope = plan.scope
  const within =
    scope === null ? null : { filter: scope, contains: (docs: readonly number[]) => watch.d1(ports.index.within(collection, scope, docs)) }
  const retrieval = retrieveNeighbours(() => ports.semantic.open(collection), plan.query, plan.vectors, within)
  await watch.vector(ports.within(retrieval.finished, watch.semanticTimeLeft))
  const found = retrieval.gather()
  if (!found) {
    // an empty collection has nothing to be near to: that is an answer, not a shortfall
    if (collection.documentCount > 0) degraded.push('semantic')
    return null
  }
  if (found.missing.length > 0) degraded.push('semantic')
  watch.vectorCandidates += found.candidates
  watch.vectorRowsRead += found.rowsRead
  return found
}

/** Similarities of R, whatever the refinements: of S, which several vectors know in part, and of the first 200 of K. */
async function scoreCandidates(
  ports: SearchPorts,
  watch: Stopwatch,
  semantic: SemanticHits,
  retrieved: Retrieved,
  degraded: DegradedCode[],
): Promise<void> {
  const found = new Map(retrieved.candidates.map((candidate) => [candidate.doc, candidate]))
  const near = [...semantic.similarities.keys()].filter((doc) => found.has(doc)).slice(0, NEIGHBOURS)
  const best = retrieved.best.slice(0, SCORED)
  const scoring = scoreDocuments(
    semantic,
    [...new Set([...near, ...best])].map((doc) => ({ doc, id: found.get(doc)?.id ?? '' })),
  )
  await watch.vector(ports.within(scoring.finished, watch.semanticTimeLeft))
  if (!scoring.add() && !degraded.includes('semantic')) degraded.push('semantic')
  settleSimilarities(semantic, near, best)
}
