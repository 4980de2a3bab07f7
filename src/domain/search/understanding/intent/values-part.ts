import type { FieldDefinition, ResolvedDefinition } from '../../../../contracts/collection.ts'
import { hashWord } from '../../../../shared/math/random.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { parseDate } from '../../../catalog/filter/index.ts'
import { DEFAULT_SEPARATOR, expandHierarchy, schemaOf, textsOf, valueAt } from '../../../catalog/index.ts'
import type { LexiconDocument, LexiconPart } from '../lexicon.ts'
import { addPartialNames } from './add-partial-names.ts'
import { countMentions } from './count-mentions.ts'
import { numericRole } from './field-roles.ts'
import { groupValues } from './group-values.ts'
import { NumberSketch } from './number-sketch.ts'
import { type SampledDocument, TextSample } from './text-sample.ts'
import { ValueCounts } from './value-counts.ts'
import { hashValue } from './value-phrase.ts'
import { encodeValues } from './values-blob.ts'

/** Beyond these a document's values and words are left out, so that adding it stays short. */
const MOST_VALUES_A_FIELD = 200
const MOST_WORDS = 2_000

/**
 * Gathers the values of the collection's visible string facets, how many documents carry each and how many say its words
 * without carrying it, and the percentiles of its prices, ratings, dates and ranges. At most 50,000 values in 4 MB, and 5,000 parts of names.
 */
export function createValuesPart(definition: ResolvedDefinition): LexiconPart {
  const language = definition.language as Language
  const schema = schemaOf(definition)
  const facets = schema.exact.filter(isValueFacet)
  const patterned = schema.patterns.some((pattern) => pattern.facet !== undefined)
  const numbers = new Map(schema.exact.filter(isMeasured).map((field) => [field.name, new NumberSketch()]))
  const counts = new ValueCounts()
  const sample = new TextSample()
  let documents = 0

  /** Field and value pairs of a document, each once; of a hierarchical value its ancestors too. */
  const valuesOf = (body: LexiconDocument['body']): [string, string][] => {
    const names = patterned ? [...facets.map(({ name }) => name), ...Object.keys(body)] : facets.map(({ name }) => name)
    return [...new Set(names)].flatMap((name) => {
      const field = schema.field(name)
      if (!isValueFacet(field)) return []
      const texts = textsOf(valueAt(body, name)).slice(0, MOST_VALUES_A_FIELD)
      const separator = field.separator ?? DEFAULT_SEPARATOR
      const values = field.facet === 'hierarchical' ? texts.flatMap((text) => expandHierarchy(text, separator)) : texts
      return [...new Set(values)].map((value): [string, string] => [name, value])
    })
  }

  const add = (document: LexiconDocument): void => {
    documents += 1
    const values = valuesOf(document.body)
    for (const [field, value] of values) counts.add(field, value)
    for (const [name, sketch] of numbers) for (const value of numbersOf(valueAt(document.body, name))) sketch.add(value)
    sample.add(document.key, () => ({
      terms: readTerms(document, (name) => isValueFacet(schema.field(name))),
      values: Uint32Array.from(values, ([field, value]) => hashValue(field, value)),
    }))
  }

  return {
    add,
    *finish() {
      const { groups, groupOfValue } = yield* groupValues(counts.values(), schema, language)
      const all = yield* addPartialNames(groups)
      yield
      yield* countMentions(all, groupOfValue, sample.documents, documents)
      const percentiles = new Map([...numbers].map(([name, sketch]) => [name, sketch.percentiles()]))
      return yield* encodeValues({ language, documents, groups: all, percentiles })
    },
  }
}

function isValueFacet(field: FieldDefinition | undefined): field is FieldDefinition {
  return field?.facet !== undefined && field.hidden !== true && field.type.startsWith('string')
}

/** What a query can speak of in numbers: what can be narrowed or sorted, and prices, ratings and dates by name. */
function isMeasured(field: FieldDefinition): boolean {
  if (field.hidden === true || !/^(?:number|date)/.test(field.type)) return false
  return field.facet === 'range' || field.sort === true || numericRole(field) !== undefined
}

function numbersOf(value: unknown): number[] {
  return (Array.isArray(value) ? value : [value]).slice(0, MOST_VALUES_A_FIELD).flatMap((item: unknown) => {
    const number = typeof item === 'string' ? parseDate(item) : item
    return typeof number === 'number' && Number.isFinite(number) ? [number] : []
  })
}

/** The words of the running text, fields of facet values left out. */
function readTerms(document: LexiconDocument, isValue: (field: string) => boolean): SampledDocument['terms'] {
  const terms: number[] = []
  for (const { field, tokens } of document.texts) {
    if (isValue(field)) continue
    for (const { term } of tokens.slice(0, MOST_WORDS - terms.length)) terms.push(hashWord(term))
    if (terms.length >= MOST_WORDS) break
    terms.push(0)
  }
  return Uint32Array.from(terms)
}
