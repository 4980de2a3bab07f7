import type { DegradedCode } from '../../contracts/search.ts'
import { compareBytes } from '../../shared/compare.ts'
import { type FeatureColumn, compareScored, fuseFeatures, keywordColumn, semanticColumn, shareColumn } from '../ranking/index.ts'
import { decideWeights } from './decide-weights.ts'
import { diversifyOrder } from './diversity/diversify-order.ts'
import type { ReadLikeness } from './diversity/measure-likeness.ts'
import { keepGroups, listHits, placePinned } from './grouping/list-hits.ts'
import { type SearchPlan, nameResultSet } from './plan-search.ts'
import type { Candidate, Retrieved } from './ports.ts'
import { presentFacets } from './present-facets.ts'
import type { ResultSet } from './result-set.ts'
import type { SemanticHits } from './retrieval/retrieve-semantic.ts'
import type { Scored } from './scored.ts'

const KEPT = 1000

/** fuse -> rank: features of the candidates, their scores, the order of R, diversity, pins, and the hits that satisfy the refinements. */
export async function assembleResultSet(
  plan: SearchPlan,
  retrieved: Retrieved,
  semantic: SemanticHits | null,
  versions: ResultSet['versions'],
  degraded: DegradedCode[],
  likeness: ReadLikeness,
): Promise<ResultSet> {
  const { candidates } = retrieved
  const similarities = candidates.map(({ doc }) => semantic?.similarities.get(doc) ?? null)
  const { weights, reasons } = decideWeights(plan, semantic, candidates, similarities)
  const fused = fuseFeatures(measureFeatures(plan, retrieved, similarities, semantic?.nearest ?? [], weights))
  const scored = candidates.map(({ doc, id, refined, group, pool }, at): Scored => ({
    doc,
    id,
    refined,
    group,
    pool,
    score: fused.scores[at] ?? 0,
    at,
  }))
  const diversified = await diversifyOrder(plan, orderScored(plan, candidates, scored), likeness)
  const listed = listHits(plan, placePinned(plan, diversified.ordered)).slice(0, KEPT)
  const kept = listed.map(([hit]) => hit)
  const known = new Set(retrieved.known)
  return {
    id: await nameResultSet(plan.requestHash, versions, degraded),
    requestHash: plan.requestHash,
    versions,
    docs: kept.map(({ doc }) => doc),
    ids: kept.map(({ id }) => id),
    scores: kept.map(({ score }) => score),
    features: fused.columns.map(({ name, weight, raw, value, contribution }) => ({
      name,
      weight,
      raw: kept.map(({ at }) => raw[at] ?? null),
      value: kept.map(({ at }) => value[at] ?? 0),
      contribution: kept.map(({ at }) => contribution[at] ?? 0),
    })),
    reasons: [...reasons, ...diversified.reasons],
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

function measureFeatures(
  plan: SearchPlan,
  { candidates, keywordMax }: Retrieved,
  similarities: readonly (number | null)[],
  nearest: readonly number[],
  weights: Readonly<Record<string, number>>,
): FeatureColumn[] {
  const keyword = candidates.map((candidate) => candidate.keyword)
  const shares = (name: string, read: (candidate: Candidate) => number): FeatureColumn => shareColumn(name, weights[name] ?? 0, candidates.map(read))
  return [
    keywordColumn(weights['keyword'] ?? 0, keyword, keywordMax),
    semanticColumn(weights['semantic'] ?? 0, similarities, keyword, nearest),
    ...(plan.kind === 'search' && plan.boosts.length > 0 ? [shares('intent', ({ boost }) => boost)] : []),
    ...(plan.kind === 'search' && plan.ruleBoosts.length > 0 ? [shares('rules', ({ ruled }) => ruled)] : []),
  ]
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
