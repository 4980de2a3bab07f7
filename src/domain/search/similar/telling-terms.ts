import type { JsonObject } from '../../../contracts/documents.ts'
import { type Language, analyse, contentTokens } from '../../../shared/text/index.ts'
import { CLASS_WEIGHTS, type Collection, schemaOf, searchableTexts } from '../../catalog/index.ts'
import { type Feedback, type TermWeights, combineTerms } from './rocchio.ts'

/** Of a document as a query: more terms make it slower and hardly better. */
export const MAX_TELLING_TERMS = 24
/** Terms whose rarity is looked up: the most frequent of the given documents, heaviest fields first. */
const MAX_COUNTED_TERMS = 100
const MAX_TEXT = 20_000

/** How often each term stands in a text, weighed by class, and a written form of each: what a query is made of is analysed again. */
type Counts = { counts: Map<string, number>; surfaces: Map<string, string> }

export type GivenTexts = { text: string; liked: readonly JsonObject[]; unliked: readonly JsonObject[] }

/**
 * The terms that tell the given documents from others, as words, most telling first: the highest tf-idf of their visible texts of
 * class a to c and of the text asked for, after Rocchio. `frequencies` counts the documents of each term.
 */
export async function findTellingTerms(
  collection: Collection,
  given: GivenTexts,
  frequencies: (terms: readonly string[]) => Promise<ReadonlyMap<string, number>>,
): Promise<string[]> {
  const language = collection.definition.language as Language
  const read: Feedback<Counts> = {
    text: given.text.trim() === '' ? null : countTexts([{ text: given.text, weight: 1 }], language),
    liked: given.liked.map((body) => countDocument(collection, body, language)),
    unliked: given.unliked.map((body) => countDocument(collection, body, language)),
  }
  const wanted = [...(read.text === null ? [] : [read.text]), ...read.liked]
  const totals = new Map<string, number>()
  for (const { counts } of wanted) for (const [term, count] of counts) totals.set(term, (totals.get(term) ?? 0) + count)
  const counted = [...totals].toSorted(([, left], [, right]) => right - left).slice(0, MAX_COUNTED_TERMS)
  const known = counted.length === 0 ? new Map<string, number>() : await frequencies(counted.map(([term]) => term))
  const weigh = (counts: Counts): TermWeights => weighTerms(counts, known, collection.documentCount)
  const combined = combineTerms({ text: read.text && weigh(read.text), liked: read.liked.map(weigh), unliked: read.unliked.map(weigh) })
  const surfaces = new Map(wanted.flatMap((counts) => [...counts.surfaces]))
  return [...combined]
    .toSorted(([leftTerm, left], [rightTerm, right]) => right - left || (leftTerm < rightTerm ? -1 : 1))
    .slice(0, MAX_TELLING_TERMS)
    .map(([term]) => surfaces.get(term) ?? term)
}

function countDocument(collection: Collection, body: JsonObject, language: Language): Counts {
  const texts = searchableTexts(schemaOf(collection.definition), body).filter(({ weight }) => weight !== 'd')
  return countTexts(
    texts.map(({ text, weight }) => ({ text, weight: CLASS_WEIGHTS[weight] })),
    language,
  )
}

function countTexts(texts: readonly { text: string; weight: number }[], language: Language): Counts {
  const counts = new Map<string, number>()
  const surfaces = new Map<string, string>()
  for (const { text, weight } of texts) {
    for (const { term, surface } of contentTokens(analyse(text.slice(0, MAX_TEXT), language), language)) {
      counts.set(term, (counts.get(term) ?? 0) + weight)
      if (!surfaces.has(term)) surfaces.set(term, surface)
    }
  }
  return { counts, surfaces }
}

/** (1 + ln tf) · idf at unit length, so that a long document says no more than a short one; idf as BM25 has it. */
function weighTerms({ counts }: Counts, frequencies: ReadonlyMap<string, number>, documents: number): Map<string, number> {
  const weights = new Map<string, number>()
  for (const [term, count] of counts) {
    const frequency = frequencies.get(term)
    if (frequency !== undefined) weights.set(term, (1 + Math.log(count)) * Math.log(1 + Math.max(0, documents - frequency + 0.5) / (frequency + 0.5)))
  }
  const length = Math.hypot(...weights.values())
  return length > 0 ? new Map([...weights].map(([term, weight]) => [term, weight / length])) : weights
}
