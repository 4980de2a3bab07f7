import type { DegradedCode } from '../../contracts/search.ts'
import { compareBytes } from '../../shared/compare.ts'
import {
  type FeatureColumn,
  type FusedColumn,
  compareScored,
  fuseFeatures,
  keywordColumn,
  listParts,
  semanticColumn,
  shareColumn,
} from '../ranking/index.ts'
import { WHOLE, boundUnseen } from './cut-result-set.ts'
import { decideWeights } from './decide-weights.ts'
import { diversifyOrder } from './diversity/diversify-order.ts'
import type { ReadLikeness } from './diversity/measure-likeness.ts'
import { scoreCandidate } from './formula/formula.ts'
import { keepGroups, listHits, placePinned } from './grouping/list-hits.ts'
import { type SearchPlan, nameResultSet } from './plan-search.ts'
import type { Candidate, Retrieved } from './ports.ts'
import { presentFacets } from './present-facets.ts'
import type { Reranked } from './reranking/rerank-ranked.ts'
import type { ResultSet } from './result-set.ts'
import type { SemanticHits } from './retrieval/retrieve-semantic.ts'
import type { Scored } from './scored.ts'

/** R in its order, before pins and refinements, and what the scores are the sums of: columns parallel to the candidates. */
type Ranked = { ordered: readonly Scored[]; columns: readonly FusedColumn[]; reasons: ResultSet['reasons'] }

/** fuse -> rank: features of the candidates, their scores, and the order of R. */
export function rankRetrieved(plan: SearchPlan, retrieved: Retrieved, semantic: SemanticHits | null): Ranked {
  const { candidates } = retrieved
  const similarities = candidates.map(({ doc }) => semantic?.similarities.get(doc) ?? null)
  const { weights, reasons } = decideWeights(plan, semantic, candidates, similarities)
  const { fusion } = plan.formula
  const columns = measureFeatures(plan, retrieved, similarities, semantic?.nearest ?? [], weights)
  const fused = fuseFeatures(columns, fusion, fusion === 'reciprocal-rank' ? findRanked(retrieved, similarities) : undefined)
  const scored = candidates.map(({ doc, id, refined, group, pool }, at): Scored => ({
    doc,
    id,
    refined,
    group,
    pool,
    score: fused.scores[at] ?? 0,
    at,
  }))
  return { ordered: orderScored(plan, candidates, scored), columns: fused.columns, reasons }
}

type Parts = {
  retrieved: Retrieved
  /** how many candidates there are at the most, what decides scores aside */
  kept: number
  ranked: Ranked
  reranked: Reranked | null
  semantic: SemanticHits | null
  versions: ResultSet['versions']
  degraded: DegradedCode[]
  likeness: ReadLikeness
}

/** The reranked window, diversity, pins, and the hits that satisfy the refinements. */
export async function assembleResultSet(plan: SearchPlan, parts: Parts): Promise<ResultSet> {
  const { retrieved, ranked, reranked, semantic, versions, degraded, likeness } = parts
  const bound = boundUnseen(retrieved, parts.kept, ranked.columns, plan.kind === 'search' ? plan.boosts : [])
  const diversified = await diversifyOrder(plan, reranked ? moveWindow(ranked.ordered, reranked) : ranked.ordered, likeness)
  const listed = listHits(plan, placePinned(plan, diversified.ordered))
    .slice(0, WHOLE)
    .filter(([{ score }]) => bound === null || score > bound)
  const kept = listed.map(([hit]) => hit)
  const known = new Set(retrieved.known)
  return {
    id: await nameResultSet(plan.requestHash, versions, degraded),
    requestHash: plan.requestHash,
    versions,
    ...(bound === null ? {} : { cut: true }),
    docs: kept.map(({ doc }) => doc),
    ids: kept.map(({ id }) => id),
    scores: kept.map(({ score }) => score),
    features: ranked.columns.map(({ name, weight, raw, value, contribution }) => ({
      name,
      weight,
      raw: kept.map(({ at }) => raw[at] ?? null),
      value: kept.map(({ at }) => value[at] ?? 0),
      contribution: kept.map(({ at }) => contribution[at] ?? 0),
    })),
    keywordMatches: bound !== null || kept.some(({ at }) => retrieved.candidates[at]?.keyword !== null),
    ...(reranked ? { reranked: describeWindow(kept, reranked) } : {}),
    ...keepHeaded(kept.map(({ at }) => retrieved.candidates[at]?.headed === true)),
    vectors: keepParts(semantic, kept),
    ...nameEstimated(semantic),
    reasons: [
      ...ranked.reasons,
      ...(reranked ? [{ name: 'reranker', value: reranked.model }] : []),
      ...nameMissing(semantic),
      ...diversified.reasons,
    ],
    total: retrieved.groups?.total ?? retrieved.total,
    ...keepGroups(plan, retrieved, listed),
    ...diversified.moved(kept),
    ...presentFacets(plan, retrieved),
    plan: plan.kind === 'browse' ? 'browse' : retrieved.plan,
    unknown: plan.request.mode === 'semantic' ? [] : plan.query.terms.flatMap((_term, index) => (known.has(index) ? [] : [index])),
    exhaustive: { total: true, facets: true, semantic: semantic?.exhaustive ?? true },
    degraded,
  }
}

