import type { JsonObject } from '../../src/contracts/documents.ts'
import { type Refinement, type ResolvedField, type ResolvedFilter, matches, splitRefine } from '../../src/domain/catalog/filter/index.ts'
import { type Collection, DEFAULT_SEPARATOR, schemaOf, valueAt } from '../../src/domain/catalog/index.ts'
import { bindFilter } from '../../src/domain/search/index.ts'
import { findHead } from '../../src/domain/search/understanding/find-head.ts'
import { readQuery } from '../../src/domain/search/understanding/read-query.ts'
import { type Language, analyse, contentTokens, findHeads } from '../../src/shared/text/index.ts'
import { createHashedEmbedder } from './hashed-embedder.ts'
import type { SearchInput } from './search-harness.ts'

/** Search by the definition (DESIGN section 5) and by brute force over the stored documents: slow, plain, and shares no query with the product. */

export type NaiveResult = {
  plan: 'all' | 'any' | 'browse'
  /** K with its BM25, by position of the document */
  keyword: Map<number, number>
  /** S, best first, by position */
  neighbours: number[]
  /** similarity of S and of the first 200 of K that have any vector */
  similarity: Map<number, number>
  /** positions of R, unordered, and of those that satisfy every refinement */
  found: number[]
  refined: number[]
  refinements: readonly Refinement<ResolvedField>[]
  /** share of the boosts' weight by position */
  boost: number[]
}

const ENOUGH_FOR_ALL = 20
const CLASSES = { a: 3, b: 2, c: 2, d: 1 } as const
const FLOOR = 0.05
const PHRASE_WEIGHT = 0.1
const HEAD_LIFT = 0.06
const TELLING_SHARE = 0.4
const NEIGHBOURS = 100
const SCORED = 200

/** `documents` in the order they were first written: equally near ones come in that order. */
export async function searchNaively(
  collection: Collection,
  documents: readonly JsonObject[],
  input: SearchInput & { q: string },
): Promise<NaiveResult> {
  const bind = (text: string | undefined, path: string): Promise<ResolvedFilter> | null =>
    text ? bindFilter(collection, text, path, true, async () => new Map()) : null
  const scope = await bind(input.filter, 'filter')
  const refine = await bind(input.refine, 'refine')
  const split = refine ? splitRefine(refine) : null
  const refinements = split?.ok ? split.value : []
  const inside = documents.map((document) => scope === null || matches(scope, document))
  const mode = input.mode ?? 'hybrid'
  const places = documents.map((_document, at) => at).filter((at) => inside[at])
  const browse = input.q.trim() === ''
  const { plan, keyword } =
    browse || mode === 'semantic' ? { plan: 'all' as const, keyword: new Map<number, number>() } : matchKeywords(collection, documents, inside, input)
  const cosines = browse || mode === 'keyword' ? [] : await measureCosines(collection, documents, input.q)
  const neighbours = findNearest(cosines, inside)
  const best = [...keyword].toSorted(([leftAt, left], [rightAt, right]) => right - left || leftAt - rightAt).slice(0, SCORED)
  const similarity = combine(cosines, [...new Set([...neighbours, ...best.map(([at]) => at)])])
  const found = browse ? places : [...new Set([...keyword.keys(), ...neighbours])]
  const refined = found.filter((at) => refinements.every(({ node }) => matches(node, documents[at] ?? {})))
  const boost = await measureBoosts(collection, documents, browse ? [] : (input.boosts ?? []))
  return { plan: browse ? 'browse' : plan, keyword, neighbours, similarity, found, refined, refinements, boost }
}

async function measureBoosts(
  collection: Collection,
  documents: readonly JsonObject[],
  boosts: readonly { filter: string; weight: number }[],
): Promise<number[]> {
  const bound = await Promise.all(
    boosts.map(async ({ filter, weight }) => ({ node: await bindFilter(collection, filter, 'filter', true, async () => new Map()), weight })),
  )
  const whole = bound.reduce((sum, { weight }) => sum + weight, 0)
  return documents.map((document) => bound.reduce((sum, { node, weight }) => sum + (matches(node, document) ? weight / whole : 0), 0))
}

