import type { App } from '../app-types.ts'
import { mountProfiles } from './profiles.ts'
import { mountServing } from './serving.ts'
import { mountShadow } from './shadow.ts'

/** What makes the order of a collection's hits. All of it needs collections:write: a key that lives in a page should not read the formula. */
export function mountRanking(app: App): void {
  mountServing(app)
  mountShadow(app)
  mountProfiles(app)
}
