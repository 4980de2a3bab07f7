import type { AuditRecord } from '../../../contracts/audit.ts'
import type { ProfileDefinition, RankingState, ShadowComparison } from '../../../contracts/ranking.ts'
import type { Collection, CollectionStore } from '../../catalog/index.ts'

export type StoredProfile = { name: string; version: number; definition: ProfileDefinition; createdAt: number }
export type VersionOf = Pick<StoredProfile, 'version' | 'createdAt'>

/** A change to what decides ranking, written whole or not at all. */
export type RankingChange = {
  collection: Collection
  actor: string
  now: number
  audit: AuditRecord
  /** what is served from now on */
  state?: Omit<RankingState, 'rules'>
  insert?: Omit<StoredProfile, 'createdAt'>
  /** name of a profile that goes with all its versions and comparisons */
  remove?: string
}

export type RankingProfileStore = {
  /** one version, or the newest */
  find(collection: number, name: string, version: number | null): Promise<StoredProfile | null>
  /** every version of a profile, newest first */
  versions(collection: number, name: string): Promise<readonly VersionOf[]>
  /** the newest version of each profile with all its versions, by name; `after` is the last name of the page before */
  list(collection: number, limit: number, after: string | null): Promise<readonly (StoredProfile & { versions: readonly VersionOf[] })[]>
  count(collection: number): Promise<number>
  /** Moves config_version with the change; false when it has moved since the collection was read. */
  write(change: RankingChange): Promise<boolean>
}

export type ShadowStore = {
  /** whether one more search may be compared: so many a minute, so that a shadow costs a busy collection no more than a quiet one */
  hasRoom(collection: number, now: number): Promise<boolean>
  /** keeps the newest 1,000 of a collection */
  record(collection: number, comparison: ShadowComparison, now: number): Promise<void>
  /** newest first */
  list(collection: number): Promise<readonly (ShadowComparison & { at: number })[]>
}

export type RankingPorts = { collections: CollectionStore; profiles: RankingProfileStore; shadows: ShadowStore }
