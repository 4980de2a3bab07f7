import type { FilterTarget } from '../filter/index.ts'
import type { Parameters } from '../parameters.ts'

/** A filter's target where a document is known by its key alone. */
export function target(doc: string, params: Parameters): FilterTarget {
  return { doc, id: `(SELECT id FROM documents WHERE key = ${doc})`, params }
}
