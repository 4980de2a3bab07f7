import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { chip, span } from '../../src/contracts/understanding.ts'

const FILE = join(import.meta.dirname, 'queries.json')

/** A limit: a number, a day (dates only), or p25 for the 25th percentile of the field's values. */
const limit = z.union([z.number(), z.string().regex(/^(p\d{1,2}|\d{4}-\d{2}-\d{2})$/)])

const expectedChip = chip
  .pick({ kind: true, field: true, span: true })
  .extend({ span, value: z.string().nullable(), min: limit.optional(), max: limit.optional() })
  .strict()
export type ExpectedChip = z.infer<typeof expectedChip>

const intentQuery = z.strictObject({ set: z.enum(['icecat', 'movies']), q: z.string().min(1), chips: z.array(expectedChip) })
export type IntentQuery = z.infer<typeof intentQuery>

/** The queries of the intent evaluation with the chips a reader of each would expect, in file order. Throws on a file of another shape. */
export async function readIntentQueries(): Promise<IntentQuery[]> {
  return z.array(intentQuery).parse(JSON.parse(await readFile(FILE, 'utf8')))
}
