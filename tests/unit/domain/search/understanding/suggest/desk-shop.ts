import type { CollectionDefinition, FieldDefinition } from '../../../../../../src/contracts/collection.ts'
import type { JsonObject } from '../../../../../../src/contracts/documents.ts'
import { schemaOf, searchableTexts } from '../../../../../../src/domain/catalog/index.ts'
import { resolveDefinition } from '../../../../../../src/domain/catalog/resolve-definition.ts'
import {
  type Completions,
  type PopularQuery,
  type SuggestQuery,
  createCompletionsPart,
  openCompletions,
  suggestQueries,
} from '../../../../../../src/domain/search/understanding/suggest/index.ts'
import { type Language, analyse, stripMarkup } from '../../../../../../src/shared/text/index.ts'

export const FIELDS: FieldDefinition[] = [
  { name: 'title', type: 'text', search: 'a' },
  { name: 'brand', type: 'string', search: 'b', facet: 'disjunctive' },
  { name: 'category', type: 'string', search: 'c', facet: 'hierarchical' },
  { name: 'supplier', type: 'string', facet: 'disjunctive', hidden: true },
  { name: 'price', type: 'number', facet: 'range' },
]

const DESKS = 'Furniture > Desks'
const LAMPS = 'Lighting > Lamps'

/** Thirteen products; what is counted in the tests is counted here by eye. */
export const SHOP: readonly JsonObject[] = [
  { title: 'Walnut desk', brand: 'Norrland', category: DESKS },
  { title: 'Walnut desk', brand: 'Norrland', category: DESKS },
  { title: 'Walnut desk with drawers', brand: 'Norrland', category: DESKS },
  { title: 'Oak desk', brand: 'Ostra', category: DESKS },
  { title: 'Oak standing desk', brand: 'Ostra', category: DESKS },
  { title: 'Desk lamp', brand: 'Lumo', category: LAMPS },
  { title: 'Desk lamp, brass', brand: 'Lumo', category: LAMPS },
  { title: 'Desk lamp, black', brand: 'Lumo', category: LAMPS },
  { title: 'Floor lamp', brand: 'Lumo', category: LAMPS },
  { title: 'Café table', brand: 'Ostra & <Sons>', category: 'Furniture > Tables' },
  { title: 'Monitor arm for the desk', brand: 'Norrland', category: 'Accessories' },
  { title: 'Printer 2450', brand: 'Pressa', category: 'Office' },
  { title: 'Printer 2450', brand: 'Pressa', category: 'Office' },
].map((document) => ({ ...document, supplier: 'Wolkenkuckuck', price: 10 }))

export function buildBlob(
  documents: readonly JsonObject[],
  queries: readonly PopularQuery[] = [],
  definition: CollectionDefinition = { fields: FIELDS },
): { blob: Uint8Array<ArrayBuffer>; slices: number } {
  const resolved = resolveDefinition(definition)
  const part = createCompletionsPart(resolved, queries)
  for (const [key, body] of documents.entries()) {
    const texts = searchableTexts(schemaOf(resolved), body)
      .map((given) => ({ ...given, text: stripMarkup(given.text) }))
      .map((given) => ({ ...given, tokens: analyse(given.text, resolved.language as Language) }))
    part.add({ key, id: String(key), body, texts })
  }
  const work = part.finish()
  for (let slices = 1; ; slices++) {
    const { done, value } = work.next()
    if (done === true) return { blob: value, slices }
  }
}

export function buildCompletions(...given: Parameters<typeof buildBlob>): Completions {
  return openCompletions(buildBlob(...given).blob)
}

export function suggestFrom(completions: Completions, prefix: string, more: Partial<SuggestQuery> = {}) {
  return suggestQueries({ completions, prefix, language: 'en', limit: 20, isBlocked: () => false, ...more })
}
