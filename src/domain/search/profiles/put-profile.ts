import { DEFAULT_PROFILE, type ProfileDefinition, type ProfileView } from '../../../contracts/ranking.ts'
import { AppError } from '../../../contracts/errors.ts'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { checkProfile } from './check-profile.ts'
import { getProfile } from './get-profile.ts'
import type { RankingPorts } from './ports.ts'
import { writeChange } from './ranking-state.ts'

const MAX_VERSIONS = 1000

/**
 * Writes a new version of a profile; nothing is served by it before it is promoted. A definition equal to the newest version's makes none.
 * Throws ranking.profile_invalid, ranking.profile_name, ranking.too_many and collections.version_conflict.
 */
export async function putProfile(
  ports: RankingPorts,
  ctx: Context,
  input: { collection: string; name: string; definition: ProfileDefinition },
): Promise<{ profile: ProfileView; created: boolean }> {
  const { name, definition } = input
  if (name === DEFAULT_PROFILE) throw new AppError('ranking.profile_name', `"${name}" is the built-in profile.`)
  const collection = await getCollection(ports, ctx, { name: input.collection })
  checkProfile(collection, definition)
  const newest = await ports.profiles.find(collection.id, name, null)
  const same = newest !== null && canonicalJson(newest.definition) === canonicalJson(definition)
  if (!same) {
    if ((await ports.profiles.count(collection.id)) >= MAX_VERSIONS)
      throw new AppError('ranking.too_many', `There are ${MAX_VERSIONS} versions of profiles.`)
    const version = (newest?.version ?? 0) + 1
    await writeChange(ports.profiles, {
      collection,
      actor: ctx.actor,
      now: ctx.now(),
      audit: { subject: 'profile', subjectId: name, action: 'put', before: newest?.definition ?? null, after: definition },
      insert: { name, version, definition },
    })
  }
  return { profile: await getProfile(ports, ctx, { collection: input.collection, name }), created: newest === null }
}
