import type { ProfileWeights } from '../../src/contracts/ranking.ts'
import type { RankTrace, SearchRequest, SearchResponse } from '../../src/contracts/search.ts'
import { parseDate } from '../../src/domain/catalog/filter/parse-date.ts'
import { type FieldFeature, readFeature } from '../../src/domain/search/formula/feature-readers.ts'
import { type Server, request } from '../lib/api.ts'
import { type Candidate, type JudgedQuery, judgeQuery, orderFirst } from '../lib/learning/judged-query.ts'
import { type LearnedFormula, listFields } from './formula.ts'

/** How deep a weight may reach: what stands behind is not brought before ten others by a formula that anybody would want. */
const CANDIDATES = 250

export type Collected = {
  query: JudgedQuery
  /** whether the served setting gives the first ten that are served */
  agrees: boolean
}

type Target = { server: Server; collection: string; formula: LearnedFormula; /** epoch milliseconds */ now: number }

/** Asks one query, explained, and reads the features of what it finds. A reason where nothing can be learnt from it. Throws ApiError. */
export async function collectQuery(target: Target, text: string, grades: ReadonlyMap<string, number>): Promise<Collected | { skipped: string }> {
  const { formula } = target
  const body: Partial<SearchRequest> = {
    q: text,
    explain: true,
    perPage: CANDIDATES,
    fields: ['id', ...listFields(formula)],
    highlight: false,
    personalize: false,
    // a cross-encoder moves what the formula has ordered
    rerank: false,
    ...(formula.fixedSides ? { weights: weighBeside(formula) } : {}),
  }
  const hits = await search(target, body)
  const trace = hits[0]?.trace
  if (trace === undefined) return { skipped: 'nothing was found' }
  if (trace.reasons?.some(({ name }) => name === 'category')) return { skipped: 'a category of the served profile has weights of its own' }
  const [keyword, semantic] = [weightOf(trace, 'keyword'), weightOf(trace, 'semantic')]
  if (keyword + semantic === 0) return { skipped: 'neither words nor meaning were weighed' }
  const together = keyword + semantic
  const candidates = hits.map(({ id, document, trace: own = trace }) => readCandidate({ id, document, trace: own }, together, target))
  const measured = hits.some((hit) => hit.trace?.features.some(({ name, raw }) => name === 'semantic' && raw !== null))
  const query = judgeQuery(text, grades, { auto: measured ? semantic / together : null, candidates })
  if (query === null) return { skipped: 'nothing judged is relevant' }
  const first = orderFirst(query, formula.served).map((place) => query.candidates[place]?.id)
  const served = formula.fixedSides ? await search(target, { q: text, perPage: first.length, fields: ['id'], highlight: false, rerank: false }) : hits
  return { query, agrees: first.every((id, at) => id === served[at]?.id) }
}

/** What is served, but that the policy decides how the two sides share. */
function weighBeside({ names, served, kept }: LearnedFormula): ProfileWeights {
  const others = Object.fromEntries(names.map((name, at) => [name, served.weights[at] ?? 0]))
  return { keyword: 'auto', semantic: 'auto', ...others, ...kept.weights }
}

async function search({ server, collection }: Target, body: Partial<SearchRequest>): Promise<SearchResponse['hits']> {
  const sent = { type: 'application/json', body: new TextEncoder().encode(JSON.stringify(body)) }
  const answer = await request(server, 'POST', `/v1/collections/${collection}/search`, sent)
  return ((await answer.json()) as SearchResponse).hits
}

type ExplainedHit = { id: string; document: Readonly<Record<string, unknown>>; trace: RankTrace }

function readCandidate({ id, document, trace }: ExplainedHit, together: number, { formula, now }: Target): Candidate {
  const valueOf = (name: string): number => trace.features.find((feature) => feature.name === name)?.value ?? 0
  const rules = trace.features.find(({ name }) => name === 'rules')
  return {
    id,
    keyword: valueOf('keyword'),
    semantic: valueOf('semantic'),
    values: formula.names.map((name) => {
      const traced = trace.features.find((feature) => feature.name === name)
      // as far as it is met: a category that is looked for counts more than attributes, by the same one weight
      if (name === 'intent') return traced?.raw ?? 0
      if (traced !== undefined && formula.servedFeatures.has(name)) return traced.value
      return measureField(name as FieldFeature, document, formula, now)
    }),
    fixed: (rules?.contribution ?? 0) / together,
    matches: trace.features.some(({ name, raw }) => name === 'keyword' && raw !== null),
  }
}

/**
 * A feature as a search would measure it, from the document itself: a request's weights can not switch on what the served profile has
 * no field for. Of several values the largest counts.
 */
function measureField(name: FieldFeature, document: Readonly<Record<string, unknown>>, { features }: LearnedFormula, now: number): number {
  const reader = readFeature(name, features, now)
  if (reader === null) return 0
  return reader.score(reader.fields.map((field) => readLargest(document[field.name], name === 'freshness'))).value
}

function readLargest(stored: unknown, date: boolean): number | null {
  const values = (Array.isArray(stored) ? stored : [stored]).flatMap((item: unknown) => {
    if (typeof item === 'boolean') return [Number(item)]
    const value = date && typeof item === 'string' ? parseDate(item) : item
    return typeof value === 'number' && Number.isFinite(value) ? [value] : []
  })
  return values.length === 0 ? null : Math.max(...values)
}

function weightOf({ features }: RankTrace, name: string): number {
  return features.find((feature) => feature.name === name)?.weight ?? 0
}
