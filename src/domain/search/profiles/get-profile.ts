import { DEFAULT_PROFILE, type ProfileView } from '../../../contracts/ranking.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { profileNotFound } from './find-profile.ts'
import type { RankingPorts, StoredProfile, VersionOf } from './ports.ts'

/** What the built-in profile says: nothing, so that everything is as the collection's definition and the hybrid policy have it. */
const BUILT_IN: ProfileView = { name: DEFAULT_PROFILE, version: 0, versions: [], definition: {}, createdAt: null }

/** A version of a profile, the newest unless given. Throws ranking.profile_not_found. */
export async function getProfile(
  ports: RankingPorts,
  ctx: Context,
  input: { collection: string; name: string; version?: number | undefined },
): Promise<ProfileView> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const { name, version } = input
  if (name === DEFAULT_PROFILE && version === undefined) return BUILT_IN
  const found = await ports.profiles.find(collection.id, name, version ?? null)
  if (!found) throw profileNotFound(name, version)
  return viewProfile(found, await ports.profiles.versions(collection.id, name))
}

export function viewProfile({ name, version, definition, createdAt }: StoredProfile, versions: readonly VersionOf[]): ProfileView {
  const write = (time: number): string => new Date(time).toISOString()
  return {
    name,
    version,
    versions: versions.map((one) => ({ version: one.version, createdAt: write(one.createdAt) })),
    definition,
    createdAt: write(createdAt),
  }
}
