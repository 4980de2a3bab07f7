import { z } from 'zod'

/** Wire shapes of what was understood of a query (CONTRACT: Search, `query`). Spans are UTF-16 offsets [start, end) into `query.original`. */
export const UNDERSTANDING_STEPS = ['normalise', 'spelling', 'synonyms', 'phrases', 'intent', 'classify', 'relax'] as const
export const understandingStep = z.enum(UNDERSTANDING_STEPS)
export type UnderstandingStep = z.infer<typeof understandingStep>

export const span = z.tuple([z.number().int(), z.number().int()])
export type Span = z.infer<typeof span>

export const correction = z.object({ from: z.string(), to: z.string(), confidence: z.number().describe('0 to 1'), span }).meta({ id: 'Correction' })
export type Correction = z.infer<typeof correction>

/** Another way of writing a part of the query, searched beside it: 65in and 65 inch, tv and television, lawn mower and lawnmower. */
export const writtenForm = z
  .object({
    from: z.string(),
    to: z.string(),
    kind: z.enum(['unit', 'number', 'code', 'abbreviation', 'join', 'split']),
    weight: z.number().describe('what a match of this form counts beside 1 for the form that was typed'),
    span,
  })
  .meta({ id: 'WrittenForm' })
export type WrittenForm = z.infer<typeof writtenForm>

export const synonymMatch = z
  .object({ id: z.string().describe('the rule'), from: z.string(), to: z.string(), weight: z.number(), span })
  .meta({ id: 'SynonymMatch' })
export type SynonymMatch = z.infer<typeof synonymMatch>

export const queryClass = z.enum(['navigational', 'informational', 'transactional'])
export const queryIntent = z
  .object({
    class: queryClass,
    confidence: z.number(),
    features: z.array(z.object({ name: z.string(), value: z.number() })).describe('what decided it, with its share'),
  })
  .meta({ id: 'QueryIntent' })
export type QueryIntent = z.infer<typeof queryIntent>

export const chip = z
  .object({
    id: z.string().describe('send it in withoutChips to search without this reading'),
    kind: z.enum(['brand', 'category', 'colour', 'size', 'material', 'rating', 'date', 'price', 'value']),
    field: z.string(),
    value: z.union([z.string(), z.number(), z.boolean()]).nullable().describe('null for a range'),
    label: z.string(),
    span,
    confidence: z.number(),
    applied: z.enum(['boost', 'filter', 'none']).describe('none: another reading of the same words was preferred'),
    filter: z.string().describe('the same as a filter expression'),
  })
  .meta({ id: 'Chip' })
export type Chip = z.infer<typeof chip>

export const reformulation = z
  .object({
    q: z.string(),
    reason: z.enum(['correction', 'fewer_words', 'popular']),
  })
  .meta({ id: 'Reformulation' })
export type Reformulation = z.infer<typeof reformulation>

/** Settings of a collection. */
export const understandingDefinition = z
  .strictObject({
    off: z.array(understandingStep).max(UNDERSTANDING_STEPS.length).optional().describe('Steps that never run in this collection'),
    spelling: z
      .strictObject({ threshold: z.number().min(0.5).max(1).optional().describe('Confidence from which a correction is searched; 0.8 unless given') })
      .optional(),
    queryLog: z.boolean().optional().describe('Count queries for suggestions, without user or address; true unless given'),
  })
  .meta({ id: 'UnderstandingDefinition' })
export type UnderstandingDefinition = z.infer<typeof understandingDefinition>
