import type { DegradedCode } from '../../contracts/search.ts'
import { compareBytes } from '../../shared/compare.ts'
import { type RankInput, type RankedDocument, compareRanked, rankCandidates } from '../ranking/index.ts'
import type { RetrievalRequest, Retrieved, SearchPorts } from './ports.ts'
import { boundClauses } from './bound-clauses.ts'
import { type SearchPlan, nameResultSet } from './plan-search.ts'
import { presentFacets } from './present-facets.ts'
import type { ResultSet } from './result-set.ts'
import { type SemanticHits, retrieveNeighbours, scoreDocuments, weighVectors } from './retrieval/retrieve-semantic.ts'
import { decideWeights } from './decide-weights.ts'
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
    page: semantic === null && plan.boosts.length === 0 ? { from: (request.page - 1) * request.perPage, count: request.perPage } : null,
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
  return { set: await assemble(plan, retrieved, semantic, versions, degraded), bodies: retrieved.bodies, retrieval, retrieved, semantic }
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

async function assemble(
  plan: SearchPlan,
  retrieved: Retrieved,
  semantic: SemanticHits | null,
  versions: ResultSet['versions'],
  degraded: DegradedCode[],
): Promise<ResultSet> {
  const inputs = retrieved.candidates.map((candidate): RankInput => ({
    doc: candidate.doc,
    id: candidate.id,
    keyword: candidate.keyword,
    similarity: semantic?.similarities.get(candidate.doc) ?? null,
    boost: candidate.boost,
    refined: candidate.refined,
  }))
  const decided = decideWeights(plan, semantic, inputs)
  const ranked = rankCandidates(inputs, decided.weights, retrieved.keywordMax, semantic?.nearest ?? [])
  const ordered = plan.sort.length > 0 ? orderBySort(plan, retrieved, ranked) : plan.kind === 'browse' ? orderById(ranked) : ranked
  const kept = ordered.filter((document) => document.refined).slice(0, 1000)
  const known = new Set(retrieved.known)
  return {
    id: await nameResultSet(plan.requestHash, versions, degraded),
    requestHash: plan.requestHash,
    versions,
    docs: kept.map((document) => document.doc),
    ids: kept.map((document) => document.id),
    scores: kept.map((document) => document.score),
    keyword: { raw: kept.map((document) => document.keyword.raw), value: kept.map((document) => document.keyword.value) },
    semantic: { raw: kept.map((document) => document.semantic.raw), value: kept.map((document) => document.semantic.value) },
    ...(decided.weights.intent > 0 ? { intent: kept.map((document) => document.intent.value) } : {}),
    weights: decided.weights,
    reasons: decided.reasons,
    total: retrieved.total,
    ...presentFacets(plan, retrieved),
    plan: plan.kind === 'browse' ? 'browse' : retrieved.plan,
    unknown: plan.request.mode === 'semantic' ? [] : plan.query.terms.flatMap((_term, index) => (known.has(index) ? [] : [index])),
    exhaustive: { total: true, facets: true, semantic: semantic?.exhaustive ?? true },
    degraded,
  }
}

/**
 * The statement has put the candidates in the order of the sort keys; what ties on all of them is ordered here, by the
 * fused score where the sort ends in _score, then by id.
 */
function orderBySort(plan: SearchPlan, retrieved: Retrieved, ranked: readonly RankedDocument[]): RankedDocument[] {
  const byDoc = new Map(ranked.map((document) => [document.doc, document]))
  const scored = plan.sort.at(-1)?.kind === 'score'
  const width = plan.sort.length - (scored ? 1 : 0)
  const ordered: RankedDocument[] = []
  let run: RankedDocument[] = []
  let last = ''
  const flush = (): void => {
    ordered.push(...run.sort((left, right) => (scored ? compareRanked(left, right) : compareBytes(left.id, right.id))))
    run = []
  }
  for (const { doc, keys } of retrieved.candidates) {
    const key = JSON.stringify(keys.slice(0, width))
    if (key !== last) flush()
    last = key
    const document = byDoc.get(doc)
    if (document) run.push(document)
  }
  flush()
  return ordered
}

function orderById(ranked: readonly RankedDocument[]): RankedDocument[] {
  return ranked.toSorted(compareRanked)
}
