import type { RankingState, RankingView } from '../../../contracts/ranking.ts'
import { AppError } from '../../../contracts/errors.ts'
import type { Collection } from '../../catalog/index.ts'
import { refTo } from './find-profile.ts'
import type { RankingChange, RankingProfileStore } from './ports.ts'

type Served = Omit<RankingState, 'rules'>

/** How many promotions can be gone back on; each is kept whole on the collection's row. */
export const KEPT_PREVIOUS = 5

export function readState({ ranking }: Collection): Served {
  const { profile = null, shadow = null, previous = [] } = ranking ?? {}
  return { profile, shadow, previous }
}

export function viewState({ profile, shadow, previous }: Served, configVersion: number): RankingView {
  return { served: refTo(profile), shadow: shadow && refTo(shadow), previous: previous.toReversed().map(refTo), configVersion }
}

/** Writes a change with its audit entry. Throws collections.version_conflict when somebody was faster. */
export async function writeChange(profiles: Pick<RankingProfileStore, 'write'>, change: RankingChange): Promise<void> {
  if (!(await profiles.write(change)))
    throw new AppError('collections.version_conflict', 'The collection changed at the same time; repeat the request.')
}
