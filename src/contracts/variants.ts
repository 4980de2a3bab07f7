import { z } from 'zod'

/** Wire shapes of variants and diversity: what a search asks for, and what a collection asks for by itself. */
export const MAX_GROUP_SIZE = 10
/** Documents of a group that `group: true` shows. */
export const DEFAULT_GROUP_SIZE = 3

const fieldName = z.string().min(1).max(128)

export const groupRequest = z.union(
  [
    z.boolean(),
    z.strictObject({
      field: fieldName.describe('A field of one value that can be filtered; documents without a value are groups of their own'),
      size: z.number().int().min(1).max(MAX_GROUP_SIZE).default(DEFAULT_GROUP_SIZE).describe('Documents shown of each group, the hit included'),
    }),
  ],
  { error: 'expected true (by display.group of the collection), false, or { field, size: 1 to 10 }' },
)

const capDiversity = z.strictObject({
  field: fieldName,
  cap: z.number().int().min(1).max(100).describe('How many of one value the first places take'),
  window: z.number().int().min(20).max(200).default(20).describe('How many places that holds for'),
})
const mmrDiversity = z.strictObject({
  mmr: z.strictObject({
    lambda: z.number().min(0).max(1).describe('1 keeps the order; 0 looks at differences alone'),
    window: z.number().int().min(20).max(100).default(50).describe('How many of the first documents are put in another order'),
    field: fieldName.optional().describe('Compare by the words of this field; by vectors, or the words of the title, unless given'),
  }),
})

/** What a collection may ask for by itself. */
export const diversityDefinition = z.union([capDiversity, mmrDiversity], {
  error: 'expected { field, cap: 1 to 100, window: 20 to 200 } or { mmr: { lambda: 0 to 1, window: 20 to 100, field } }',
})
export const diversityRequest = z.union([z.literal(false), capDiversity, mmrDiversity], {
  error:
    "expected false (not the collection's), { field, cap: 1 to 100, window: 20 to 200 } or { mmr: { lambda: 0 to 1, window: 20 to 100, field } }",
})
