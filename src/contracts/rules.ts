import { z } from 'zod'
import { auditEntry } from './audit.ts'
import { MAX_LISTED_FAILURES } from './documents.ts'

/** Wire shapes of merchandisers' rules. What is only wrong in its meaning (weights, dates, circles) is told by rules.invalid. */
export const MAX_RULES = 1_000
/** characters of JSON of all rules of a collection: what one statement reads */
export const MAX_RULES_LENGTH = 4_000_000
export const MAX_RULE_LENGTH = 64_000
export const MAX_PINS = 100
export const MAX_HIDDEN = 1_000
export const MAX_RULE_WEIGHT = 10
export const MAX_SEGMENTS = 32
export const MAX_RULE_FILE_BYTES = 10_000_000
export const MAX_RULE_FILE_LINES = 10_000
const MAX_PREVIEW_QUERIES = 50

const keptId = z
  .string()
  .regex(/^[^\p{Cc}/]{1,128}$/u, 'expected 1 to 128 characters without / and control characters')
  .refine((id) => id.isWellFormed(), 'expected well-formed text')
/** Of rules that are written: what is kept already stays readable when an address takes its name. */
export const ruleId = keptId.refine((id) => !['order', 'preview', 'publish', 'discard', 'import', 'export'].includes(id), 'is the name of an address')

export const segmentName = z.string().min(1).max(64)
const filter = z.string().min(1).max(2_000)
const documentId = z.string().min(1).max(128)

export const ruleWhen = z.strictObject({
  query: z
    .strictObject({ match: z.enum(['exact', 'phrase', 'contains', 'regex']), text: z.string().min(1).max(256) })
    .optional()
    .describe('What is searched for; without it the rule fires for browsing too'),
  filter: filter.optional().describe("What the search's own filter demands at least"),
  segment: segmentName.optional().describe('One of the segments that the request names'),
  from: z.string().max(64).optional().describe('RFC 3339; counted in'),
  until: z.string().max(64).optional().describe('RFC 3339; no longer counted in'),
})

/** Anything JSON can say: bodies are parsed from JSON. */
const content = z.unknown().refine((value) => value !== undefined, 'expected a JSON value')
const pin = z.union([z.strictObject({ ids: z.array(documentId).min(1) }), z.array(z.strictObject({ id: documentId, position: z.number() })).min(1)])
const hide = z.union([z.strictObject({ ids: z.array(documentId).min(1) }), z.strictObject({ filter })])
const weighted = z.strictObject({ filter, weight: z.number() })

export const EFFECTS = ['pin', 'hide', 'boost', 'bury', 'filter', 'rewrite', 'redirect', 'banner'] as const
export const effectName = z.enum(EFFECTS)
export type EffectName = z.infer<typeof effectName>

/** Exactly one member. */
export const ruleEffect = z
  .strictObject({
    pin: pin.optional(),
    hide: hide.optional(),
    boost: weighted.optional(),
    bury: weighted.optional(),
    filter: z.strictObject({ filter }).optional(),
    rewrite: z.strictObject({ query: z.string().min(1).max(512) }).optional(),
    redirect: z.strictObject({ url: z.string().min(1).max(2_000) }).optional(),
    banner: z.strictObject({ content }).optional(),
  })
  .refine((effect) => Object.values(effect).filter((value) => value !== undefined).length === 1, `expected exactly one of ${EFFECTS.join(', ')}`)
export type RuleEffect = z.infer<typeof ruleEffect>

/** A rule as callers send it. */
export const ruleInput = z
  .strictObject({
    id: ruleId.optional(),
    name: z.string().min(1).max(200).optional(),
    enabled: z.boolean().default(true),
    when: ruleWhen.default({}),
    // oxlint-disable-next-line unicorn/no-thenable -- a list is no function: awaiting a rule gives the rule
    then: z.array(ruleEffect).min(1).max(32),
  })
  .meta({ id: 'RuleInput' })
export type RuleInput = z.infer<typeof ruleInput>

/** A rule as it is kept. */
export const rule = ruleInput.extend({ id: keptId }).meta({ id: 'Rule' })
export type Rule = z.infer<typeof rule>