/** The window first, in its new order and with its new scores. Of a window over all of R only what was retrieved is here. */
function moveWindow(ordered: readonly Scored[], { places }: Reranked): Scored[] {
  const byDoc = new Map(ordered.map((document) => [document.doc, document]))
  const window = places.flatMap(({ doc, score }) => {
    const document = byDoc.get(doc)
    byDoc.delete(doc)
    return document ? [{ ...document, score }] : []
  })
  return [...window, ...byDoc.values()]
}

function describeWindow(kept: readonly Scored[], { base, places }: Reranked): ResultSet['reranked'] {
  const relevances = new Map(places.map(({ doc, relevance }) => [doc, relevance]))
  return { base, relevance: kept.map(({ doc }) => relevances.get(doc) ?? null) }
}

function keepHeaded(headed: readonly boolean[]): Pick<ResultSet, 'headed'> {
  return headed.includes(true) ? { headed } : {}
}

/** One vector has no parts: it is the whole. */
function keepParts(semantic: SemanticHits | null, kept: readonly Scored[]): ResultSet['vectors'] {
  if (!semantic || semantic.vectors.length < 2) return []
  return listParts(
    semantic.vectors,
    semantic.similarities,
    kept.map(({ doc }) => doc),
  )
}

function nameEstimated(semantic: SemanticHits | null): Pick<ResultSet, 'estimated'> {
  const estimated = semantic?.vectors.filter(({ exact }) => !exact).map(({ name }) => name) ?? []
  return estimated.length === 0 ? {} : { estimated }
}

/** Which vectors a degraded search had to do without. */
function nameMissing(semantic: SemanticHits | null): ResultSet['reasons'] {
  return semantic && semantic.missing.length > 0 ? [{ name: 'vectors_missing', value: semantic.missing.join(', ') }] : []
}

function measureFeatures(
  plan: SearchPlan,
  { candidates, keywordMax }: Retrieved,
  similarities: readonly (number | null)[],
  nearest: readonly number[],
  weights: Readonly<Record<string, number>>,
): FeatureColumn[] {
  const keyword = candidates.map((candidate) => candidate.keyword)
  const shares = (name: string, read: (candidate: Candidate) => number, whole?: number): FeatureColumn =>
    shareColumn(name, weights[name] ?? 0, candidates.map(read), whole)
  return [
    keywordColumn(weights['keyword'] ?? 0, keyword, keywordMax),
    semanticColumn(
      weights['semantic'] ?? 0,
      similarities,
      keyword,
      nearest,
      candidates.map(({ headed }) => headed),
    ),
    ...(plan.kind === 'search' && plan.boosts.length > 0 ? [shares('intent', ({ boost }) => boost, plan.wished)] : []),
    ...(plan.ruleBoosts.length > 0 ? [shares('rules', ({ ruled }) => ruled)] : []),
    ...(plan.kind === 'search' ? plan.formula.features : []).map((feature): FeatureColumn => {
      const scored = candidates.map((candidate) => scoreCandidate(feature, candidate))
      const { name } = feature
      return { name, weight: weights[name] ?? 0, raw: scored.map(({ raw }) => raw), value: scored.map(({ value }) => value) }
    }),
  ]
}

/** What takes places: the first 1,000 of K and S, which are candidates whatever the refinements. */
function findRanked({ candidates, best }: Retrieved, similarities: readonly (number | null)[]): boolean[] {
  const ranked = new Set(best)
  return candidates.map(({ doc, keyword }, at) => ranked.has(doc) || (keyword === null && similarities[at] !== null))
}

function orderScored(plan: SearchPlan, candidates: readonly Candidate[], scored: readonly Scored[]): Scored[] {
  return plan.sort.length > 0 ? orderBySort(plan, candidates, scored) : scored.toSorted(compareScored)
}

/**
 * The statement has put the candidates in the order of the sort keys; what ties on all of them is ordered here, by the
 * fused score where the sort ends in _score, then by id.
 */
function orderBySort(plan: SearchPlan, candidates: readonly Candidate[], scored: readonly Scored[]): Scored[] {
  const byScore = plan.sort.at(-1)?.kind === 'score'
  const width = plan.sort.length - (byScore ? 1 : 0)
  const ordered: Scored[] = []
  let run: Scored[] = []
  let last = ''
  const flush = (): void => {
    ordered.push(...run.sort((left, right) => (byScore ? compareScored(left, right) : compareBytes(left.id, right.id))))
    run = []
  }
  scored.forEach((document, at) => {
    const key = JSON.stringify(candidates[at]?.keys.slice(0, width))
    if (key !== last) flush()
    last = key
    run.push(document)
  })
  flush()
  return ordered
}
