import type { JsonObject } from '../../../../contracts/documents.ts'
import type { SynonymSuggestion } from '../../../../contracts/synonyms.ts'
import { type Language, analyse, stripMarkup } from '../../../../shared/text/index.ts'
import { type Schema, searchableTexts, textsOf, valueAt } from '../../../catalog/index.ts'
import { nameSuggestion } from './suggestions.ts'

/** Two terms that are used alike, with the documents of each and of both. */
export type CountedPair = { terms: [string, string]; cosine: number; documents: [number, number]; together: number }

/** Two words for one thing hardly ever stand in one document: at most this share of the rarer one's documents. */
const MAX_TOGETHER = 0.05
/** Places a term may take in the list: a true synonym is among the nearest that it never meets. */
const MAX_A_TERM = 2
export const MAX_SUGGESTIONS = 200
/** More than will be kept: some turn out to be names. */
const MAX_JUDGED = 300

/** Words are to be frequent enough for their absence from each other's documents to mean something. */
export function fewestDocuments(documents: number): number {
  return Math.max(8, Math.round(documents * 0.0005))
}

/**
 * Pairs in complementary distribution, surest first. Of words with that cosine a share of about the cosine would meet if
 * they merely belonged to one topic ("garden", "hose"); words that never do stand in for each other.
 */
export function choosePairs(pairs: readonly CountedPair[], fewest: number): CountedPair[] {
  const places = new Map<string, number>()
  return pairs
    .filter(({ documents, together }) => Math.min(...documents) >= fewest && together <= MAX_TOGETHER * Math.min(...documents))
    .toSorted((left, right) => measureConfidence(right) - measureConfidence(left) || (left.terms.join(' ') < right.terms.join(' ') ? -1 : 1))
    .filter(({ terms }) => {
      const full = terms.some((term) => (places.get(term) ?? 0) >= MAX_A_TERM)
      if (!full) for (const term of terms) places.set(term, (places.get(term) ?? 0) + 1)
      return !full
    })
    .slice(0, MAX_JUDGED)
}

/** Likeness, less for words that meet at all and for words seen seldom; 0 to 1. */
export function measureConfidence({ cosine, documents, together }: CountedPair): number {
  const rarer = Math.min(...documents)
  const apart = 1 - together / (MAX_TOGETHER * rarer + 1)
  const support = rarer / (rarer + 20)
  return Math.round(1000 * Math.max(0, cosine * apart * support)) / 1000
}

/** How a term stands in a few documents that hold it. */
export type TermUse = {
  surface: string
  /** share of the texts with it that begin with it */ leading: number
  /** fields of which it is a whole value */ fields: readonly string[]
  /** how often each term stands before (<) or after (>) it */ contexts: ReadonlyMap<string, number>
}

export function describeUse(schema: Schema, term: string, bodies: readonly JsonObject[]): TermUse | null {
  const language = schema.definition.language as Language
  const surfaces = new Map<string, number>()
  const fields = new Set<string>()
  const contexts = new Map<string, number>()
  const note = (context: string): void => void contexts.set(context, (contexts.get(context) ?? 0) + 1)
  let texts = 0
  let leading = 0
  for (const body of bodies) {
    for (const { text } of searchableTexts(schema, body)) {
      const tokens = analyse(stripMarkup(text), language)
      const here = tokens.filter((token) => token.term === term)
      tokens.forEach((token, at) => {
        if (token.term !== term) return
        const [before, after] = [tokens[at - 1], tokens[at + 1]]
        if (before) note(`<${before.term}`)
        if (after) note(`>${after.term}`)
      })
      for (const { surface } of here) surfaces.set(surface, (surfaces.get(surface) ?? 0) + 1)
      if (here.length === 0 || tokens.length < 2) continue
      texts++
      if (tokens[0]?.term === term) leading++
    }
    for (const { name, facet, hidden } of schema.exact) {
      if (facet === undefined || hidden === true) continue
      const whole = textsOf(valueAt(body, name)).some(
        (value) =>
          analyse(value, language)
            .map((token) => token.term)
            .join(' ') === term,
      )
      if (whole) fields.add(name)
    }
  }
  const [commonest] = [...surfaces].toSorted((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))
  return commonest ? { surface: commonest[0], leading: texts === 0 ? 0 : leading / texts, fields: [...fields], contexts } : null
}

/** A word that nearly always begins its text is a maker's or a product's name. */
const MOSTLY = 0.7

/** Two values of one facet differ by definition (brands, colours, sizes), and names stand for different things. */
export function areRivals(left: TermUse, right: TermUse): boolean {
  return left.fields.some((field) => right.fields.includes(field)) || left.leading >= MOSTLY || right.leading >= MOSTLY
}

/** Cosine of the words that stand beside the two, 0 to 1: of one topic but of another part of it share none ("tankless", "year"). */
export function shareContexts(left: TermUse, right: TermUse): number {
  let product = 0
  for (const [context, times] of left.contexts) product += times * (right.contexts.get(context) ?? 0)
  const length = (uses: TermUse): number => Math.hypot(...uses.contexts.values())
  return product === 0 ? 0 : product / (length(left) * length(right))
}

export function toSuggestion(
  pair: CountedPair,
  left: TermUse,
  right: TermUse,
  { documents, likeness }: { documents: number; likeness: number },
): SynonymSuggestion {
  const inOrder = pair.terms[0] < pair.terms[1]
  const order = <T>(first: T, second: T): [T, T] => (inOrder ? [first, second] : [second, first])
  const expected = (pair.documents[0] * pair.documents[1]) / Math.max(1, documents)
  return {
    id: nameSuggestion(...pair.terms),
    state: 'waiting',
    words: order(left.surface, right.surface),
    terms: order(...pair.terms),
    confidence: Math.round(1000 * measureConfidence(pair) * Math.sqrt(likeness)) / 1000,
    cosine: pair.cosine,
    documents: order(...pair.documents),
    together: pair.together,
    expected: Math.round(100 * expected) / 100,
  }
}
