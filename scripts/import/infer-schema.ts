import type { CollectionDefinition, FieldDefinition } from '../../src/contracts/collection.ts'
import { type FieldStatistics, addDocument } from './field-statistics.ts'
import { inferField, isLink, isTitle } from './infer-field.ts'
import { inferPatterns } from './infer-patterns.ts'

export const MAX_INFERRED_FIELDS = 64
const MAX_VECTOR_FIELDS = 8
const DESCRIPTIONS = /^(?:short_?|long_?|full_?)?(?:description|summary|overview|abstract|text|body|content|plot|answer)$/i

export type InferredField = { definition: FieldDefinition; share: number; example: string; covers: number }

export type Inference = {
  definition: CollectionDefinition
  /** the rows to show, in the order of the file; `covers` counts the names under a pattern */
  fields: InferredField[]
  /** names that stay undeclared: stored, returned and, when text, searched */
  undeclared: string[]
}

/** What a sample of documents says about its fields. */
export function collectStatistics(documents: Iterable<Readonly<Record<string, unknown>>>): {
  fields: Map<string, FieldStatistics>
  documents: number
} {
  const fields = new Map<string, FieldStatistics>()
  let count = 0
  for (const document of documents) {
    addDocument(fields, document)
    count++
  }
  return { fields, documents: count }
}

/** A schema of at most 64 fields, and patterns for the rest where names share a prefix and a kind. Pure: the sample decides. */
export function inferSchema(statistics: { fields: ReadonlyMap<string, FieldStatistics>; documents: number }): Inference {
  const all = [...statistics.fields.values()]
  const patterns = all.length > MAX_INFERRED_FIELDS ? inferPatterns(all) : []
  const covered = new Set(patterns.flatMap(({ members }) => members))
  const candidates = all
    .filter((field) => !covered.has(field))
    .flatMap((field) => {
      const definition = inferField(field)
      return definition ? [{ field, definition }] : []
    })
  // the fields that most documents have, in the order of the file
  const chosen = new Set(candidates.toSorted((left, right) => right.field.present - left.field.present).slice(0, MAX_INFERRED_FIELDS))
  const share = (present: number): number => present / Math.max(1, statistics.documents)
  const exact = candidates
    .filter((candidate) => chosen.has(candidate))
    .map(({ field, definition }) => ({ definition, share: share(field.present), example: field.example, covers: 1, field }))
  promoteTitle(exact)
  const declared = new Set(exact.map(({ field }) => field))
  return {
    definition: describeCollection(
      exact,
      patterns.map(({ definition }) => definition),
    ),
    fields: [
      ...exact.map(({ definition, share: part, example }) => ({ definition, share: part, example, covers: 1 })),
      ...patterns.map(({ definition, members }) => ({
        definition,
        share: share(Math.max(...members.map(({ present }) => present))),
        example: members[0]?.name ?? '',
        covers: members.length,
      })),
    ],
    undeclared: all.filter((field) => !covered.has(field) && !declared.has(field)).map(({ name }) => name),
  }
}

type Exact = InferredField & { field: FieldStatistics }

/** One field is the title: the best name among the texts, the first text otherwise. The other candidates become prose. */
function promoteTitle(fields: Exact[]): void {
  const texts = fields.filter(({ definition }) => definition.type === 'text')
  const named = texts.filter(({ definition }) => isTitle(definition.name))
  const title = named.find(({ definition }) => /title|head/i.test(definition.name)) ?? named[0] ?? texts[0]
  for (const text of texts)
    text.definition = { ...text.definition, search: text === title ? 'a' : text.definition.search === 'a' ? 'b' : text.definition.search }
}

function describeCollection(exact: readonly Exact[], patterns: readonly FieldDefinition[]): CollectionDefinition {
  const definitions = exact.map(({ definition }) => definition)
  const title = definitions.find(({ search }) => search === 'a')
  const prose = exact.filter(({ definition }) => definition.type === 'text' && definition !== title)
  const named = prose.filter(({ definition }) => DESCRIPTIONS.test(definition.name))
  const description = (named.length > 0 ? named : prose).toSorted((left, right) => meanWords(right) - meanWords(left))[0]?.definition
  const image = definitions.find(({ type }) => type === 'image')
  const url = definitions.find(({ name, type }) => type === 'string' && isLink(name))
  const meaning = definitions.filter(
    (field) => field.search !== undefined && (field.type === 'text' || field.facet !== undefined || field.type === 'string[]'),
  )
  const shown = { title, description, image, url }
  return {
    dynamic: 'store',
    fields: [...definitions, ...patterns],
    ...(meaning.length > 0
      ? { vectors: [{ name: 'content', fields: meaning.slice(0, MAX_VECTOR_FIELDS).map(({ name }) => name), weight: 1, priority: 'high' as const }] }
      : {}),
    display: Object.fromEntries(Object.entries(shown).flatMap(([member, field]) => (field ? [[member, field.name]] : []))),
  }
}

function meanWords({ field }: Exact): number {
  return field.words / Math.max(1, field.strings)
}
