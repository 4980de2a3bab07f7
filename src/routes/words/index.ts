import type { App } from '../app-types.ts'
import { mountAbbreviations } from './abbreviations.ts'

/** What operators say about a collection's words. */
export function mountWords(app: App): void {
  mountAbbreviations(app)
}
