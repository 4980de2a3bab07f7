import { z } from 'zod'
import type { JsonObject } from '../../../../contracts/documents.ts'
import type { JobSlice, JobTask } from '../../../../contracts/jobs.ts'
import type { SynonymSuggestion } from '../../../../contracts/synonyms.ts'
import { type Collection, type CollectionStore, schemaOf } from '../../../catalog/index.ts'
import { decodeModel } from '../../../embedding/index.ts'
import type { WordRuleStore } from '../word-rules.ts'
import { MAX_PAIRS, type TermSpace, compareRows, nearest, readTermSpace } from './compare-terms.ts'
import {
  type CountedPair,
  MAX_SUGGESTIONS,
  areRivals,
  choosePairs,
  describeUse,
  fewestDocuments,
  shareContexts,
  toSuggestion,
} from './mine-synonyms.ts'
import { createRuleTest } from './known-pairs.ts'
import { readAllRules } from './read-rules.ts'
import { readSuggestions, storeSuggestion } from './suggestions.ts'

/** How words stand in the documents of a collection, as its keyword index knows it. */
export type WordUseStore = {
  /** of each pair: documents with the first term, with the second, with both */
  countPairs(collection: Collection, pairs: readonly (readonly [string, string])[]): Promise<readonly (readonly [number, number, number])[]>
  /** up to `limit` documents that hold each term, in the order of the terms */
  readSamples(collection: Collection, terms: readonly string[], limit: number): Promise<readonly (readonly JsonObject[])[]>
}

export type MiningPorts = {
  collections: Pick<CollectionStore, 'findById'>
  rules: WordRuleStore
  blobs: { get(key: string): Promise<Uint8Array | null> }
  uses: WordUseStore
  now(): number
}

/** Rows x 5,000 x 96 multiply-adds at most: about 60 ms. */
const ROWS_A_SLICE = 125
const PAIRS_A_SLICE = 100
const JUDGED_A_SLICE = 10
const SAMPLES_A_TERM = 16

const counted = z.object({
  terms: z.tuple([z.string(), z.string()]),
  cosine: z.number(),
  documents: z.tuple([z.number(), z.number()]),
  together: z.number(),
})
const cursor = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('compare'), blob: z.string(), row: z.number(), pairs: z.array(z.tuple([z.number(), z.number(), z.number()])) }),
  z.object({ phase: z.literal('count'), at: z.number(), pairs: z.array(z.tuple([z.string(), z.string(), z.number()])), counted: z.array(counted) }),
  z.object({ phase: z.literal('judge'), at: z.number(), pairs: z.array(counted), suggestions: z.array(z.unknown()) }),
])
type Cursor = z.infer<typeof cursor>
type Phase<Name> = Extract<Cursor, { phase: Name }>

/**
 * One slice of mining synonyms: words that the learnt vectors find alike (compare), of which documents hold both hardly
 * ever (count), and which are not names or values of one facet (judge). What waits for approval is replaced at the end;
 * what was decided about, and what rules say already, is left out.
 */
export async function mineSynonyms(ports: MiningPorts, task: JobTask): Promise<JobSlice> {
  const collection = task.collectionId === null ? null : await ports.collections.findById(task.collectionId)
  const blob = collection?.model?.blob
  if (!collection || blob === null || blob === undefined) return { state: 'cancelled' }
  const at = task.cursor === null ? null : cursor.parse(task.cursor)
  if (at === null || at.phase === 'compare') return compare(ports, task, collection, blob, at)
  return at.phase === 'count' ? count(ports, task, collection, at) : judge(ports, task, collection, at)
}

