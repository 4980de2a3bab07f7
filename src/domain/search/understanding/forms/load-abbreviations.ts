import { z } from 'zod'
import type { WordRule } from '../word-rules.ts'

export const storedAbbreviation = z.object({ expansions: z.array(z.string()) })

/** Stored rules of kind abbreviation as findForms reads them. Throws when a stored body has another shape. */
export function loadAbbreviations(rules: readonly WordRule[]): ReadonlyMap<string, readonly string[]> {
  return new Map(rules.map(({ id, body }) => [id, storedAbbreviation.parse(body).expansions]))
}
