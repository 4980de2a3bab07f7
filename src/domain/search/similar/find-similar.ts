import type { SimilarRequest, SimilarResponse } from '../../../contracts/several.ts'
import { AppError } from '../../../contracts/errors.ts'
import type { Context } from '../../../shared/context.ts'
import type { Collection } from '../../catalog/index.ts'
import { bindFilter } from '../resolve-filters.ts'
import { SEMANTIC_BUDGET_MS, Stopwatch } from '../stopwatch.ts'
import { chooseVectors } from './choose-vectors.ts'
import { findByTerms } from './find-by-terms.ts'
import { findByVectors } from './find-by-vectors.ts'
import type { GivenDocument, SimilarPorts } from './ports.ts'
import { checkFields } from './shown-fields.ts'
import type { GivenDocuments } from './similar-search.ts'

/**
 * Documents near to those that are liked and to a text, away from those that are not: by vectors, or by their most telling words
 * while no vectors can answer (`degraded` then names semantic). The given documents are never among the hits.
 * Throws collections.not_found, documents.not_found, search.vector, search.field and the errors of a filter.
 */
export async function findSimilar(
  ports: SimilarPorts,
  ctx: Context,
  input: { collection: string; request: SimilarRequest },
): Promise<SimilarResponse> {
  const { request } = input
  const watch = new Stopwatch(ctx.timer)
  const collection = await watch.d1(ports.collections.find(ctx.tenant, input.collection))
  if (!collection) throw new AppError('collections.not_found', `There is no collection or alias "${input.collection}".`)
  const showHidden = ctx.scopes.has('documents:readHidden')
  checkFields(collection, request.fields, showHidden)
  const vectors = chooseVectors(collection, request.vectors)
  const scope = request.filter?.trim() ? await bindFilter(collection, request.filter, 'filter', showHidden, ports.index.fieldIds) : null
  const given = await readGiven(ports, collection, request, watch)
  const search = { collection, request, vectors, scope, given, showHidden }
  const near = await watch.vector(
    ports.within(
      findByVectors(ports, search, watch).catch(() => null),
      SEMANTIC_BUDGET_MS,
    ),
  )
  const found = near ?? (await findByTerms(ports, ctx, { ...search, name: input.collection }, watch))
  return {
    queryId: ctx.newId(),
    collection: collection.name,
    hits: found.hits,
    degraded: [...found.degraded],
    exhaustive: { semantic: found.exhaustive },
    timings: watch.read(),
  }
}

/** Names every id that is not there: a wrong one among several would otherwise only be felt. */
async function readGiven(ports: SimilarPorts, collection: Collection, { like, unlike }: SimilarRequest, watch: Stopwatch): Promise<GivenDocuments> {
  const ids = [...new Set([...like, ...unlike])]
  const documents = ids.length === 0 ? [] : await watch.d1(ports.readDocuments(collection, ids))
  const found = new Map(documents.map((document) => [document.id, document]))
  const missing = ids.filter((id) => !found.has(id))
  if (missing.length > 0) {
    const errors = missing.map((id) => {
      const member = like.includes(id) ? 'like' : 'unlike'
      return { path: `${member}[${(member === 'like' ? like : unlike).indexOf(id)}]`, message: `there is no document "${id}"` }
    })
    throw new AppError('documents.not_found', `There is no document ${missing.map((id) => `"${id}"`).join(', ')}.`, errors)
  }
  const pick = (names: readonly string[]): GivenDocument[] => [...new Set(names)].flatMap((id) => found.get(id) ?? [])
  return { liked: pick(like), unliked: pick(unlike) }
}
