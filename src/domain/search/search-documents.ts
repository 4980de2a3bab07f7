import type { JsonObject } from '../../contracts/documents.ts'
import type { SearchRequest, SearchResponse } from '../../contracts/search.ts'
import { AppError } from '../../contracts/errors.ts'
import type { Context } from '../../shared/context.ts'
import type { Collection } from '../catalog/index.ts'
import { type ComputedResultSet, computeResultSet } from './compute-result-set.ts'
import { type Depth, reaches } from './cut-result-set.ts'
import type { SearchPorts } from './ports.ts'
import { compareShadow } from './profiles/compare-shadow.ts'
import { type SearchPlan, planSearch } from './plan-search.ts'
import { listMembers, listShown, presentPage } from './present-page.ts'
import { presentQuery } from './present-query.ts'
import { type ResultSet, sizeOfResultSet } from './result-set.ts'
import { recordQuery } from './understanding/suggest/index.ts'
import { Stopwatch } from './stopwatch.ts'

const KEPT_SECONDS = 300
const DEGRADED_SECONDS = 10
/** A collection that changes under this many plans in a row is being reconfigured, not searched. */
const MAX_PLANS = 4

type Found = { set: ResultSet; computed?: ComputedResultSet; resultSet: SearchResponse['resultSet']; cache: SearchResponse['cache'] }

/** The search verb: plan -> retrieve -> fuse -> rank -> present (DESIGN section 5). */
export async function searchDocuments(
  ports: SearchPorts,
  ctx: Context,
  input: { collection: string; request: SearchRequest; depth?: Depth },
): Promise<SearchResponse> {
  const watch = new Stopwatch(ctx.timer)
  let collection = ports.known.get(ctx.tenant, input.collection) ?? (await loadCollection(ports, ctx, input.collection, watch))
  let searched = ports
  for (let attempt = 0; attempt < MAX_PLANS; attempt++) {
    const plan = await planSearch(searched, ctx, collection, input.request).catch((error: unknown) =>
      attempt === 0 ? retryable(error) : Promise.reject(error),
    )
    const found = plan ? await findResultSet(ports, ctx, plan, input, watch).catch((error: unknown) => refuseOwn(plan, error)) : null
    if (found === 'rules') {
      searched = { ...ports, rules: () => Promise.reject(new Error('The statement has no room for them.')) }
      continue
    }
    if (plan && found) {
      if (isWorthCounting(plan)) ctx.later(recordQuery(ports, ctx, { collection, query: plan.query.effective, empty: found.set.total === 0 }))
      const response = await present(ports, ctx, plan, found, watch)
      if (found.computed) ctx.later(compareShadow(ports, ctx, plan, found.computed))
      return response
    }
    collection = await loadCollection(ports, ctx, input.collection, watch)
  }
  throw new AppError('service.unavailable', 'The collection kept changing while it was searched.')
}

/** A query that somebody finished and looks at for the first time, with its slips corrected: those taken as typed are suggested to nobody. */
function isWorthCounting({ kind, request, query }: SearchPlan): boolean {
  return kind === 'search' && !request.typing && request.page === 1 && request.resultSetId === undefined && query.steps.has('spelling')
}

/** A field that is unknown to the copy an isolate holds may have been declared since: read the collection again first. */
function retryable(error: unknown): null {
  if (error instanceof AppError && (error.code === 'filter.field' || error.code.startsWith('search.') || error.code === 'filter.type')) return null
  throw error
}

/** What a request can't be blamed for: the statement has no room for what rules add, and the search goes on without them. */
function refuseOwn(plan: SearchPlan, error: unknown): 'rules' {
  if (error instanceof AppError && error.code === 'filter.too_complex' && plan.rules.applied.length > 0) return 'rules'
  throw error
}

async function loadCollection(ports: SearchPorts, ctx: Context, name: string, watch: Stopwatch): Promise<Collection> {
  const collection = await watch.d1(ports.collections.find(ctx.tenant, name))
  if (!collection) throw new AppError('collections.not_found', `There is no collection or alias "${name}".`)
  ports.known.put(ctx.tenant, name, collection)
  return collection
}

