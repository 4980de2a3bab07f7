import type { App } from '../app-types.ts'
import { mountAudit } from './audit.ts'
import { mountDraft } from './draft.ts'
import { mountRuleFiles } from './files.ts'
import { mountPublication } from './publication.ts'

/** Merchandisers' rules. Addresses with a word of their own come before the one with an id. */
export function mountRules(app: App): void {
  mountRuleFiles(app)
  mountPublication(app)
  mountDraft(app)
  mountAudit(app)
}
