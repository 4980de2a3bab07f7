import type { RankingView } from '../../../contracts/ranking.ts'
import { AppError } from '../../../contracts/errors.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { refTo } from './find-profile.ts'
import type { RankingPorts } from './ports.ts'
import { readState, viewState, writeChange } from './ranking-state.ts'

/**
 * Serves again what was served before the last promotion, as it was then. It always works, also when the collection has changed since: a
 * feature whose field is gone is left out of searches and named in their trace. Throws ranking.no_previous.
 */
export async function rollbackProfile(ports: RankingPorts, ctx: Context, input: { collection: string }): Promise<RankingView> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const state = readState(collection)
  const profile = state.previous.at(-1)
  if (profile === undefined) throw new AppError('ranking.no_previous', 'Nothing was served before this profile.')
  const next = { ...state, profile, previous: state.previous.slice(0, -1) }
  await writeChange(ports.profiles, {
    collection,
    actor: ctx.actor,
    now: ctx.now(),
    audit: { subject: 'profile', subjectId: refTo(profile).name, action: 'rollback', before: refTo(state.profile), after: refTo(profile) },
    state: next,
  })
  return viewState(next, collection.configVersion + 1)
}
