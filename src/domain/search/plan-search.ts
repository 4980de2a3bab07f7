import { MOST_RERANKED } from '../../contracts/ranking.ts'
import { MAX_HITS, type SearchRequest } from '../../contracts/search.ts'
import { AppError } from '../../contracts/errors.ts'
import { canonicalJson } from '../../shared/canonical-json.ts'
import type { Context } from '../../shared/context.ts'
import { hashText } from '../../shared/hash.ts'
import { type Refinement, type ResolvedField, type ResolvedFilter, joinNodes } from '../catalog/filter/index.ts'
import { type Collection, schemaOf } from '../catalog/index.ts'
import type { Pin } from '../ranking/index.ts'
import type { Boost, DocumentColumn, FacetPlan, SearchPorts, SortKey } from './ports.ts'
import type { Versions } from './result-set.ts'
import type { Formula, ShadowPlan } from './formula/formula.ts'
import { planFormula } from './formula/plan-formula.ts'
import { type DiversityPlan, planDiversity } from './diversity/plan-diversity.ts'
import { type GroupPlan, planGroup } from './grouping/plan-group.ts'
import { planFacets } from './plan-facets.ts'
import { planSort } from './plan-sort.ts'
import { type NamedWeight, weighVectors } from './retrieval/weigh-vectors.ts'
import { bindChips } from './plan-wishes.ts'
import { bindFilter, bindRefine } from './resolve-filters.ts'
import { isOrderedByScore, orderBrowsing } from './rules/order-browsing.ts'
import { type PlannedRules, findRulesOf, planRules } from './rules/plan-rules.ts'
import type { UnderstoodQuery } from './understanding/query.ts'
import { understandQuery } from './understanding/understand-query.ts'

/** Everything that decides a result set, before anything of it has been read. */
export type SearchPlan = {
  collection: Collection
  request: SearchRequest
  query: UnderstoodQuery
  scope: ResolvedFilter | null
  /** the scope without what rules demand, which may name hidden fields */
  ownScope: ResolvedFilter | null
  refine: readonly Refinement<ResolvedField>[]
  facets: readonly FacetPlan[]
  boosts: readonly Boost[]
  /** how much those count, where a wish for attributes alone is 1 */
  wished: number
  /** what merchandisers' rules lift (weight above 0) and bury (below 0) */
  ruleBoosts: readonly Boost[]
  /** documents with a place of their own, and documents that are taken out of R, by id */
  pinned: readonly Pin[]
  hidden: readonly string[]
  /** what the rules that fired did, for showing it */
  rules: PlannedRules
  sort: readonly SortKey[]
  /** how many of the best of R are reranked; null when none are */
  rerank: number | null
  formula: Formula
  shadow: ShadowPlan | null
  /** what the formula and its shadow read of a document */
  columns: readonly DocumentColumn[]
  /** vectors that take part, heaviest first */
  vectors: readonly NamedWeight[]
  group: GroupPlan | null
  diversity: DiversityPlan | null
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
  const vectors = weighVectors(collection, request, collection.ranking?.profile?.definition.vectors)
  const fieldIds = ports.index.fieldIds.bind(ports.index)
  const hour = Math.floor(ctx.now() / HOUR)
  const given = request.filter?.trim() ? await bindFilter(collection, request.filter, 'filter', showHidden, fieldIds) : null
  const understanding = { ...ports.understanding, findKnown: ports.index.findKnown, within: ports.within }
  const understand = (asked: SearchRequest): Promise<UnderstoodQuery> => understandQuery(understanding, collection, asked, hour * HOUR)
  const { understood, found } = await findRulesOf({ ...ports, understand }, collection, request, { scope: given, now: ctx.now() })
  const { chips, filters, boosts, wished } = await bindChips(collection, understood, fieldIds)
  const query = { ...understood, chips }
  const kind = query.terms.length === 0 && query.searched === '' ? 'browse' : 'search'
  const refine = request.refine?.trim() ? await bindRefine(collection, request.refine, showHidden, fieldIds) : []
  const facets = await planFacets(collection, request, refine, showHidden, fieldIds)
  const sort = await planSort(collection, request, kind === 'browse', showHidden, fieldIds)
  const rerank = planRerank(collection, request, kind, sort)
  const reranker = rerank === null ? undefined : (ports.reranker?.model ?? 'none')
  const order = { kind, request, sort } as const
  const rules = await planRules(collection, found, isOrderedByScore(order), fieldIds)
  const own = [...(given === null ? [] : [given]), ...filters]
  const scope = joinScope([...own, ...rules.filters.map(({ filter }) => filter)])
  const ranking = await planFormula({ collection, request, scope, chips, now: hour * HOUR }, fieldIds)
  // in a search a weight of 0 does the same
  const ruleBoosts = kind === 'browse' && ranking.formula.weights.rules === 0 ? [] : rules.boosts
  return {
    collection,
    request,
    query,
    scope,
    ownScope: joinScope(own),
    refine,
    facets,
    boosts,
    wished,
    ruleBoosts,
    pinned: rules.pinned,
    hidden: rules.hidden,
    rules,
    sort: orderBrowsing(order, ruleBoosts),
    rerank,
    ...ranking,
    vectors,
    group: await planGroup(collection, request, showHidden, fieldIds),
    diversity: await planDiversity(collection, request, showHidden, fieldIds),
    kind,
    requestHash: await hashRequest(ctx, collection, request, showHidden, { ...describeOutcome(query, rules), reranker }),
    showHidden,
  }
}

/** What a caller may vary between pages of one result set is left out. */
async function hashRequest(ctx: Context, collection: Collection, request: SearchRequest, showHidden: boolean, outcome: unknown): Promise<string> {
  const {
    page: _page,
    perPage: _perPage,
    resultSetId: _id,
    highlight: _highlight,
    snippet: _snippet,
    fields: _fields,
    explain: _explain,
    // they decide by the rules they fire only
    segments: _segments,
    ...decisive
  } = request
  return hashText(
    canonicalJson({ tenant: ctx.tenant, collection: collection.id, showHidden, hour: Math.floor(ctx.now() / HOUR), decisive, outcome }),
    12,
  )
}

/** What understanding and rules made of the query, as far as it decides the result. */
function describeOutcome({ terms, searched, otherForms, head, chips, complete }: UnderstoodQuery, rules: PlannedRules): Record<string, unknown> {
  const { applied, pinned, hidden, filters, boosts, complete: read } = rules
  const fired = applied.length === 0 && read ? {} : { rules: { applied, pinned, hidden, filters, boosts, read } }
  return {
    ...fired,
    terms,
    searched,
    ...(otherForms.length === 0 ? {} : { otherForms }),
    ...(head === null ? {} : { head: head.terms }),
    complete,
    chips: chips.filter(({ applied }) => applied !== 'none').map(({ id, applied, confidence }) => [id, applied, confidence]),
  }
}

/**
 * Only an order by score is another one after reranking, and only a query gives a cross-encoder something to read. While somebody types,
 * the collection's wish does not count: a model would be asked with every letter.
 */
function planRerank(collection: Collection, request: SearchRequest, kind: SearchPlan['kind'], sort: readonly SortKey[]): number | null {
  const asked = request.rerank ?? (request.typing ? false : (collection.definition.ranking.rerank ?? false))
  if (asked === false || kind === 'browse' || sort.some((key) => key.kind !== 'score' || !key.descending)) return null
  return asked === true ? MOST_RERANKED : asked.top
}

function joinScope([first, ...others]: readonly ResolvedFilter[]): ResolvedFilter | null {
  return first === undefined ? null : joinNodes('and', [first, ...others])
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
