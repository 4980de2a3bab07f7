import type { SearchHit, SearchResponse } from '../../../../src/contracts/search.ts'
import { DEFINITION } from '../../../support/search-corpus.ts'
import type { Search, SearchInput } from '../../../support/search-harness.ts'

/** The laws of DESIGN section 5 as functions that list what breaks them, so that a test can also show that they notice. */

const SHOWN = 1000

/** All hits of a request, a page at a time, as a caller reads them. */
async function readAll(
  search: Search,
  request: SearchInput,
  perPage: number,
  between: () => void = () => {},
): Promise<{ first: SearchResponse; hits: SearchHit[]; pages: SearchResponse[] }> {
  const first = await search({ ...request, page: 1, perPage })
  const pages = [first]
  const end = Math.ceil(Math.min(first.total, SHOWN) / perPage)
  for (let page = 2; page <= Math.max(end, 1) + 1 && page * perPage <= SHOWN; page++) {
    between()
    pages.push(await search({ ...request, page, perPage, resultSetId: first.resultSetId }))
  }
  return { first, pages, hits: pages.flatMap((page) => page.hits) }
}

/** What a caller sees of a hit: with groups also what else is shown of its group, and how much there is. */
const keyOf = ({ id, score, group }: SearchHit): string =>
  [id, score, ...(group ? [group.value, group.total, ...group.hits.map((inner) => `${inner.id} ${inner.score}`)] : [])].join(' ')
const countDocuments = ({ total, totalDocuments }: SearchResponse): number => totalDocuments ?? total
const listShown = (hit: SearchHit): { id: string; score: number }[] => [hit, ...(hit.group?.hits ?? [])]

/** Law 1: pages partition the first min(total, 1000) hits, kept or recomputed. */
export async function checkPages(search: Search, request: SearchInput, perPage: number, forget: (() => void) | null): Promise<string[]> {
  const whole = await readAll(search, request, 250)
  forget?.()
  const { pages, hits } = await readAll(search, request, perPage, forget ?? undefined)
  const found: string[] = []
  const ids = hits.map(({ id }) => id)
  const expected = Math.min(whole.first.total, Math.floor(SHOWN / perPage) * perPage)
  if (new Set(ids).size !== ids.length) found.push('a page repeats a hit')
  found.push(...checkGroups(hits))
  if (ids.length !== expected) found.push(`pages hold ${ids.length} of ${expected} hits`)
  if (hits.map(keyOf).join() !== whole.hits.slice(0, hits.length).map(keyOf).join()) found.push('pages are not slices of one order')
  if (hits.some((hit, at) => hit.rank !== at + 1)) found.push('ranks do not count up')
  for (const page of pages.slice(1)) {
    if (page.resultSetId !== whole.first.resultSetId) found.push('the result set has another name')
    if (page.total !== whole.first.total || page.totalDocuments !== whole.first.totalDocuments) found.push('the total differs between pages')
    const wanted = forget === null ? 'kept' : 'recomputed'
    if (page.resultSet !== wanted) found.push(`a page is ${page.resultSet}, not ${wanted}`)
  }
  return found
}

/** Groups have no document in common, each value is one group, and none shows more documents than it has. */
function checkGroups(hits: readonly SearchHit[]): string[] {
  const found: string[] = []
  const shown = hits.flatMap(listShown).map(({ id }) => id)
  if (new Set(shown).size !== shown.length) found.push('a document is shown in two groups')
  const values = hits.flatMap(({ group }) => (group && group.value !== null ? [group.value] : []))
  if (new Set(values).size !== values.length) found.push('a value has two groups')
  for (const hit of hits)
    if (hit.group && listShown(hit).length > hit.group.total) found.push(`${hit.id}: a group of ${hit.group.total} shows more than it has`)
  return found
}

const fieldOf = (name: string) =>
  DEFINITION.fields?.find((field) => field.name === name || (field.name.endsWith('*') && name.startsWith(field.name.slice(0, -1))))

/** Top-level conjuncts of a refinement that name other fields; the generators write none that contain AND inside. */
function withoutField(refine: string | undefined, name: string): string[] {
  return (refine?.split(' AND ') ?? [])
    .reduce<string[]>((parts, part) => {
      const last = parts.at(-1)
      if (last?.includes(' BETWEEN ') && !last.includes(' AND ')) return [...parts.slice(0, -1), `${last} AND ${part}`]
      return [...parts, part]
    }, [])
    .filter((part) => !part.includes(name))
}

