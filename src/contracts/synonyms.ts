import { z } from 'zod'
import { MAX_LISTED_FAILURES } from './documents.ts'

/** Wire shapes of synonyms: rules, what is odd about them, imports, previews and mined suggestions. */
export const MAX_SYNONYM_RULES = 100_000
export const MAX_SYNONYM_BYTES = 10_000_000
export const MAX_SYNONYM_WORDS = 32
/** analysed words of one phrase */
export const MAX_PHRASE_WORDS = 6
export const DEFAULT_SYNONYM_WEIGHT = 0.8
export const MAX_LISTED_CONFLICTS = MAX_LISTED_FAILURES
const MAX_PREVIEW_QUERIES = 20

const phrase = z.string().min(1).max(128).describe('A word or phrase of 1 to 6 words')
const weight = z.number().gt(0).max(1)
const givenWeight = weight.optional().describe('What a match counts beside 1 for the word typed; 0.8 unless given')
export const synonymId = z
  .string()
  .regex(/^[^\p{Cc}/]{1,128}$/u, 'expected 1 to 128 characters without / and control characters')
  .refine((id) => id.isWellFormed(), 'expected well-formed text')
  .refine((id) => !['suggestions', 'import', 'export', 'preview'].includes(id), 'is the name of an address')

const words = z.array(phrase).min(2).max(MAX_SYNONYM_WORDS).describe('Each is searched for each of the others')
const from = z.array(phrase).min(1).max(MAX_SYNONYM_WORDS).describe('Words people type')
const to = z.array(phrase).min(1).max(MAX_SYNONYM_WORDS).describe('Words searched beside them')

/** A rule as callers send it. */
export const synonymInput = z
  .discriminatedUnion('type', [
    z.strictObject({ id: synonymId.optional(), type: z.literal('two_way'), words, weight: givenWeight }),
    z.strictObject({ id: synonymId.optional(), type: z.literal('one_way'), from, to, weight: givenWeight }),
  ])
  .meta({ id: 'SynonymInput' })
export type SynonymInput = z.infer<typeof synonymInput>

/** A rule as it is kept, exported and compiled. */
export const synonymRule = z
  .discriminatedUnion('type', [
    z.strictObject({ id: synonymId, type: z.literal('two_way'), words, weight }),
    z.strictObject({ id: synonymId, type: z.literal('one_way'), from, to, weight }),
  ])
  .meta({ id: 'SynonymRule' })
export type SynonymRule = z.infer<typeof synonymRule>

export const synonymConflict = z
  .object({
    code: z.enum(['synonyms.invalid', 'synonyms.duplicate', 'synonyms.cycle', 'synonyms.contradicted', 'synonyms.too_wide']),
    rules: z.array(z.string()).describe('The rules concerned, at most 8'),
    words: z.array(z.string()),
    message: z.string(),
  })
  .meta({ id: 'SynonymConflict' })
export type SynonymConflict = z.infer<typeof synonymConflict>

export const synonymWritten = z
  .object({
    rule: synonymRule,
    conflicts: z.array(synonymConflict).describe('Warnings: the rule is in force all the same'),
    compared: z.number().int().describe('Other rules it was compared with; not all of a very large set'),
  })
  .meta({ id: 'SynonymWritten' })

export const synonymImportResult = z
  .object({
    imported: z.number().int(),
    failed: z.array(z.object({ line: z.number().int(), code: z.string(), message: z.string() })),
    failedTotal: z.number().int(),
    conflicts: z.array(synonymConflict).describe('The first 1,000 findings about all rules of the collection'),
  })
  .meta({ id: 'SynonymImportResult' })
export type SynonymImportResult = z.infer<typeof synonymImportResult>

export const synonymPreviewRequest = z
  .strictObject({
    rules: z.array(synonymInput).max(100).default([]).describe('Rules as they would be added, or put in the place of those with the same id'),
    remove: z.array(synonymId).max(100).default([]).describe('Rules as they would be deleted'),
    queries: z.array(z.string().min(1).max(512)).min(1).max(MAX_PREVIEW_QUERIES),
  })
  .meta({ id: 'SynonymPreviewRequest' })
export type SynonymPreviewRequest = z.infer<typeof synonymPreviewRequest>

const previewSide = z.object({
  expansions: z.array(z.object({ from: z.string(), to: z.string(), weight: z.number(), rule: z.string() })),
  total: z.number().int(),
  ids: z.array(z.string()).describe('The first 10 hits'),
})
export type PreviewSide = z.infer<typeof previewSide>

export const synonymPreview = z
  .object({
    queries: z.array(
      z.object({
        query: z.string(),
        before: previewSide,
        after: previewSide,
        added: z.array(z.string()),
        removed: z.array(z.string()),
        moved: z.array(z.object({ id: z.string(), before: z.number().int(), after: z.number().int() })).describe('Ranks from 1'),
      }),
    ),
    conflicts: z.array(synonymConflict),
  })
  .meta({ id: 'SynonymPreview' })
export type SynonymPreview = z.infer<typeof synonymPreview>

export const suggestionState = z.enum(['waiting', 'approved', 'rejected'])
export type SuggestionState = z.infer<typeof suggestionState>

/** Two words that the collection's documents use alike and hardly ever together. */
export const synonymSuggestion = z
  .object({
    id: z.string(),
    state: suggestionState,
    words: z.tuple([z.string(), z.string()]),
    terms: z.tuple([z.string(), z.string()]).describe('The words as they are indexed'),
    confidence: z.number().describe('0 to 1'),
    cosine: z.number().describe('Likeness of the two in the learnt vectors, -1 to 1'),
    documents: z.tuple([z.number().int(), z.number().int()]).describe('Documents with each'),
    together: z.number().int().describe('Documents with both'),
    expected: z.number().describe('Documents with both if the two had nothing to do with each other'),
  })
  .meta({ id: 'SynonymSuggestion' })
export type SynonymSuggestion = z.infer<typeof synonymSuggestion>
