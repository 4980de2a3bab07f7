import { capValues, foldGroups, maximiseMarginalRelevance } from '../../ranking/index.ts'
import { groupKey } from '../grouping/list-hits.ts'
import type { SearchPlan } from '../plan-search.ts'
import type { ResultSet } from '../result-set.ts'
import type { Scored } from '../scored.ts'
import type { DiversityPlan } from './plan-diversity.ts'
import type { ReadLikeness } from './measure-likeness.ts'

export type DiversifiedOrder = {
  ordered: readonly Scored[]
  reasons: ResultSet['reasons']
  /** what is to be told of these documents */
  moved(kept: readonly Scored[]): Pick<ResultSet, 'moved'>
}

/** The new order of the first documents, or groups, by their old places, and why some of them sank. */
type Arrangement = { order: readonly number[]; notes: ReadonlyMap<number, string>; reason: string }

/**
 * R with diversity, before refinements: only documents that are candidates whatever the refinements move, among the places they
 * have, so that refining takes hits away and reorders none. With groups the places are groups, and a group moves as a whole.
 */
export async function diversifyOrder(plan: SearchPlan, ordered: readonly Scored[], likeness: ReadLikeness): Promise<DiversifiedOrder> {
  const { diversity } = plan
  if (diversity === null) return { ordered, reasons: [], moved: () => ({}) }
  const pool = ordered.filter((document) => document.pool?.inside === true)
  const units = plan.group === null ? pool.map((document) => [document]) : foldGroups(pool, groupKey)
  const heads = units.map(([head]) => head as Scored)
  const { order, notes, reason } = diversity.kind === 'cap' ? capHeads(diversity, heads) : await spreadHeads(plan, diversity, heads, likeness)
  const changed = order.findLastIndex((from, to) => from !== to) + 1
  const waiting = changed === 0 ? pool : arrangeUnits(pool, units, order.slice(0, changed))
  let next = 0
  const told = new Map([...notes].flatMap(([at, note]) => (units[at] ?? []).map(({ id }) => [id, note])))
  const pinned = new Set(plan.pinned.map(({ id }) => id))
  return {
    ordered: ordered.map((document) => (document.pool?.inside === true ? (waiting[next++] ?? document) : document)),
    reasons: [{ name: 'diversity', value: reason }],
    moved: (kept) => {
      const moved = kept.flatMap(({ id }) => (told.has(id) && !pinned.has(id) ? [[id, told.get(id) ?? '']] : []))
      return moved.length === 0 ? {} : { moved: Object.fromEntries(moved) as Record<string, string> }
    },
  }
}

/** The documents before the first group that stays where it is, group after group in their new order, and behind them the others. */
function arrangeUnits(pool: readonly Scored[], units: readonly (readonly Scored[])[], order: readonly number[]): Scored[] {
  const stays = units[order.length]?.[0]
  const end = stays === undefined ? pool.length : pool.indexOf(stays)
  const before = new Set(pool.slice(0, end))
  return [...order.flatMap((at) => (units[at] ?? []).filter((document) => before.has(document))), ...pool.slice(end)]
}

function capHeads(plan: DiversityPlan & { kind: 'cap' }, heads: readonly Scored[]): Arrangement {
  const values = heads.map(({ pool }) => pool?.value ?? null)
  const { order, demoted } = capValues(values, plan)
  const show = (value: unknown): string => (plan.boolean ? String(value === 1) : String(value))
  return {
    order,
    notes: new Map([...demoted].map(([at, nth]) => [at, `moved from rank ${at + 1}: ${writeOrdinal(nth)} of ${plan.name} ${show(values[at])}`])),
    reason: `at most ${plan.cap} of one ${plan.name} among the first ${plan.window}`,
  }
}

/** By score that is the relevance; under another order the place is, since scores say nothing there. */
async function spreadHeads(
  plan: SearchPlan,
  mmr: DiversityPlan & { kind: 'mmr' },
  heads: readonly Scored[],
  likeness: ReadLikeness,
): Promise<Arrangement> {
  const window = heads.slice(0, mmr.window)
  const { similarity, by } = await likeness(window)
  const scored = plan.kind === 'search' && plan.sort.length === 0
  const relevance = heads.map(({ score }, at) => (scored ? score : 1 - at / Math.max(1, window.length)))
  const { order, demoted } = maximiseMarginalRelevance({ relevance, similarity, lambda: mmr.lambda, window: mmr.window })
  const tell = (at: number, { like, similarity: share }: { like: number; similarity: number }): string =>
    `moved from rank ${at + 1}: ${share.toFixed(2)} like ${heads[like]?.id ?? ''}, which stands above it`
  return {
    order,
    notes: new Map([...demoted].map(([at, nearest]) => [at, tell(at, nearest)])),
    reason: `maximal marginal relevance, lambda ${mmr.lambda}, over the first ${mmr.window}, by ${by}`,
  }
}

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

function writeOrdinal(count: number): string {
  const endings: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' }
  const ending = Math.floor(count / 10) % 10 === 1 ? 'th' : (endings[count % 10] ?? 'th')
  return ORDINALS[count] ?? `${count}${ending}`
}
