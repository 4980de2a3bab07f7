import { MAX_HITS, type SearchRequest } from '../../contracts/search.ts'
import { AppError } from '../../contracts/errors.ts'
import { canonicalJson } from '../../shared/canonical-json.ts'
import type { Context } from '../../shared/context.ts'
import { hashText } from '../../shared/hash.ts'
import type { Language } from '../../shared/text/index.ts'
import type { Refinement, ResolvedField, ResolvedFilter } from '../catalog/filter/index.ts'
import { type Collection, schemaOf } from '../catalog/index.ts'
import type { Boost, FacetPlan, SearchPorts, SortKey } from './ports.ts'
import type { Versions } from './result-set.ts'
import { planFacets } from './plan-facets.ts'
import { planSort } from './plan-sort.ts'
import { bindFilter, bindRefine } from './resolve-filters.ts'
import { type ReadQuery, readQuery } from './understanding/read-query.ts'

/** Everything that decides a result set, before anything of it has been read. */
export type SearchPlan = {
  collection: Collection
  request: SearchRequest
  query: ReadQuery
  scope: ResolvedFilter | null
  refine: readonly Refinement<ResolvedField>[]
  facets: readonly FacetPlan[]
  boosts: readonly Boost[]
  sort: readonly SortKey[]
  kind: 'browse' | 'search'
  /** of the request alone; together with the versions it names the result set */
  requestHash: string
  showHidden: boolean
}

const HOUR = 3_600_000

export async function planSearch(ports: SearchPorts, ctx: Context, collection: Collection, request: SearchRequest): Promise<SearchPlan> {
  if (request.page * request.perPage > MAX_HITS) {
    throw new AppError('search.page_too_deep', `Page ${request.page} of ${request.perPage} hits lies beyond hit ${MAX_HITS}.`, [
      { path: 'page', message: `page × perPage may be at most ${MAX_HITS}` },
    ])
  }
  const showHidden = ctx.scopes.has('documents:readHidden')
  checkFields(collection, request, showHidden)
  const fieldIds = ports.index.fieldIds.bind(ports.index)
  const query = readQuery(request.q, collection.definition.language as Language, request.typing)
  const scope = request.filter?.trim() ? await bindFilter(collection, request.filter, 'filter', showHidden, fieldIds) : null
  const refine = request.refine?.trim() ? await bindRefine(collection, request.refine, showHidden, fieldIds) : []
  const facets = await planFacets(collection, request, refine, showHidden, fieldIds)
  const sort = await planSort(collection, request, query.effective === '', showHidden, fieldIds)
  return {
    collection,
    request,
    query,
    scope,
    refine,
    facets,
    boosts: [],
    sort,
    kind: query.effective === '' ? 'browse' : 'search',
    requestHash: await hashRequest(ctx, collection, request, showHidden),
    showHidden,
  }
}

/** What a caller may vary between pages of one result set is left out. */
async function hashRequest(ctx: Context, collection: Collection, request: SearchRequest, showHidden: boolean): Promise<string> {
  const {
    page: _page,
    perPage: _perPage,
    resultSetId: _id,
    highlight: _highlight,
    snippet: _snippet,
    fields: _fields,
    explain: _explain,
    ...decisive
  } = request
  return hashText(canonicalJson({ tenant: ctx.tenant, collection: collection.id, showHidden, hour: Math.floor(ctx.now() / HOUR), decisive }), 12)
}

/** The result set's name: equal ids mean equal hits, counts and scores. */
export function nameResultSet(requestHash: string, versions: Versions, degraded: readonly string[]): Promise<string> {
  return hashText(canonicalJson([requestHash, versions, degraded]), 12)
}

function checkFields(collection: Collection, request: SearchRequest, showHidden: boolean): void {
  const schema = schemaOf(collection.definition)
  const check = (names: readonly string[], path: string): void => {
    names.forEach((name, index) => {
      // a hidden field is as good as undeclared: refusing its name alone would give it away
      const declared = schema.field(name)
      const field = declared?.hidden === true && !showHidden ? undefined : declared
      const stored = field === undefined && collection.definition.dynamic === 'store' && path === 'fields'
      if (field === undefined && !stored && name !== 'id') {
        throw new AppError('search.field', `There is no field "${name}".`, [{ path: `${path}[${index}]`, message: 'is not a declared field' }])
      }
    })
  }
  if (request.highlight) check(request.highlight, 'highlight')
  if (request.fields) check(request.fields, 'fields')
}
