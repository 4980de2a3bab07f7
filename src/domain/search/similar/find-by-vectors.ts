import type { RankTrace, SearchHit } from '../../../contracts/search.ts'
import type { SemanticSource } from '../ports.ts'
import type { Stopwatch } from '../stopwatch.ts'
import { type Nearest, type VectorQuery, findNearest, valueOf } from './find-nearest.ts'
import { inWaves } from '../retrieval/in-waves.ts'
import type { SimilarPorts } from './ports.ts'
import { combineVectors } from './rocchio.ts'
import { showFields } from './shown-fields.ts'
import type { FoundSimilar, SimilarSearch } from './similar-search.ts'

/** Null while no vector set can answer. */
export async function findByVectors(ports: SimilarPorts, search: SimilarSearch, watch: Stopwatch): Promise<FoundSimilar | null> {
  const { collection, request, scope, given } = search
  const source = search.vectors.length === 0 ? null : await ports.semantic.open(collection)
  const queries = source && (await makeQueries(ports, source, search))
  if (!source || !queries) return null
  const excluded = new Set([...given.liked, ...given.unliked].map(({ key }) => key))
  const known = queries.filter(({ query }) => query.some((value) => value !== 0))
  const { nearest, exhaustive } = await findNearest(ports, { collection, source, queries: known, scope, excluded, limit: request.limit }, watch)
  return { hits: await presentHits(ports, search, known, nearest, watch), exhaustive, degraded: [] }
}

/** What each vector is asked for: Rocchio over the text and the given documents as that vector sees them. */
async function makeQueries(ports: SimilarPorts, source: SemanticSource, search: SimilarSearch): Promise<VectorQuery[] | null> {
  const { collection, request, vectors } = search
  const { liked, unliked } = search.given
  const bodies = [...liked, ...unliked].map(({ body }) => body)
  const text = request.text.trim() === '' ? null : (await source.embed(request.text, [])).vector
  const queries = await inWaves(vectors, async ({ name, weight }): Promise<VectorQuery | null> => {
    const own = bodies.length === 0 ? [] : await ports.embedDocuments(collection, name, bodies)
    if (!own) return null
    const feedback = { text, liked: own.slice(0, liked.length), unliked: own.slice(liked.length) }
    return { name, weight, query: combineVectors(feedback, text?.length ?? own[0]?.length ?? 0) }
  })
  const made = queries.filter((query) => query !== null)
  return made.length === queries.length ? made : null
}

/** The first of the nearest that are still there, as many as were asked for. */
async function presentHits(
  ports: SimilarPorts,
  { collection, request, showHidden }: SimilarSearch,
  queries: readonly VectorQuery[],
  nearest: readonly Nearest[],
  watch: Stopwatch,
): Promise<SearchHit[]> {
  if (nearest.length === 0) return []
  const { bodies, rowsRead } = await watch.d1(ports.index.bodies(nearest.map(({ doc }) => doc)))
  watch.rowsRead += rowsRead
  const shown = nearest.filter(({ doc }) => bodies.has(doc)).slice(0, request.limit)
  return shown.map((near, at) => ({
    id: near.id,
    rank: at + 1,
    score: near.score,
    document: showFields(collection, bodies.get(near.doc) ?? {}, request.fields, showHidden),
    highlights: {},
    ...(request.explain ? { trace: trace(queries, near), explanation: null } : {}),
  }))
}

function trace(queries: readonly VectorQuery[], near: Nearest): RankTrace {
  const features = queries.map(({ name, weight }, at) => {
    const raw = near.cosines[at] ?? null
    const value = valueOf(raw)
    return { name: `semantic.${name}`, raw, value, weight, contribution: weight * value, ...(raw === null ? { note: 'noVector' } : {}) }
  })
  return { features, rules: [], matched: {} }
}
