import { AppError } from '../../../contracts/errors.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { profileNotFound } from './find-profile.ts'
import type { RankingPorts } from './ports.ts'
import { readState, writeChange } from './ranking-state.ts'

/** Deletes every version of a profile, and what could be rolled back to of it. Throws ranking.profile_not_found and ranking.profile_in_use. */
export async function deleteProfile(ports: RankingPorts, ctx: Context, input: { collection: string; name: string }): Promise<void> {
  const { name } = input
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const newest = await ports.profiles.find(collection.id, name, null)
  if (!newest) throw profileNotFound(name)
  const state = readState(collection)
  if (state.profile?.name === name) throw new AppError('ranking.profile_in_use', `"${name}" is what searches are served by.`)
  if (state.shadow?.name === name) throw new AppError('ranking.profile_in_use', `"${name}" runs in the shadow.`)
  await writeChange(ports.profiles, {
    collection,
    actor: ctx.actor,
    now: ctx.now(),
    audit: { subject: 'profile', subjectId: name, action: 'delete', before: newest.definition, after: null },
    state: { ...state, previous: state.previous.filter((profile) => profile?.name !== name) },
    remove: name,
  })
}