async function findResultSet(
  ports: SearchPorts,
  ctx: Context,
  plan: SearchPlan,
  { collection: name, depth = 'page' }: { collection: string; depth?: Depth },
  watch: Stopwatch,
): Promise<Found | null> {
  const kept = await findKept(ports, ctx, plan, name, watch)
  if (kept && reaches(kept.set, plan, depth)) return kept
  const short = await computeResultSet(ports, plan, name, watch, depth)
  const computed = short && !reaches(short.set, plan, depth) ? await computeResultSet(ports, plan, name, watch) : short
  if (!computed) return null
  const { set } = computed
  const options =
    set.degraded.length > 0
      ? { ttlSeconds: DEGRADED_SECONDS, shared: false }
      : { ttlSeconds: KEPT_SECONDS, shared: set.total > plan.request.perPage && !plan.request.typing }
  ctx.later(ports.results.put(set, sizeOfResultSet(set), options))
  const asked = plan.request.resultSetId
  return { set, computed, resultSet: asked === undefined ? 'fresh' : 'recomputed', cache: 'miss' }
}

/** A later page names its result set and is served from it; a first page may reuse one while nothing has been written. */
async function findKept(ports: SearchPorts, ctx: Context, plan: SearchPlan, name: string, watch: Stopwatch): Promise<Found | null> {
  const asked = plan.request.resultSetId
  if (asked !== undefined) {
    const kept = await ports.results.get(asked)
    // under another definition other fields may be hidden or facets: what was counted then is not shown now
    const same =
      kept?.set.requestHash === plan.requestHash && kept.set.versions.configVersion === plan.collection.configVersion && canExplain(kept.set, plan)
    if (kept && same) return { set: kept.set, resultSet: 'kept', cache: kept.from }
  }
  const latest = ports.results.latest(plan.requestHash)
  if (!latest) return null
  const versions = await watch.d1(ports.index.versions(ctx.tenant, name))
  const current = versions && JSON.stringify(versions) === JSON.stringify(latest.versions)
  return current ? { set: latest, resultSet: asked !== undefined && asked !== latest.id ? 'recomputed' : 'kept', cache: 'isolate' } : null
}

/** A trace needs the features, which are not carried to other isolates. */
function canExplain({ docs, features }: ResultSet, { request }: SearchPlan): boolean {
  return request.explain === false || features.length > 0 || docs.length === 0
}

async function present(ports: SearchPorts, ctx: Context, plan: SearchPlan, found: Found, watch: Stopwatch): Promise<SearchResponse> {
  const { set } = found
  const { request, collection } = plan
  const bodies = await readBodies(ports, plan, listShown(plan, set), found.computed?.bodies, watch)
  return {
    queryId: ctx.newId(),
    resultSetId: set.id,
    resultSet: found.resultSet,
    collection: collection.name,
    dataVersion: set.versions.dataVersion,
    configVersion: set.versions.configVersion,
    query: await presentQuery(ports, plan, set),
    hits: presentPage(plan, set, bodies),
    total: set.total,
    ...(set.groups ? { totalDocuments: set.groups.documents } : {}),
    exhaustive: set.exhaustive,
    page: request.page,
    perPage: request.perPage,
    facets: set.facets,
    facetStats: set.facetStats,
    appliedRules: [...plan.rules.applied],
    degraded: set.degraded,
    cache: found.cache,
    timings: watch.read(),
  }
}

/** Bodies the statement brought along, and the others of the page. */
async function readBodies(
  ports: SearchPorts,
  plan: SearchPlan,
  docs: readonly number[],
  known: ReadonlyMap<number, JsonObject> | undefined,
  watch: Stopwatch,
): Promise<ReadonlyMap<number, JsonObject>> {
  const missing = docs.filter((doc) => known?.has(doc) !== true)
  if (missing.length === 0) return known ?? new Map()
  const read = await watch.d1(ports.index.bodies(missing, listMembers(plan)))
  watch.rowsRead += read.rowsRead
  return new Map([...(known ?? []), ...read.bodies])
}
