import { DEFAULT_PROFILE, type ProfileRef, type ServedProfile } from '../../../contracts/ranking.ts'
import { AppError } from '../../../contracts/errors.ts'
import type { RankingProfileStore } from './ports.ts'

/** A version of a profile (the newest unless given); null for the built-in one. Throws ranking.profile_not_found. */
export async function findProfile(
  profiles: Pick<RankingProfileStore, 'find'>,
  collection: number,
  { name, version }: { name: string; version?: number | undefined },
): Promise<ServedProfile | null> {
  if (name === DEFAULT_PROFILE && version === undefined) return null
  const found = await profiles.find(collection, name, version ?? null)
  if (!found) throw profileNotFound(name, version)
  return { name, version: found.version, definition: found.definition }
}

export function profileNotFound(name: string, version?: number): AppError {
  return new AppError('ranking.profile_not_found', `There is no profile "${name}"${version === undefined ? '' : ` of version ${version}`}.`)
}

export function isSameRef(left: ProfileRef, right: ProfileRef): boolean {
  return left.name === right.name && left.version === right.version
}

export function refTo(profile: ServedProfile | null): ProfileRef {
  return profile === null ? { name: DEFAULT_PROFILE, version: 0 } : { name: profile.name, version: profile.version }
}
