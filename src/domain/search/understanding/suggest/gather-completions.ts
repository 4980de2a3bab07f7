import type { FieldDefinition, ResolvedDefinition } from '../../../../contracts/collection.ts'
import type { JsonObject } from '../../../../contracts/documents.ts'
import { type Language, analyse, stopWords, stripMarkup } from '../../../../shared/text/index.ts'
import { DEFAULT_SEPARATOR, expandHierarchy, schemaOf, textsOf, valueAt } from '../../../catalog/index.ts'
import type { LexiconDocument, LexiconPart } from '../lexicon.ts'
import { assembleCompletions } from './assemble-completions.ts'
import { type CategoryField, findCategoryField, isValueFacet } from './category-field.ts'
import type { PopularQuery } from './ports.ts'
import { Tally } from './tally.ts'
import { readPhrases, shortenTitle } from './title-words.ts'

/** Texts kept of each kind while documents are read: about 40 MB when all are there. */
const MAX_TITLES = 50_000
const MAX_VALUES = 30_000
const MAX_PHRASES = 100_000

const MAX_VALUE_LENGTH = 80
/** Distinct categories, and how many of them one document counts for. */
const MAX_CATEGORIES = 4096
const MAX_OF_DOCUMENT = 8
/** A longer title is prose: its first characters are enough for a name. */
const MAX_READ = 400

/**
 * Gathers what shoppers may want typed for them: titles, facet values, words that titles share, and past queries. Each document is read
 * once; the blob opens with openCompletions. Queries seen fewer than 3 times, or mostly in vain, are left out.
 */
export function createCompletionsPart(definition: ResolvedDefinition, queries: readonly PopularQuery[]): LexiconPart {
  const schema = schemaOf(definition)
  const language = definition.language as Language
  const stop = stopWords(language)
  const categoryField = findCategoryField(definition)
  const titleField = findTitleField(definition)
  const facets = schema.exact.filter(isValueFacet)
  const patterns = schema.patterns.filter(isValueFacet)
  const categoryIds = new Map<string, number>()
  const gathered = { titles: new Tally(MAX_TITLES), values: new Tally(MAX_VALUES), phrases: new Tally(MAX_PHRASES) }

  const addTitle = (document: LexiconDocument, categories: readonly number[]): void => {
    const given = titleField === null ? undefined : valueAt(document.body, titleField)
    if (typeof given !== 'string') return
    const known = document.texts.find(({ field }) => field === titleField)
    const text = known ? known.text : stripMarkup(given.slice(0, 4 * MAX_READ)).slice(0, MAX_READ)
    const tokens = known ? known.tokens : analyse(text, language)
    const title = shortenTitle(
      text.slice(0, MAX_READ),
      tokens.filter(({ end }) => end <= MAX_READ),
      stop,
    )
    if (title !== null) gathered.titles.add(title.toLowerCase(), categories, () => ({ text: copyText(title) }))
    for (const phrase of readPhrases(text, tokens, stop)) {
      gathered.phrases.add(phrase.key, categories, () => ({ text: phrase.text === phrase.key ? '' : copyText(phrase.text) }))
    }
  }
  return {
    add(document) {
      const categories = categoryField === null ? [] : readCategories(document.body, categoryField, categoryIds)
      addTitle(document, categories)
      for (const field of facets) addValues(gathered.values, field, field.name, valueAt(document.body, field.name), categories)
      if (patterns.length === 0) return
      for (const [name, value] of Object.entries(document.body)) {
        const field = schema.field(name)
        if (field?.name.endsWith('*') && isValueFacet(field)) addValues(gathered.values, field, name, value, categories)
      }
    },
    finish: () => assembleCompletions({ ...gathered, categoryField, categories: [...categoryIds.keys()] }, queries, language),
  }
}

function findTitleField(definition: ResolvedDefinition): string | null {
  const name = definition.display.title
  const field = name === undefined ? undefined : schemaOf(definition).field(name)
  return field && field.hidden !== true && (field.type === 'text' || field.type === 'string') ? (name ?? null) : null
}

/** Values with letters, each once a document; of levels every one, named by its last part. */
function addValues(values: Tally, field: FieldDefinition, name: string, value: unknown, categories: readonly number[]): void {
  const separator = field.facet === 'hierarchical' ? (field.separator ?? DEFAULT_SEPARATOR) : null
  const whole = new Set(textsOf(value).flatMap((text) => (separator === null ? [text] : expandHierarchy(text, separator))))
  for (const path of whole) {
    const label = (separator === null ? path : (path.split(separator).at(-1) ?? '')).trim()
    if (label.length > MAX_VALUE_LENGTH || !/\p{L}/u.test(label)) continue
    const copy = () => ({ text: copyText(label), field: name, value: label === path ? '' : copyText(path) })
    values.add(`${name}\u0000${path}`, categories, copy)
  }
}

function readCategories(body: JsonObject, { name }: CategoryField, ids: Map<string, number>): number[] {
  const found: number[] = []
  for (const category of new Set(textsOf(valueAt(body, name)))) {
    let id = ids.get(category)
    if (id === undefined) {
      if (ids.size >= MAX_CATEGORIES || category === '' || category.length > 200) continue
      id = ids.size
      ids.set(copyText(category), id)
    }
    found.push(id)
    if (found.length === MAX_OF_DOCUMENT) break
  }
  return found
}

/** V8 keeps the whole text alive behind a slice of it: what stays is copied out. */
function copyText(text: string): string {
  return ` ${text}`.slice(1)
}