async function compare(ports: MiningPorts, task: JobTask, collection: Collection, blob: string, at: Phase<'compare'> | null): Promise<JobSlice> {
  const bytes = await ports.blobs.get(blob)
  if (!bytes) return { state: 'cancelled' }
  const space: TermSpace = readTermSpace(decodeModel(bytes), fewestDocuments(collection.documentCount))
  // another model was learnt meanwhile: its rows are others
  const from = at?.blob === blob ? at : { row: 0, pairs: [] }
  const row = Math.min(space.terms.length, from.row + ROWS_A_SLICE)
  const pairs = nearest([...from.pairs, ...compareRows(space, from.row, row)], MAX_PAIRS)
  if (row < space.terms.length) return goOn(task, { phase: 'compare', blob, row, pairs: pairs.map(([left, right, cosine]) => [left, right, cosine]) })
  const isKnown = createRuleTest(await readAllRules(ports.rules, collection.id), schemaOf(collection.definition))
  const named = pairs.map(([left, right, cosine]): [string, string, number] => [space.terms[left] ?? '', space.terms[right] ?? '', cosine])
  return goOn(task, { phase: 'count', at: 0, pairs: named.filter(([left, right]) => !isKnown(left, right)), counted: [] })
}

async function count(ports: MiningPorts, task: JobTask, collection: Collection, at: Phase<'count'>): Promise<JobSlice> {
  const slice = at.pairs.slice(at.at, at.at + PAIRS_A_SLICE)
  const counts =
    slice.length === 0
      ? []
      : await ports.uses.countPairs(
          collection,
          slice.map(([left, right]) => [left, right] as const),
        )
  const fresh = slice.map(([left, right, cosine], index): CountedPair => {
    const [first, second, together] = counts[index] ?? [0, 0, 0]
    return { terms: [left, right], cosine: cosine / 1000, documents: [first, second], together }
  })
  const pairs = choosePairs([...at.counted, ...fresh], fewestDocuments(collection.documentCount))
  const done = at.at + slice.length
  if (done < at.pairs.length) return goOn(task, { ...at, at: done, counted: pairs })
  return goOn(task, { phase: 'judge', at: 0, pairs, suggestions: [] })
}

async function judge(ports: MiningPorts, task: JobTask, collection: Collection, at: Phase<'judge'>): Promise<JobSlice> {
  const schema = schemaOf(collection.definition)
  const slice = at.pairs.slice(at.at, at.at + JUDGED_A_SLICE)
  const terms = [...new Set(slice.flatMap((pair) => pair.terms))]
  const samples = terms.length === 0 ? [] : await ports.uses.readSamples(collection, terms, SAMPLES_A_TERM)
  const uses = new Map(terms.map((term, index) => [term, describeUse(schema, term, samples[index] ?? [])]))
  const found = slice.flatMap((pair) => {
    const [left, right] = pair.terms.map((term) => uses.get(term))
    if (!left || !right || areRivals(left, right)) return []
    const likeness = shareContexts(left, right)
    return likeness === 0 ? [] : [toSuggestion(pair, left, right, { documents: collection.documentCount, likeness })]
  })
  const suggestions = [...(at.suggestions as SynonymSuggestion[]), ...found]
  const done = at.at + slice.length
  if (done < at.pairs.length) return goOn(task, { ...at, at: done, suggestions })
  const written = await writeSuggestions(ports, collection, suggestions)
  return { state: 'succeeded', done: task.done + 1, result: { suggestions: written } }
}

function goOn(task: JobTask, next: Cursor): JobSlice {
  return { state: 'running', done: task.done + 1, cursor: next }
}

async function writeSuggestions(ports: MiningPorts, collection: Collection, found: readonly SynonymSuggestion[]): Promise<number> {
  const known = await readSuggestions(ports.rules, collection.id)
  const decided = known.filter(({ state }) => state !== 'waiting')
  const names = new Set(decided.map(({ id }) => id))
  const waiting = found
    .filter(({ id }) => !names.has(id))
    .toSorted((left, right) => right.confidence - left.confidence || (left.id < right.id ? -1 : 1))
    .slice(0, MAX_SUGGESTIONS)
  await ports.rules.replace(collection.id, 'synonym_suggestion', [...decided, ...waiting].map(storeSuggestion), ports.now())
  return waiting.length
}