/** Law 2: choosing a value as the only one of its facet gives as many hits as its count said. */
export async function checkFacetChoice(search: Search, request: SearchInput): Promise<string[]> {
  const found: string[] = []
  const response = await search(request)
  for (const [name, { values }] of Object.entries(response.facets)) {
    const adds = fieldOf(name)?.facet === 'conjunctive'
    for (const { value, count } of values.slice(0, 3)) {
      const choice = `${name} = ${JSON.stringify(value)}`
      const others = adds ? (request.refine ? [request.refine] : []) : withoutField(request.refine, name)
      const total = countDocuments(await search({ ...request, refine: [...others, choice].join(' AND '), facets: [], perPage: 1 }))
      if (total !== count) found.push(`${choice} shows ${count} and gives ${total}`)
    }
  }
  return found
}

/** Law 3: refining takes hits away and changes neither the order nor the scores of the others. */
export async function checkSubsequence(search: Search, request: SearchInput): Promise<string[]> {
  const refined = (await readAll(search, request, 250)).hits
  const { refine: _refine, ...unrefined } = request
  const all = (await readAll(search, unrefined, 250)).hits
  if (request.group !== undefined) return checkMembers(refined, all)
  const found: string[] = []
  let at = 0
  for (const hit of refined) {
    while (at < all.length && all[at]?.id !== hit.id) at++
    const same = all[at++]
    if (!same) return [...found, `${hit.id} is out of order or appears only when refined`]
    if (same.score !== hit.score) found.push(`${hit.id} scores ${hit.score} refined and ${same.score} unrefined`)
  }
  return found
}

/** The same inside every group: another document may come first when the best one is refined away, and so the group's place may change. */
function checkMembers(refined: readonly SearchHit[], all: readonly SearchHit[]): string[] {
  const found: string[] = []
  const groups = new Map(all.map((hit) => [hit.group?.value ?? hit.id, hit]))
  for (const hit of refined) {
    const whole = groups.get(hit.group?.value ?? hit.id)
    if (!whole || (hit.group?.total ?? 0) > (whole.group?.total ?? 0)) return [...found, `the group of ${hit.id} appears or grows when refined`]
    const scores = new Map(listShown(whole).map(({ id, score }) => [id, score]))
    const shared = listShown(hit).filter(({ id }) => scores.has(id))
    for (const { id, score } of shared) if (score !== scores.get(id)) found.push(`${id} scores ${score} refined and ${scores.get(id)} unrefined`)
    const order = listShown(whole).filter(({ id }) => shared.some((other) => other.id === id))
    if (order.map(({ id }) => id).join() !== shared.map(({ id }) => id).join()) found.push(`the group of ${hit.id} is in another order when refined`)
  }
  return found
}

/** Groups are the list of documents, folded: each where its best document stands, with the next ones in their order. */
export async function checkFolding(search: Search, { diversity: _diversity, ...request }: SearchInput): Promise<string[]> {
  const { group, ...plain } = request
  if (typeof group !== 'object') return []
  const grouped = await readAll(search, request, 250)
  const documents = await readAll(search, plain, 250)
  const groups = new Map<unknown, SearchHit[]>()
  for (const hit of documents.hits) {
    const value = readGroup(hit.document, group.field)
    const key = value ?? hit.id
    groups.set(key, [...(groups.get(key) ?? []), hit])
  }
  const found: string[] = []
  if (grouped.first.totalDocuments !== documents.first.total) found.push(`${grouped.first.totalDocuments} documents are counted in groups, not all`)
  if (grouped.first.total !== groups.size) found.push(`${grouped.first.total} groups are counted, there are ${groups.size}`)
  // a pin's place counts groups here and documents there
  if (isPinned(documents.first)) return found
  const expected = [...groups.values()].map((members) =>
    members
      .slice(0, group.size)
      .map(({ id, score }) => `${id} ${score}`)
      .join(),
  )
  const shown = grouped.hits.map((hit) =>
    listShown(hit)
      .map(({ id, score }) => `${id} ${score}`)
      .join(),
  )
  if (shown.join(';') !== expected.join(';')) found.push('the groups are not the documents, folded')
  const totals = [...groups.values()].map(({ length }) => length)
  if (grouped.hits.map((hit) => hit.group?.total).join() !== totals.join()) found.push('a group counts other documents than it has')
  return found
}

function isPinned({ appliedRules }: SearchResponse): boolean {
  return appliedRules.some(({ effects }) => effects.includes('pin'))
}

