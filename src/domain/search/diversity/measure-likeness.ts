import type { JsonObject } from '../../../contracts/documents.ts'
import type { DegradedCode } from '../../../contracts/search.ts'
import { type Language, contentTokens, analyse } from '../../../shared/text/index.ts'
import { hideFields, valueAt } from '../../catalog/index.ts'
import type { SearchPlan } from '../plan-search.ts'
import type { SearchPorts } from '../ports.ts'
import { SEMANTIC_BUDGET_MS, type Stopwatch } from '../stopwatch.ts'

/** How alike two documents are, by their places in the list that was asked about, in [0, 1]; `by` says what was compared. */
export type Likeness = { similarity(left: number, right: number): number; by: string }
export type ReadLikeness = (documents: readonly { doc: number }[]) => Promise<Likeness>

const MAX_TEXT = 20_000

type Effects = { watch: Stopwatch; degraded: DegradedCode[] }

/**
 * Likeness of at most 100 documents: the cosine of their heaviest vector where a learnt model makes it in this isolate, else the
 * Jaccard index of the terms of their titles. A cloud model is not asked: that would be a hundred texts a search.
 * Reads the bodies, one round trip. Names semantic in `degraded` when vectors were there but not to be had in time.
 */
export async function measureLikeness(
  ports: Pick<SearchPorts, 'index' | 'embedDocuments' | 'within'>,
  plan: SearchPlan,
  documents: readonly { doc: number }[],
  { watch, degraded }: Effects,
): Promise<Likeness> {
  const { collection, diversity } = plan
  const field = diversity?.kind === 'mmr' ? diversity.name : null
  const { bodies, rowsRead } = await watch.d1(ports.index.bodies(documents.map(({ doc }) => doc)))
  watch.rowsRead += rowsRead
  const ordered = documents.map(({ doc }) => bodies.get(doc) ?? {})
  const [heaviest] = plan.vectors
  if (field === null && heaviest && collection.model?.blob) {
    const work = ports.embedDocuments(collection, heaviest.name, ordered).catch(() => null)
    const vectors = await watch.vector(ports.within(work, SEMANTIC_BUDGET_MS))
    if (vectors) return { similarity: compareVectors(vectors), by: `vectors of ${heaviest.name}` }
    if (!degraded.includes('semantic')) degraded.push('semantic')
  }
  const name = field ?? collection.definition.display.title
  if (name === undefined) return { similarity: () => 0, by: 'nothing: there are no vectors and no title' }
  return { similarity: compareTerms(ordered.map((body) => readTerms(plan, body, name))), by: `terms of ${name}` }
}

function compareVectors(vectors: readonly Float32Array[]): Likeness['similarity'] {
  const lengths = vectors.map((vector) => Math.hypot(...vector))
  return (left, right) => {
    const [one, other] = [vectors[left], vectors[right]]
    const scale = (lengths[left] ?? 0) * (lengths[right] ?? 0)
    if (!one || !other || scale === 0) return 0
    let sum = 0
    for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
    return Math.min(1, Math.max(0, sum / scale))
  }
}

/** Terms that both have as a share of those that either has; documents without any are like nothing. */
function compareTerms(terms: readonly ReadonlySet<string>[]): Likeness['similarity'] {
  return (left, right) => {
    const [one, other] = [terms[left], terms[right]]
    if (!one || !other || one.size === 0 || other.size === 0) return 0
    let shared = 0
    for (const term of one) if (other.has(term)) shared++
    return shared / (one.size + other.size - shared)
  }
}

function readTerms({ collection, showHidden }: SearchPlan, body: JsonObject, name: string): ReadonlySet<string> {
  const language = collection.definition.language as Language
  const value = valueAt(hideFields(collection.definition, body, showHidden), name)
  const texts = (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string')
  const tokens = texts.flatMap((text) => contentTokens(analyse(text.slice(0, MAX_TEXT), language), language))
  return new Set(tokens.map(({ term }) => term))
}
