import { foldGroups, placePinnedGroups, placePins } from '../../ranking/index.ts'
import type { SearchPlan } from '../plan-search.ts'
import type { Retrieved } from '../ports.ts'
import type { KeptGroups, ResultSet } from '../result-set.ts'
import type { Scored } from '../scored.ts'

/** A hit, and behind it the documents of its group that come next. */
export type Listed = [hit: Scored, ...members: Scored[]]

/** Documents of one value are a group; one without a value is its own. */
export function groupKey(document: Scored): unknown {
  return document.group?.value ?? document
}

/** R with its pinned documents at their places, which are groups where hits are. */
export function placePinned(plan: Pick<SearchPlan, 'group' | 'pinned'>, ordered: readonly Scored[]): Scored[] {
  return plan.group === null ? placePins(ordered, plan.pinned) : placePinnedGroups(ordered, plan.pinned, groupKey)
}

/** The hits among R in order: every refined document, or the first refined one of every group with what is shown of the others. */
export function listHits(plan: Pick<SearchPlan, 'group'>, ordered: readonly Scored[]): Listed[] {
  const refined = ordered.filter((document) => document.refined)
  if (plan.group === null) return refined.map((hit) => [hit])
  const { size } = plan.group
  return foldGroups(refined, groupKey).map((members) => members.slice(0, size) as Listed)
}

/** What a result set keeps of its groups. */
export function keepGroups(plan: Pick<SearchPlan, 'group'>, retrieved: Retrieved, listed: readonly Listed[]): Pick<ResultSet, 'groups'> {
  if (plan.group === null) return {}
  const values = listed.map(([hit]) => hit.group?.value ?? null)
  const groups: KeptGroups = {
    documents: retrieved.total,
    values,
    totals: values.map((value) => (value === null ? 1 : (retrieved.groups?.documents.get(value) ?? 1))),
    members: listed.map(([, ...members]) => ({
      docs: members.map(({ doc }) => doc),
      ids: members.map(({ id }) => id),
      scores: members.map(({ score }) => score),
    })),
  }
  return { groups }
}
