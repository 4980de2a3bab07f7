import type { JsonObject, JsonValue } from '../../contracts/documents.ts'
import type { HitGroup, InnerHit, RankTrace, SearchHit } from '../../contracts/search.ts'
import { type Language, highlight, snippet } from '../../shared/text/index.ts'
import { type SemanticModel, hideFields, schemaOf, valueAt } from '../catalog/index.ts'
import { shareContribution, trustVector } from '../ranking/index.ts'

import { analyseTerms, matchText, occursIn } from './match-clauses.ts'
import type { SearchPlan } from './plan-search.ts'
import type { Members } from './ports.ts'
import type { GroupPlan } from './grouping/plan-group.ts'
import type { KeptGroups, ResultSet } from './result-set.ts'
import { traceRules } from './rules/trace-rules.ts'

/** Documents that the page shows: its hits, and with groups what else is shown of each. */
export function listShown({ request }: Pick<SearchPlan, 'request'>, set: ResultSet): number[] {
  const first = (request.page - 1) * request.perPage
  const inner = set.groups?.members.slice(first, first + request.perPage).flatMap(({ docs }) => docs) ?? []
  return [...set.docs.slice(first, first + request.perPage), ...inner]
}

/** More make the statement slower than whole documents do. */
const MAX_MEMBERS = 16

