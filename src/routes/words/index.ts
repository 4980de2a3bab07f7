import type { App } from '../app-types.ts'
import { mountAbbreviations } from './abbreviations.ts'
import { mountBlockedWords } from './blocked-words.ts'
import { mountSynonyms } from './synonyms.ts'

/** What operators say about a collection's words. */
export function mountWords(app: App): void {
  mountAbbreviations(app)
  mountSynonyms(app)
  mountBlockedWords(app)
}
