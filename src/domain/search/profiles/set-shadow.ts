import { DEFAULT_PROFILE, type RankingView, type ServedProfile } from '../../../contracts/ranking.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { checkProfile } from './check-profile.ts'
import { findProfile, refTo } from './find-profile.ts'
import type { RankingPorts } from './ports.ts'
import { readState, viewState, writeChange } from './ranking-state.ts'

/** Of the built-in profile: it says nothing. */
const BUILT_IN: ServedProfile = { name: DEFAULT_PROFILE, version: 0, definition: {} }

/**
 * Scores searches by a second profile too, beside the one that is served, and records how far the two differ; null ends it.
 * Throws ranking.profile_not_found and ranking.profile_invalid.
 */
export async function setShadow(
  ports: RankingPorts,
  ctx: Context,
  input: { collection: string; name: string | null; version?: number | undefined },
): Promise<RankingView> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const { name, version } = input
  const shadow = name === null ? null : ((await findProfile(ports.profiles, collection.id, { name, version })) ?? BUILT_IN)
  if (shadow && shadow !== BUILT_IN) checkProfile(collection, shadow.definition)
  const state = readState(collection)
  const [before, after] = [state.shadow && refTo(state.shadow), shadow && refTo(shadow)]
  if (before?.name === after?.name && before?.version === after?.version) return viewState(state, collection.configVersion)
  const next = { ...state, shadow }
  await writeChange(ports.profiles, {
    collection,
    actor: ctx.actor,
    now: ctx.now(),
    audit: { subject: 'profile', subjectId: (after ?? before)?.name ?? DEFAULT_PROFILE, action: 'shadow', before, after },
    state: next,
  })
  return viewState(next, collection.configVersion + 1)
}