/** Members of the documents that the hits are made of; null when it takes whole documents, as a trace does. */
export function listMembers({ request, collection }: Pick<SearchPlan, 'request' | 'collection'>): Members {
  if (request.fields === undefined || request.explain !== false) return null
  // a path is a member of that name, or leads through its first part
  const names = [...request.fields, ...listHighlighted({ request, collection })].flatMap((name) => [name, name.split('.')[0] ?? name])
  const members = new Set(names)
  // of names with such characters SQLite's JSON paths can't speak
  return members.size > MAX_MEMBERS || names.some((name) => /["\\\p{Cc}]/u.test(name)) ? null : [...members]
}

function listHighlighted({ request, collection }: Pick<SearchPlan, 'request' | 'collection'>): readonly string[] {
  const { title, description } = collection.definition.display
  return request.highlight === false ? [] : (request.highlight ?? [title, description].filter((name) => name !== undefined))
}

/** The hits of one page, from the result set and the stored bodies; a document deleted since has no body and is left out. */
export function presentPage(plan: SearchPlan, set: ResultSet, bodies: ReadonlyMap<number, JsonObject>): SearchHit[] {
  const { page, perPage } = plan.request
  const first = (page - 1) * perPage
  const hits: SearchHit[] = []
  for (let at = first; at < Math.min(first + perPage, set.docs.length); at++) {
    const body = bodies.get(set.docs[at] ?? -1)
    if (!body) continue
    const visible = hideFields(plan.collection.definition, body, plan.showHidden)
    hits.push({
      id: set.ids[at] ?? '',
      rank: at + 1,
      score: set.scores[at] ?? 0,
      document: pickFields(visible, plan.request.fields),
      highlights: highlightFields(plan, visible),
      ...(plan.group && set.groups ? { group: presentGroup(plan, plan.group, set.groups, at, bodies) } : {}),
      ...(plan.request.explain === false ? {} : { trace: traceHit(plan, set, at, { visible, body }), explanation: null }),
    })
  }
  return hits
}

/** The group of a hit. Documents of it deleted since have no body and are left out. */
function presentGroup(
  plan: SearchPlan,
  { name, boolean }: GroupPlan,
  groups: KeptGroups,
  at: number,
  bodies: ReadonlyMap<number, JsonObject>,
): HitGroup {
  const value = groups.values[at] ?? null
  const { docs = [], ids = [], scores = [] } = groups.members[at] ?? {}
  const hits = docs.flatMap((doc, place): InnerHit[] => {
    const body = bodies.get(doc)
    if (!body) return []
    const visible = hideFields(plan.collection.definition, body, plan.showHidden)
    const document = pickFields(visible, plan.request.fields)
    return [{ id: ids[place] ?? '', score: scores[place] ?? 0, document, highlights: highlightFields(plan, visible) }]
  })
  return { field: name, value: boolean && value !== null ? value === 1 : value, total: groups.totals[at] ?? 1, hits }
}

function pickFields(document: JsonObject, fields: readonly string[] | undefined): JsonObject {
  if (!fields) return document
  const picked: JsonObject = {}
  for (const name of fields) {
    const value = valueAt(document, name)
    if (value !== undefined) picked[name] = value as JsonValue
  }
  return picked
}

type Highlighted = SearchHit['highlights'][string]

function highlightFields(plan: SearchPlan, document: JsonObject): SearchHit['highlights'] {
  const { language } = plan.collection.definition
  const shown: SearchHit['highlights'] = {}
  const mark = (text: string): string | { value: string; snippet: string } => {
    const matches = matchText(plan.query.terms, text, language as Language)
    const value = highlight(text, matches, language as Language)
    return plan.request.snippet === undefined
      ? value
      : { value, snippet: snippet(text, matches, language as Language, { words: plan.request.snippet }) }
  }
  for (const name of listHighlighted(plan)) {
    const value = valueAt(document, name)
    if (typeof value === 'string') shown[name] = mark(value)
    else if (Array.isArray(value)) shown[name] = value.filter((item) => typeof item === 'string').map(mark) as Highlighted
  }
  return shown
}

function traceHit(plan: SearchPlan, set: ResultSet, at: number, { visible, body }: { visible: JsonObject; body: JsonObject }): RankTrace {
  const moved = set.moved?.[set.ids[at] ?? '']
  return {
    features: traceFeatures(set, at, plan.collection.model),
    rules: traceRules(plan.rules, set.ids[at] ?? '', body),
    matched: findMatches(plan, visible),
    reasons: [
      ...set.reasons,
      ...(set.headed?.[at] === true && plan.query.head ? [{ name: 'head', value: plan.query.head.text }] : []),
      ...(moved === undefined ? [] : [{ name: 'moved', value: moved }]),
    ],
  }
}

/** Contributions sum to the score. In a reranked window two features replace the fused ones, which are shown without weight. */
function traceFeatures(set: ResultSet, at: number, model: SemanticModel | null): RankTrace['features'] {
  const relevance = set.reranked?.relevance[at] ?? null
  const base = set.reranked?.base ?? 0
  const fused = set.features.map(({ name, weight, raw, value, contribution }): RankTrace['features'][number] => {
    const measured = { name, raw: raw[at] ?? null, value: value[at] ?? 0 }
    if (relevance !== null) return { ...measured, weight: 0, contribution: 0, note: 'replaced by rerank' }
    const counted = { ...measured, weight, contribution: contribution[at] ?? 0 }
    return name === 'semantic' ? { ...counted, ...describeSimilarity(set, at, counted, model) } : counted
  })
  if (relevance === null) return fused
  return [
    ...fused,
    { name: 'base', raw: 1, value: 1, weight: base, contribution: base },
    { name: 'rerank', raw: relevance, value: relevance, weight: 1 - base, contribution: (1 - base) * relevance },
  ]
}

type Similarity = Pick<RankTrace['features'][number], 'raw' | 'weight' | 'contribution'>

/** How a similarity was had, and of several vectors what each of them adds. */
function describeSimilarity(
  set: ResultSet,
  at: number,
  { raw, weight, contribution }: Similarity,
  model: SemanticModel | null,
): Pick<RankTrace['features'][number], 'note' | 'parts'> {
  if (raw === null) return weight > 0 ? { note: 'notScored' } : {}
  const estimated = set.estimated ?? []
  if (set.vectors.length === 0) return estimated.length > 0 ? { note: 'estimated' } : {}
  return {
    parts: shareContribution(set.vectors, at, contribution).map((part) => {
      const trust = trustVector(model?.statistics['agreement'], model?.vectorCoverage, part.name)
      return {
        ...part,
        ...(trust === undefined ? {} : { trust }),
        ...(part.raw !== null && estimated.includes(part.name) ? { note: 'estimated' as const } : {}),
      }
    }),
  }
}

/** Which words of the query stand in which fields, found with the same analyser that indexed them. */
function findMatches(plan: SearchPlan, document: JsonObject): Record<string, string[]> {
  const schema = schemaOf(plan.collection.definition)
  const surfaces = new Map(plan.query.tokens.map((token) => [token.term, token.surface]))
  // a map, since a word may be the name of something every object has
  const found = new Map<string, string[]>()
  const names = Object.keys(document).filter((name) => name !== 'id')
  for (const name of new Set([...schema.exact.map((field) => field.name), ...names])) {
    const field = schema.field(name)
    if (field && (field.search === undefined || field.hidden === true)) continue
    const value = valueAt(document, name)
    const texts = (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')
    const fieldTerms = texts.flatMap((text) => analyseTerms(text, plan.collection.definition.language as Language))
    for (const clause of plan.query.terms) {
      if (!occursIn(clause, fieldTerms)) continue
      const word = surfaces.get(clause.term) ?? clause.term
      found.set(word, [...(found.get(word) ?? []), name])
    }
  }
  return Object.fromEntries(found)
}
