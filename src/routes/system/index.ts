import type { App } from '../app-types.ts'
import { mountDocs } from './docs.ts'
import { mountHealth } from './health.ts'

/** What answers without a key. */
export function mountSystem(app: App): void {
  mountHealth(app)
  mountDocs(app)
}
