import type { CollectionDefinition, ResolvedDefinition } from '../../../../../../src/contracts/collection.ts'
import type { JsonObject } from '../../../../../../src/contracts/documents.ts'
import { schemaOf, searchableTexts } from '../../../../../../src/domain/catalog/index.ts'
import { resolveDefinition } from '../../../../../../src/domain/catalog/resolve-definition.ts'
import {
  type FacetValues,
  type Intent,
  createValuesPart,
  extractIntent,
  openValues,
} from '../../../../../../src/domain/search/understanding/intent/index.ts'
import { type Language, analyse, stopWords } from '../../../../../../src/shared/text/index.ts'

export const NOW = Date.UTC(2026, 4, 1)

export function makeBlob(definition: ResolvedDefinition, documents: readonly JsonObject[]): Uint8Array<ArrayBuffer> {
  const part = createValuesPart(definition)
  const language = definition.language as Language
  for (const [key, body] of documents.entries()) {
    const texts = searchableTexts(schemaOf(definition), body).map((found) => ({ ...found, tokens: analyse(found.text, language) }))
    part.add({ key, id: String(key), body, texts })
  }
  const steps = part.finish()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

export function makeValues(definition: ResolvedDefinition, documents: readonly JsonObject[]): FacetValues {
  const values = openValues(makeBlob(definition, documents))
  if (values === null) throw new Error('a new blob can be read')
  return values
}

export type Asker = (q: string, without?: readonly string[], language?: Language) => Intent

/** Reads queries against a definition and the values gathered for it, or for an earlier one. */
export function askIn(definition: ResolvedDefinition, values: FacetValues): Asker {
  const analysed = definition.language as Language
  const stops = stopWords(analysed)
  return (q, without = [], language = analysed) => {
    const tokens = analyse(q, analysed).map((token) => ({ ...token, stop: stops.has(token.surface), open: false }))
    return extractIntent({ text: q, tokens, language, definition, values, now: NOW, without: new Set(without) })
  }
}

export function openShop(
  given: CollectionDefinition,
  documents: readonly JsonObject[],
): { ask: Asker; definition: ResolvedDefinition; values: FacetValues } {
  const definition = resolveDefinition(given)
  const values = makeValues(definition, documents)
  return { ask: askIn(definition, values), definition, values }
}

const repeat = (count: number, make: (index: number) => JsonObject): JsonObject[] => Array.from({ length: count }, (_, index) => make(index))

/** Garden tools: Sharp is a brand here and "sharp" said of every knife; Spade & Sons is also a designer; wood is a material. */
export const GARDEN: CollectionDefinition = {
  language: 'en',
  currency: 'EUR',
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'brand', type: 'string', search: 'b', facet: 'disjunctive' },
    { name: 'designer', type: 'string', facet: 'disjunctive' },
    { name: 'category', type: 'string', facet: 'hierarchical' },
    { name: 'product colour', type: 'string[]', facet: 'disjunctive' },
    { name: 'tags', type: 'string[]', facet: 'conjunctive' },
    { name: 'secret', type: 'string', facet: 'disjunctive', hidden: true },
    { name: 'attr_t_*', type: 'string', facet: 'disjunctive' },
    { name: 'price', type: 'number', facet: 'range', sort: true },
    { name: 'rating', type: 'number', facet: 'range' },
    { name: 'releasedAt', type: 'date', sort: true },
  ],
}

export const GARDEN_DOCUMENTS: readonly JsonObject[] = [
  ...repeat(8, (index) => ({
    title: 'Hedge shears',
    brand: 'Spade & Sons',
    designer: index < 3 ? 'Spade & Sons' : 'Ada Thornbury',
    category: 'Garden > Hand tools > Shears',
    'product colour': ['Grey', 'Light Green'],
    attr_t_material: 'Oak',
    price: 10 * (index + 1),
    rating: 1 + index * 0.5,
    releasedAt: `201${index}-03-01`,
  })),
  ...repeat(30, () => ({ title: 'Knife with a sharp blade', brand: 'Élan', category: 'Kitchen > Knives', tags: ['zombie'], price: 40 })),
  ...repeat(3, () => ({ title: 'Radio', brand: 'Sharp', category: 'Radios', tags: ['zombies', 'animation'], secret: 'Ambergate', price: 60 })),
]