/** `heads` are what the texts of class a say the thing is. */
type Row = { [Class in keyof typeof CLASSES]: string[] } & { heads: Set<string> }
type Rows = { rows: Row[]; lengths: number[]; mean: number }
const analysed = new WeakMap<readonly JsonObject[], Rows>()

/** The words of every document in their order, by the class of their field. */
function readRows(collection: Collection, documents: readonly JsonObject[]): Rows {
  const known = analysed.get(documents)
  if (known) return known
  const rows = documents.map((document) => {
    const row: Row = { a: [], b: [], c: [], d: [], heads: new Set() }
    const language = collection.definition.language as Language
    for (const { name, search, hidden } of collection.definition.fields) {
      const value = search === undefined || hidden === true ? undefined : valueAt(document, name)
      const texts = (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string')
      for (const text of texts) {
        const tokens = analyse(text, language)
        row[search ?? 'd'].push(...tokens.map(({ term }) => term))
        if (search === 'a') for (const head of findHeads(text, tokens, language)) row.heads.add(head)
      }
    }
    return row
  })
  const lengths = rows.map((row) => row.a.length + row.b.length + row.c.length + row.d.length)
  const read = { rows, lengths, mean: lengths.reduce((sum, length) => sum + length, 0) / lengths.length }
  analysed.set(documents, read)
  return read
}

type Form = { terms: readonly string[]; prefix: boolean; weight: number }

/** Every clause a word as it is written; its forms are that word and what the test wants beside it. */
function readClauses(q: string, language: Language, alternatives: SearchInput['alternatives']): Form[][] {
  const written = new Map(contentTokens(analyse(q, language), language).map(({ surface, term }) => [surface, term]))
  return [...written.values()].map((term) => [{ terms: [term], prefix: false, weight: 1 }, ...(alternatives?.[term] ?? [])])
}

/** Words of the query side by side, function words left out. */
function readPhrases(q: string, language: Language): string[][] {
  const terms = contentTokens(analyse(q, language), language).map(({ term }) => term)
  const pairs = terms.flatMap((term, at) => (at > 0 && terms[at - 1] !== term ? [`${terms[at - 1]} ${term}`] : []))
  return [...new Set(pairs)].slice(0, 12).map((pair) => pair.split(' '))
}

function addUp(scores: readonly (readonly number[])[], at: number): number {
  return scores.reduce((sum, of) => sum + (of[at] ?? 0), 0)
}

function matchKeywords(
  collection: Collection,
  documents: readonly JsonObject[],
  inside: readonly boolean[],
  input: SearchInput & { q: string },
): { plan: 'all' | 'any'; keyword: Map<number, number> } {
  const read = readRows(collection, documents)
  const clauses = readClauses(input.q, collection.definition.language as Language, input.alternatives)
  const scored = clauses.map((forms) => scoreClause(read, forms))
  const known = scored.filter((scores) => scores.some((score) => score > 0))
  const places = documents.map((_document, at) => at).filter((at) => inside[at])
  const every = places.filter((at) => known.length > 0 && known.every((scores) => (scores[at] ?? 0) > 0))
  const all = known.length < 2 || every.length >= ENOUGH_FOR_ALL
  const chosen = all ? every : places.filter((at) => known.some((scores) => (scores[at] ?? 0) > 0))
  const phrases = readPhrases(input.q, collection.definition.language as Language).map((terms) =>
    scoreForm(read, { terms, prefix: false, weight: 1 }),
  )
  const headed = findHeaded(read, input.q, collection.definition.language as Language)
  const scoreOf = (at: number): number => (addUp(known, at) + PHRASE_WEIGHT * addUp(phrases, at)) * (headed.has(at) ? 1 + HEAD_LIFT : 1)
  return { plan: all ? 'all' : 'any', keyword: new Map(chosen.map((at) => [at, scoreOf(at)])) }
}

/** Documents whose title says that they are what is looked for, where enough of those that say the word do. */
function findHeaded({ rows }: Rows, q: string, language: Language): Set<number> {
  const [term] = findHead(readQuery(q, language, false).tokens, [], new Set(), language)?.terms ?? []
  if (term === undefined) return new Set()
  const headed = rows.flatMap((row, at) => (row.heads.has(term) ? [at] : []))
  return new Set(headed.length >= TELLING_SHARE * rows.filter(({ a }) => a.includes(term)).length ? headed : [])
}

/** By document the best of the forms, each by its weight; 0 where none occurs. */
function scoreClause(read: Rows, forms: readonly Form[]): number[] {
  const typed = forms[0] === undefined ? null : measureIdf(read, forms[0])
  const scores = forms.map((form) => {
    const own = measureIdf(read, form)
    const cap = typed === null || own === null ? 1 : Math.min(1, typed / own)
    return scoreForm(read, form).map((score) => score * form.weight * cap)
  })
  return read.rows.map((_row, at) => Math.max(...scores.map((list) => list[at] ?? 0)))
}

/** The same as scoreForm's; null of a form that occurs nowhere. */
function measureIdf({ rows }: Rows, form: Form): number | null {
  const count = rows.filter((row) => (['a', 'b', 'c', 'd'] as const).some((name) => countForm(row[name], form) > 0)).length
  return count === 0 ? null : Math.max(Math.log((rows.length - count + 0.5) / (count + 0.5)), 1e-6)
}

/** As FTS5 counts: k1 1.2, b 0.75, the weights of the columns inside the term frequency, idf at least 1e-6. */
function scoreForm({ rows, lengths, mean }: Rows, form: Form): number[] {
  const frequencies = rows.map((row) => (['a', 'b', 'c', 'd'] as const).reduce((sum, name) => sum + CLASSES[name] * countForm(row[name], form), 0))
  const count = frequencies.filter((frequency) => frequency > 0).length
  const idf = Math.max(Math.log((rows.length - count + 0.5) / (count + 0.5)), 1e-6)
  return frequencies.map((frequency, at) => (idf * frequency * 2.2) / (frequency + 1.2 * (0.25 + (0.75 * (lengths[at] ?? 0)) / mean)))
}

/** How often the terms stand side by side. */
function countForm(words: readonly string[], { terms, prefix }: Form): number {
  const stands = (at: number): boolean =>
    terms.every((term, place) => (prefix && place === terms.length - 1 ? words[at + place]?.startsWith(term) : words[at + place] === term))
  return words.filter((_word, at) => stands(at)).length
}

/** A vector, heaviest first, with the cosine of every document that has it; weights sum to 1. */
type NaiveVector = { weight: number; cosines: Map<number, number> }

async function measureCosines(collection: Collection, documents: readonly JsonObject[], q: string): Promise<NaiveVector[]> {
  const embedder = createHashedEmbedder('naive', collection.definition.language as Language)
  const [query] = await embedder.embed([q], 'query')
  if (query?.vector.some((value) => value !== 0) !== true) return []
  const { vectors } = collection.definition
  const whole = vectors.reduce((sum, { weight }) => sum + weight, 0)
  const measured = vectors.map(async ({ fields, weight }): Promise<NaiveVector> => {
    const texts = documents.map((document) =>
      fields
        .map((name) => document[name])
        .filter((text) => typeof text === 'string' && text !== '')
        .join('\n'),
    )
    const embedded = await embedder.embed(texts, 'document')
    const cosines = embedded.flatMap(({ vector }, at) => (vector.some((value) => value !== 0) ? [[at, dot(vector, query.vector)] as const] : []))
    return { weight: weight / whole, cosines: new Map(cosines) }
  })
  return (await Promise.all(measured)).toSorted((left, right) => right.weight - left.weight)
}

/** S: by the best place that any vector gives a document, the heavier vector first. */
function findNearest(vectors: readonly NaiveVector[], inside: readonly boolean[]): number[] {
  const turns = vectors.flatMap(({ cosines }, vector) =>
    [...cosines]
      .filter(([at, cosine]) => inside[at] && cosine >= FLOOR)
      .toSorted(([leftAt, left], [rightAt, right]) => right - left || leftAt - rightAt)
      .map(([at], place) => ({ at, turn: place * vectors.length + vector })),
  )
  return [...new Set(turns.toSorted((left, right) => left.turn - right.turn).map(({ at }) => at))].slice(0, NEIGHBOURS)
}

/** The weighted sum of cosines, stretched so that the nearest has the largest cosine of all. */
function combine(vectors: readonly NaiveVector[], places: readonly number[]): Map<number, number> {
  const known = places.filter((at) => vectors.some(({ cosines }) => cosines.has(at)))
  const value = ({ cosines }: NaiveVector, at: number): number => Math.min(1, Math.max(0, cosines.get(at) ?? 0))
  const sums = known.map((at) => vectors.reduce((sum, vector) => sum + vector.weight * value(vector, at), 0))
  const nearest = Math.max(0, ...known.flatMap((at) => vectors.map((vector) => value(vector, at))))
  const largest = Math.max(...sums)
  return new Map(known.map((at, index) => [at, largest > 0 ? ((sums[index] ?? 0) / largest) * nearest : 0]))
}

function dot(left: Float32Array, right: Float32Array | undefined): number {
  return left.reduce((sum, value, at) => sum + value * (right?.[at] ?? 0), 0)
}

export type NaiveFacet = { counts: Map<unknown, number>; missing: number; documents: number }

/** Counts of a facet over R under every refinement but, where choosing widens, its own. Hierarchies show one level. */
export function countNaively(collection: Collection, documents: readonly JsonObject[], result: NaiveResult, name: string): NaiveFacet {
  const field = schemaOf(collection.definition).field(name)
  const masks = result.refinements.filter((part) => field?.facet === 'conjunctive' || part.field.name !== name)
  const under = result.found.filter((at) => masks.every(({ node }) => matches(node, documents[at] ?? {})))
  const own = result.refinements.filter((part) => part.field.name === name).flatMap(({ values }) => values ?? [])
  const path = field?.facet === 'hierarchical' && typeof own[0] === 'string' ? own[0] : null
  const facet: NaiveFacet = { counts: new Map(), missing: 0, documents: under.length }
  for (const at of under) {
    const values = new Set(
      readFacet(
        documents[at] ?? {},
        name,
        field?.type ?? 'string',
        field?.facet === 'hierarchical' ? path : undefined,
        field?.separator ?? DEFAULT_SEPARATOR,
      ),
    )
    if (values.size === 0) facet.missing++
    for (const value of values) facet.counts.set(value, (facet.counts.get(value) ?? 0) + 1)
  }
  return facet
}

function readFacet(document: JsonObject, name: string, type: string, level: string | null | undefined, separator: string): unknown[] {
  const value = valueAt(document, name)
  const items = (Array.isArray(value) ? value : [value]).filter((item) => item !== null && item !== undefined)
  if (type.startsWith('date')) return items.map((item) => (typeof item === 'string' ? Date.parse(item) : item))
  if (level === undefined) return items
  const depth = level === null ? 1 : level.split(separator).length + 1
  return items.flatMap((item) => {
    const parts = String(item).split(separator)
    const prefix = parts.slice(0, depth - 1).join(separator)
    return parts.length >= depth && (level === null || prefix === level) ? [parts.slice(0, depth).join(separator)] : []
  })
}
