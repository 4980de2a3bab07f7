/** A document as every peer gets it: one string a field, so that each engine can be given the same weights. */
export type BenchDocument = { id: string; title: string; supplier: string; description: string; attributes: string; colour: string }

export const FACETS = ['supplier', 'colour'] as const
export type Facet = (typeof FACETS)[number]

/** Searched fields and their weights: the classes a, b, d, d of the product's own schema (3, 2, 1, 1). */
export const WEIGHTS = { title: 3, supplier: 2, description: 1, attributes: 1 } as const
export const SEARCHED = ['title', 'supplier', 'description', 'attributes'] as const

export type Catalog = { name: string; faceted: boolean }
/** The two catalogs of the bench: bare titles, and products with facets. */
export const CATALOGS: readonly Catalog[] = [
  { name: 'homedepot', faceted: false },
  { name: 'icecat', faceted: true },
]

/** What the Worker is asked to count, in its own field names, in the order of FACETS. */
export const WORKER_FACETS = ['supplier', 'attr_t_product_colour']

/** Words the peers and the floor leave out of queries and indexes: the commonest of English, as FTS users do. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at be by for from has have how i if in into is it its not of on or that the their there these they this to was were what when where which who why will with you your'.split(
    ' ',
  ),
)

export function flattenDocument(line: string): BenchDocument {
  const raw = JSON.parse(line) as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const attributes = Object.entries(raw).flatMap(([name, value]) => (name.startsWith('attr_t_') && typeof value === 'string' ? [value] : []))
  return {
    id: String(raw['id']),
    title: text(raw['title']),
    supplier: text(raw['supplier']),
    description: text(raw['short_description']) || text(raw['text']),
    attributes: attributes.join(' '),
    colour: text(raw['attr_t_product_colour']),
  }
}
