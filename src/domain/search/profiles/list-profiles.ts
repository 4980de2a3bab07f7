import type { ProfileView } from '../../../contracts/ranking.ts'
import type { Context } from '../../../shared/context.ts'
import { getCollection } from '../../catalog/index.ts'
import { viewProfile } from './get-profile.ts'
import type { RankingPorts } from './ports.ts'

/** The newest version of each profile, by name. */
export async function listProfiles(
  ports: RankingPorts,
  ctx: Context,
  input: { collection: string; limit: number; after: string | null },
): Promise<{ items: ProfileView[]; next: string | null }> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const found = await ports.profiles.list(collection.id, input.limit + 1, input.after)
  const items = found.slice(0, input.limit).map((profile) => viewProfile(profile, profile.versions))
  return { items, next: found.length > input.limit ? (items.at(-1)?.name ?? null) : null }
}
