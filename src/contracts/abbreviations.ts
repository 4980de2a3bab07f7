import { z } from 'zod'

const MAX_ABBREVIATIONS = 5000

/** One abbreviation of a collection: what it may stand for, most usual first. */
export const abbreviation = z
  .strictObject({
    word: z.string().min(1).max(64).describe('One word as the collection analyses it; case and accents do not count'),
    expansions: z.array(z.string().min(1).max(128)).min(1).max(8),
  })
  .meta({ id: 'Abbreviation' })
export type Abbreviation = z.infer<typeof abbreviation>

export const abbreviationList = z.strictObject({ items: z.array(abbreviation).max(MAX_ABBREVIATIONS) }).meta({ id: 'AbbreviationList' })

export const abbreviationView = abbreviation.extend({ updatedAt: z.string() }).meta({ id: 'AbbreviationView' })