export const listedRule = rule
  .extend({
    position: z.number().int().describe('From 1: earlier rules win'),
    live: z.boolean().describe('Published as it is'),
    updatedAt: z.string(),
  })
  .meta({ id: 'ListedRule' })
export type ListedRule = z.infer<typeof listedRule>

export const ruleConflict = z
  .object({
    code: z.literal('rules.at_odds'),
    rules: z.tuple([z.string(), z.string()]).describe('The earlier, which wins, and the later'),
    message: z.string(),
  })
  .meta({ id: 'RuleConflict' })
export type RuleConflict = z.infer<typeof ruleConflict>

const conflicts = z.array(ruleConflict).describe('Warnings, at most 100')
export const ruleWritten = z.object({ rule: listedRule, conflicts }).meta({ id: 'RuleWritten' })
export const ruleList = z
  .object({
    items: z.array(listedRule),
    nextCursor: z.string().nullable(),
    live: z.number().int().describe('Rules that are live'),
    unpublished: z.boolean().describe('The draft differs from what is live'),
  })
  .meta({ id: 'RuleList' })

export const ruleOrder = z.strictObject({ ids: z.array(keptId).min(1).max(MAX_RULES) }).meta({ id: 'RuleOrder' })
export const ruleOrdered = z.object({ ids: z.array(z.string()), conflicts }).meta({ id: 'RuleOrdered' })
export const rulesPublished = z.object({ rules: z.number().int(), configVersion: z.number().int(), conflicts }).meta({ id: 'RulesPublished' })
export type RulesPublished = z.infer<typeof rulesPublished>

/** Where the rules of a file stand: new ones last, or all of them before or after the others. */
export const RULE_PLACES = ['keep', 'first', 'last'] as const
export type RulePlace = (typeof RULE_PLACES)[number]
export const ruleImportResult = z
  .object({
    imported: z.number().int().describe('Lines whose rule is new or differs from the draft'),
    unchanged: z.number().int(),
    removed: z.number().int().describe('Rules of the draft that a file with replace=true does not have'),
    reordered: z.boolean().describe('Rules that were there stand in another order'),
    failed: z.array(z.object({ line: z.number().int(), code: z.string(), message: z.string() })).describe(`The first ${MAX_LISTED_FAILURES}`),
    failedTotal: z.number().int(),
    conflicts,
    dryRun: z.boolean().describe('Nothing was written'),
  })
  .meta({ id: 'RuleImportResult' })
export type RuleImportResult = z.infer<typeof ruleImportResult>

/** What a rule did to a search. */
export const appliedRule = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    effects: z.array(effectName).describe('Those in force: an earlier rule may have been faster'),
    redirect: z.string().optional(),
    banner: z.unknown().optional(),
  })
  .meta({ id: 'AppliedRule' })
export type AppliedRule = z.infer<typeof appliedRule>

const previewQuery = z.strictObject({
  q: z.string().max(512).default(''),
  filter: filter.optional(),
  segments: z.array(segmentName).max(MAX_SEGMENTS).default([]),
})
export const rulePreviewRequest = z
  .strictObject({
    queries: z
      .array(z.union([z.string().max(512), previewQuery]))
      .min(1)
      .max(MAX_PREVIEW_QUERIES),
    at: z.string().max(64).optional().describe('RFC 3339: as if it were then; now unless given'),
  })
  .meta({ id: 'RulePreviewRequest' })
export type RulePreviewRequest = z.infer<typeof rulePreviewRequest>

const previewSide = z.object({
  total: z.number().int(),
  effective: z.string().describe('What was searched'),
  hits: z.array(z.object({ id: z.string(), rank: z.number().int() })).describe('The first 10'),
  appliedRules: z.array(appliedRule),
})
export type RulePreviewSide = z.infer<typeof previewSide>
export const rulePreview = z
  .object({
    queries: z.array(
      z.object({
        q: z.string(),
        live: previewSide,
        draft: previewSide,
        added: z.array(z.string()),
        removed: z.array(z.string()),
        moved: z.array(z.object({ id: z.string(), live: z.number().int(), draft: z.number().int() })).describe('Ranks from 1'),
      }),
    ),
    conflicts,
  })
  .meta({ id: 'RulePreview' })
export type RulePreview = z.infer<typeof rulePreview>

export const auditList = z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() }).meta({ id: 'AuditList' })
