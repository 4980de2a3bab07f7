import type { Engine } from './engine.ts'
import { createEngine as createMiniSearch } from './minisearch.ts'

/** MiniSearch with the typo tolerance its documentation suggests: an edit distance of a fifth of the word's length. */
export function createEngine({ faceted }: { faceted: boolean }): Engine {
  return createMiniSearch({ faceted, fuzzy: 0.2 })
}
