import { DEFAULT_PROFILE, type RankingView } from '../../../contracts/ranking.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { checkProfile } from './check-profile.ts'
import { findProfile, isSameRef, refTo } from './find-profile.ts'
import type { RankingPorts } from './ports.ts'
import { KEPT_PREVIOUS, readState, viewState, writeChange } from './ranking-state.ts'

/**
 * Serves searches by a version of a profile from now on; the built-in one is promoted by its name. What is served already stays, and
 * nothing is added to what can be rolled back to. A shadow of that version ends: it has nothing left to be compared with. Throws ranking.profile_not_found, and ranking.profile_invalid when the collection has
 * changed since the profile was written and it fits no more.
 */
export async function promoteProfile(
  ports: RankingPorts,
  ctx: Context,
  input: { collection: string; name: string; version?: number | undefined },
): Promise<RankingView> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const profile = await findProfile(ports.profiles, collection.id, input)
  const state = readState(collection)
  const [before, after] = [refTo(state.profile), refTo(profile)]
  if (isSameRef(before, after)) return viewState(state, collection.configVersion)
  if (profile) checkProfile(collection, profile.definition)
  const shadow = state.shadow !== null && isSameRef(refTo(state.shadow), after) ? null : state.shadow
  const next = { profile, shadow, previous: [...state.previous, state.profile].slice(-KEPT_PREVIOUS) }
  await writeChange(ports.profiles, {
    collection,
    actor: ctx.actor,
    now: ctx.now(),
    audit: { subject: 'profile', subjectId: profile?.name ?? DEFAULT_PROFILE, action: 'promote', before, after },
    state: next,
  })
  return viewState(next, collection.configVersion + 1)
}
