import type { CollectionDefinition, FieldDefinition } from '../src/contracts/collection.ts'

type Declaration = Omit<FieldDefinition, 'name'>
type Seen = { count: number; shapes: Set<string>; characters: number }

/** What a person who reads one document of these catalogs would declare, by field name. */
const KNOWN: Record<string, Declaration> = {
  title: { type: 'text', search: 'a' },
  text: { type: 'text', search: 'd' },
  overview: { type: 'text', search: 'd' },
  short_description: { type: 'text', search: 'd' },
  supplier: { type: 'string', search: 'b', facet: 'disjunctive' },
  director: { type: 'string', search: 'd', facet: 'disjunctive' },
  actors: { type: 'string[]', search: 'd', facet: 'disjunctive' },
  characters: { type: 'string[]', search: 'd' },
  genres: { type: 'string[]', search: 'd', facet: 'conjunctive' },
  tags: { type: 'string[]', search: 'd', facet: 'conjunctive' },
  price: { type: 'number', facet: 'range', sort: true },
  year: { type: 'number', facet: 'range', sort: true },
  date_released: { type: 'date', sort: true },
  attr_t_product_colour: { type: 'string', search: 'd', facet: 'disjunctive' },
}

/**
 * Families too many to list (icecat has 5,363 attributes); the letter after attr_ is the type. attr_t_ is prose:
 * 48 of icecat's documents list compatible products in more than the 2,000 characters an exact value may have.
 */
const PATTERNS: { matches: RegExp; field: FieldDefinition }[] = [
  { matches: /^attr_t_/, field: { name: 'attr_t_*', type: 'text', search: 'd' } },
  { matches: /^attr_n_/, field: { name: 'attr_n_*', type: 'number' } },
  { matches: /^attr_b_/, field: { name: 'attr_b_*', type: 'boolean' } },
]

/** Pictures, addresses, codes and copies of another field: kept out of the index. */
const IGNORED = /^(id|name|ean|raw_.*|.*(url|image|img|thumb).*)$/i
const PROSE_CHARACTERS = 40
/** A text of at most a short paragraph is a description and weighs more than prose (class c, not d). */
const DESCRIPTION_CHARACTERS = 600
const MOST_FIELDS = 60

/**
 * A definition for a corpus: known names and patterns first, anything else by the shape of its values
 * (long strings are prose, short ones exact values). `semantic: false` declares no vectors, so nothing is learnt.
 */
export function describeCollection(documents: Iterable<Record<string, unknown>>, options: { semantic: boolean }): CollectionDefinition {
  const seen = new Map<string, Seen>()
  for (const document of documents) {
    for (const [name, value] of Object.entries(document)) {
      if (IGNORED.test(name)) continue
      const entry = seen.get(name) ?? { count: 0, shapes: new Set<string>(), characters: 0 }
      seen.set(name, entry)
      entry.count += 1
      entry.shapes.add(nameShape(value))
      if (typeof value === 'string') entry.characters += value.length
    }
  }
  const fields = new Map<string, FieldDefinition>()
  for (const [name, entry] of [...seen].sort((a, b) => b[1].count - a[1].count)) {
    const field = declareField(name, entry)
    if (field && fields.size < MOST_FIELDS) fields.set(field.name, field)
  }
  const list = [...fields.values()].sort((a, b) => Number(a.name.includes('*')) - Number(b.name.includes('*')))
  const searched = list.filter((field) => field.search !== undefined).map((field) => field.name)
  return {
    language: 'en',
    dynamic: 'ignore',
    fields: list,
    vectors: options.semantic && searched.length > 0 ? [{ name: 'content', fields: searched.slice(0, 32), weight: 1, priority: 'high' }] : [],
    display: fields.has('title') ? { title: 'title' } : {},
  }
}

function nameShape(value: unknown): string {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? 'string[]' : 'other'
  return value === null ? 'null' : typeof value
}

function declareField(name: string, seen: Seen): FieldDefinition | undefined {
  const known = KNOWN[name]
  if (known && fitsShape(known, seen.shapes))
    return { name, ...known, ...(name === 'text' && seen.characters / seen.count < DESCRIPTION_CHARACTERS ? { search: 'c' as const } : {}) }
  const pattern = PATTERNS.find(({ matches }) => matches.test(name))
  if (pattern) return pattern.field
  const inferred = inferField(seen)
  return inferred ? { name, ...inferred } : undefined
}

/** A known name of another type (a year written as text) is taken for what it is. */
function fitsShape({ type }: Declaration, shapes: ReadonlySet<string>): boolean {
  const shape = type === 'text' || type === 'date' ? 'string' : type
  return [...shapes].every((name) => name === shape || name === 'null')
}

function inferField({ count, shapes, characters }: Seen): Declaration | undefined {
  const [shape, ...others] = [...shapes].filter((name) => name !== 'null')
  if (others.length > 0) return undefined
  if (shape === 'string') return characters / count > PROSE_CHARACTERS ? { type: 'text', search: 'd' } : { type: 'string', search: 'd' }
  if (shape === 'string[]') return { type: 'string[]', search: 'c' }
  if (shape === 'number' || shape === 'boolean') return { type: shape }
  return undefined
}