/** The value of a group as a document has it: the first level of a hierarchy, null without any. */
function readGroup(document: Record<string, unknown>, name: string): unknown {
  const value = document[name] ?? null
  return fieldOf(name)?.facet === 'hierarchical' && typeof value === 'string' ? value.split(' > ')[0] : value
}

/** Diversity moves documents and does nothing else: the same ones with the same scores. */
export async function checkPermutation(search: Search, { group: _group, ...request }: SearchInput): Promise<string[]> {
  const keys = (hits: readonly SearchHit[]): string[] => hits.map(keyOf)
  const diverse = keys((await readAll(search, request, 250)).hits)
  const plain = keys((await readAll(search, { ...request, diversity: false }, 250)).hits)
  return diverse.toSorted().join() === plain.toSorted().join() ? [] : ['diversity adds, removes or scores']
}

/** Law 4: for a single-valued facet, counts + other + missing = R narrowed by the other facets. */
export async function checkFacetSums(search: Search, request: SearchInput, single: readonly string[]): Promise<string[]> {
  const found: string[] = []
  const response = await search(request)
  for (const [name, { values, other, missing }] of Object.entries(response.facets)) {
    if (!single.includes(name)) continue
    const parts = fieldOf(name)?.facet === 'conjunctive' ? [request.refine] : withoutField(request.refine, name)
    const refine = parts.filter(Boolean).join(' AND ')
    const total = countDocuments(await search({ ...request, refine, facets: [], perPage: 1 }))
    const sum = values.reduce((counted, { count }) => counted + count, other + missing)
    if (sum !== total) found.push(`${name}: ${sum} documents are counted, ${total} found`)
  }
  return found
}

/** Law 5: equal names of result sets mean equal hits, counts and scores, whatever else a caller asks for. */
export async function checkIdentity(search: Search, request: SearchInput, forget: () => void): Promise<string[]> {
  const first = await search({ ...request, perPage: 50 })
  const found: string[] = []
  for (const variation of [{}, { explain: true, highlight: false as const }, { page: 2, perPage: 20, fields: ['title'] }]) {
    forget()
    const again = await search({ ...request, perPage: 50, ...variation })
    if (again.resultSetId !== first.resultSetId) continue
    const offset = (again.page - 1) * again.perPage
    const shared = first.hits.slice(offset, offset + again.perPage)
    const same = shared.map(keyOf).join() === again.hits.slice(0, shared.length).map(keyOf).join()
    if (!same) found.push('hits or scores differ')
    if (again.totalDocuments !== first.totalDocuments) found.push('counts of documents differ')
    if (JSON.stringify([again.total, again.facets, again.facetStats]) !== JSON.stringify([first.total, first.facets, first.facetStats]))
      found.push('counts differ')
  }
  return found
}

/** Scores and features lie in [0, 1], contributions sum to the score, and the order by score is total but for pinned hits. */
export async function checkScores(search: Search, request: SearchInput): Promise<string[]> {
  const { first, hits } = await readAll(search, { ...request, explain: true }, 250)
  const found: string[] = []
  // a group stands where its pinned document does, also when another one is its hit
  const free = !(request.group && isPinned(first))
  const byScore = free && request.q !== '' && !request.diversity && (request.sort ?? []).every((key) => key === '_score')
  hits.forEach((hit) => {
    const features = hit.trace?.features ?? []
    const sum = features.reduce((total, { contribution }) => total + contribution, 0)
    if (Math.abs(sum - hit.score) > 1e-9) found.push(`${hit.id}: contributions sum to ${sum}, the score is ${hit.score}`)
    if (![hit.score, ...features.map(({ value }) => value)].every((value) => value >= 0 && value <= 1))
      found.push(`${hit.id}: a value lies outside [0, 1]`)
  })
  const boosted = free && request.q === '' && !request.diversity && (request.sort ?? []).length === 0
  const unpinned = hits.filter(({ trace }) => !trace?.rules.some(({ effect }) => effect.startsWith('pinned')))
  unpinned.forEach((hit, at) => {
    const next = unpinned[at + 1]
    if (byScore && next && (next.score > hit.score || (next.score === hit.score && Buffer.compare(Buffer.from(hit.id), Buffer.from(next.id)) >= 0)))
      found.push(`${hit.id} and ${next.id} are in the wrong order`)
    // what ties when browsing is in the browse order of the collection
    if (boosted && next && next.score > hit.score) found.push(`${hit.id} is browsed before ${next.id}, which has a higher score`)
  })
  return found
}
