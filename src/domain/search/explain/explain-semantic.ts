import { combineSimilarities, trustVector } from '../../ranking/index.ts'
import { SIMILARITY_FLOOR } from '../retrieval/retrieve-semantic.ts'
import type { Explained, ExplainedSearch } from './explained-search.ts'
import { joinWords, writeNumber } from './write-text.ts'

/** S: how near the document is to the query, and whether it is among the nearest that are kept. */
export function explainSemantic(search: ExplainedSearch, inScope: boolean): Explained {
  const { plan, set, semantic, nearest, document, cosines, places } = search
  const base = { step: 'semantic' } as const
  const absent = semantic === null ? explainAbsence(search) : null
  if (!semantic || absent) {
    const { reason, text } = absent ?? { reason: 'degraded', text: '' }
    const short = reason === 'degraded' ? 'semantic search did not answer' : null
    return { ...base, outcome: 'info', text, details: { reason, degraded: set.degraded }, short }
  }
  const estimated = new Set(set.estimated)
  const { model } = plan.collection
  const vectors = plan.vectors.map((vector) => {
    const cosine = cosines?.get(vector.name) ?? null
    const trust = trustVector(model?.statistics['agreement'], model?.vectorCoverage, vector.name)
    return {
      ...vector,
      ...(trust === undefined ? {} : { trust }),
      cosine,
      ...(cosine !== null && estimated.has(vector.name) ? { note: 'estimated' } : {}),
    }
  })
  const scored = vectors.flatMap(({ name, cosine }) => (cosine === null ? [] : [{ name, cosine }]))
  const similarity = measureSimilarity(search, scored)
  const place = nearest.indexOf(document.key)
  const last = nearest.at(-1)
  const lastKept = last === undefined ? null : (semantic.similarities.get(last) ?? null)
  const details = {
    vectors,
    floor: SIMILARITY_FLOOR,
    similarity,
    rank: place === -1 ? null : place + 1,
    places: Object.fromEntries(places),
    kept: nearest.length,
    lastKept,
    exhaustive: set.exhaustive.semantic,
    degraded: set.degraded,
    ...(semantic.missing.length > 0 ? { missing: semantic.missing } : {}),
  }
  const near =
    similarity === null
      ? ''
      : ` Its similarity is ${writeNumber(similarity)} (${joinWords(scored.map(({ name, cosine }) => `${estimated.has(name) ? 'estimated ' : ''}cosine ${writeNumber(cosine)} to ${name}`))}).`
  if (place !== -1) {
    const short = `semantic rank ${place + 1} of ${nearest.length} kept`
    return { ...base, outcome: 'passed', text: `It has ${short}.${near}`, details, short }
  }
  if (!inScope) return { ...base, outcome: 'info', text: `Only documents that pass the filter are among the nearest.${near}`, details, short: null }
  const { text, short } = explainDistance(search, { scored, similarity, lastKept })
  return { ...base, outcome: 'failed', text: `${text}${near}`, details, short }
}

/** As the search had it; a document beyond what was scored is measured by the same rule, beside those that were. */
function measureSimilarity({ semantic, document: { key } }: ExplainedSearch, scored: readonly { name: string; cosine: number }[]): number | null {
  if (!semantic || scored.length === 0) return null
  const known = semantic.similarities.get(key)
  if (known !== undefined) return known
  const own = new Map(scored.map(({ name, cosine }) => [name, cosine]))
  const vectors = semantic.vectors.map((vector) => {
    const cosine = own.get(vector.name)
    return { ...vector, cosines: new Map([...vector.cosines, ...(cosine === undefined ? [] : [[key, cosine] as const])]) }
  })
  return combineSimilarities(vectors, [...semantic.similarities.keys(), key]).get(key) ?? null
}

type Distance = { scored: readonly { cosine: number }[]; similarity: number | null; lastKept: number | null }

/** Why a document of the scope is not in S. */
function explainDistance(
  { semantic, cosines, nearest, places }: ExplainedSearch,
  { scored, similarity, lastKept }: Distance,
): { text: string; short: string } {
  const kept = `the ${nearest.length} nearest`
  if (semantic?.query.every((value) => value === 0))
    return { text: 'Nothing is known of the meaning of the query.', short: 'nothing is known of the meaning of the query' }
  if (cosines === null) return { text: `It is not among ${kept}; its similarity could not be had in time.`, short: `not among ${kept}` }
  if (similarity === null) return { text: 'It has no vector.', short: 'it has no vector' }
  if (scored.every(({ cosine }) => cosine < SIMILARITY_FLOOR)) {
    return {
      text: `It is too far from the query: below the floor of ${SIMILARITY_FLOOR}.`,
      short: `below the similarity floor of ${SIMILARITY_FLOOR}`,
    }
  }
  const last = lastKept === null ? '' : `; the last of them has ${writeNumber(lastKept)}`
  const [best] = [...places].sort(([, left], [, right]) => left - right)
  if (best === undefined) return { text: `It is not among ${kept}${last}.`, short: `not among ${kept}` }
  const [name, place] = best
  const by = places.size > 1 ? ` by ${name}` : ''
  return { text: `It is not among ${kept}${last}. It has place ${place}${by}.`, short: `semantic rank ${place}${by} of ${nearest.length} kept` }
}

/** Why the semantic side takes no part. */
function explainAbsence({ plan, set }: ExplainedSearch): { reason: string; text: string } {
  const { collection, request } = plan
  if (plan.kind === 'browse') return { reason: 'browse', text: 'Nothing is searched for that a document could be near to.' }
  if (request.mode === 'keyword') return { reason: 'mode', text: 'Similarity takes no part in a keyword search.' }
  if (collection.definition.vectors.length === 0) return { reason: 'vectors', text: 'The collection has no vectors.' }
  if (collection.model === null || collection.vectorSet === null)
    return { reason: 'model', text: 'No similarity is scored, because no model has been learnt yet.' }
  if (set.degraded.includes('semantic')) return { reason: 'degraded', text: 'The semantic side did not answer in time.' }
  if (plan.query.strange) return { reason: 'strange', text: 'No word of the query occurs in the collection, so nothing is near to it.' }
  return { reason: 'weights', text: 'The weights leave similarity out.' }
}
