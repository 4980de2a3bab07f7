// What the costs of ranking are measured over: a part of icecat, or the sample products where that is not at hand.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describeCollection } from '../evals/schemas.ts'
import { readCorpus } from '../evals/sets.ts'
import type { CollectionDefinition, FieldDefinition } from '../src/contracts/collection.ts'
import type { ProfileDefinition } from '../src/contracts/ranking.ts'
import { MAX_RULES, type RuleEffect, type RuleInput } from '../src/contracts/rules.ts'

const SAMPLES = resolve(import.meta.dirname, '../samples')
export const VECTORS = 13
/** The segment in which the one rule fires; the others ask for one that nobody belongs to. */
export const FIRING = 'members'
const KINDS = ['exact', 'phrase', 'contains', 'regex'] as const

export type RankingCatalog = {
  name: string
  lines: string[]
  titles: string[]
  ids: string[]
  /** without vectors */
  definition: CollectionDefinition
  /** texts for the vectors, most filled first */
  texts: string[]
  /** an exact value to group and to boost by */
  brand: string
  profile: ProfileDefinition
}

/** Documents evenly spread over the corpus, at most `limit`. */
export async function openRankingCatalog(data: string, limit: number): Promise<RankingCatalog> {
  const folder = join(data, 'icecat')
  const icecat = existsSync(folder)
  const all: string[] = []
  if (icecat) for await (const line of readCorpus(folder)) all.push(line)
  else all.push(...(await readFile(join(SAMPLES, 'products.ndjson'), 'utf8')).split('\n').filter((line) => line !== ''))
  const step = Math.max(1, all.length / limit)
  const lines = Array.from({ length: Math.min(limit, all.length) }, (_unused, at) => all[Math.floor(at * step)] ?? '')
  const bodies = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  const common = { lines, titles: bodies.map((body) => String(body['title'] ?? '')), ids: bodies.map((body) => String(body['id'])) }
  if (icecat) return { name: 'icecat', ...common, ...describeIcecat(bodies), brand: 'supplier' }
  const definition = JSON.parse(await readFile(join(SAMPLES, 'products.json'), 'utf8')) as CollectionDefinition
  const texts = (definition.fields ?? []).filter(({ type }) => type === 'text' || type.startsWith('string')).map(({ name }) => name)
  const profile: ProfileDefinition = {
    weights: { popularity: 0.2, freshness: 0.1, rating: 0.1 },
    features: {
      popularity: { field: 'ratingCount', scale: 1000 },
      freshness: { field: 'releasedAt', halfLifeDays: 180 },
      rating: { field: 'rating', largest: 5, prior: 3.8, priorCount: 20 },
    },
  }
  return { name: 'the sample products', ...common, definition: { ...definition, vectors: [] }, texts, brand: 'brand', profile }
}

/** Its attributes fall under a pattern; vectors and features name theirs. What the figures mean is of no account: they are read all the same. */
function describeIcecat(bodies: readonly Record<string, unknown>[]): Pick<RankingCatalog, 'definition' | 'texts' | 'profile'> {
  const filled = new Map<string, number>()
  for (const body of bodies) for (const name of Object.keys(body)) filled.set(name, (filled.get(name) ?? 0) + 1)
  const base = describeCollection(bodies, { semantic: false })
  const declared = new Set(base.fields?.map(({ name }) => name))
  const texts = [...filled]
    .filter(([name]) => ['title', 'short_description', 'supplier'].includes(name) || name.startsWith('attr_t_'))
    .toSorted((a, b) => b[1] - a[1])
    .map(([name]) => name)
    .slice(0, VECTORS)
  const named = texts.filter((name) => !declared.has(name)).map((name): FieldDefinition => ({ name, type: 'text', search: 'd' }))
  const weight: FieldDefinition = { name: 'attr_n_weight', type: 'number' }
  const profile: ProfileDefinition = {
    weights: { popularity: 0.2, freshness: 0.1, rating: 0.1 },
    features: {
      popularity: { field: 'price', scale: 100_000 },
      freshness: { field: 'date_released', halfLifeDays: 365 },
      rating: { field: weight.name, largest: 1000, prior: 10, priorCount: 20 },
    },
  }
  return { definition: { ...base, fields: [weight, ...named, ...(base.fields ?? [])] }, texts, profile }
}

/** The same texts in one vector, or spread over thirteen; where there are fewer texts two share a vector in turn. */
export function withVectors({ definition, texts }: RankingCatalog, many: boolean): CollectionDefinition {
  const fields = Array.from({ length: VECTORS }, (_unused, at) => {
    const first = texts[at % texts.length] ?? ''
    return at < texts.length ? [first] : [first, texts[(at + 1) % texts.length] ?? first]
  })
  const of = (name: string, names: string[]) => ({ name, fields: names, weight: 1, priority: 'high' as const })
  return { ...definition, vectors: many ? fields.map((names, at) => of(`v${at + 1}`, names)) : [of('content', texts)] }
}

/** As many rules as a collection may have, over words of its titles: one fires for the segment FIRING, the others never. */
export function makeRankingRules({ titles, ids, brand, lines }: RankingCatalog): RuleInput[] {
  const value = JSON.stringify((JSON.parse(lines[0] ?? '{}') as Record<string, unknown>)[brand])
  const acting = (at: number): RuleEffect[] => [
    { pin: { ids: [0, 1, 2].map((more) => ids[(at + more) % ids.length] ?? '') } },
    { hide: { ids: [ids[(at + 3) % ids.length] ?? ''] } },
    { boost: { filter: `${brand} = ${value}`, weight: 1 } },
  ]
  return Array.from({ length: MAX_RULES }, (_unused, at) => {
    // oxlint-disable-next-line unicorn/no-thenable -- a list is no function
    if (at === 0) return { enabled: true, when: { segment: FIRING }, then: acting(0) }
    const words = titles[(at * 7) % titles.length]?.toLowerCase().match(/[a-z]{3,}/g) ?? []
    const text = words.slice(0, 2).join(' ') || 'nothing'
    const match = KINDS[at % KINDS.length] ?? 'exact'
    const query = { match, text: match === 'regex' ? `^${text}( .*)?$` : text }
    // oxlint-disable-next-line unicorn/no-thenable -- a list is no function
    return { enabled: true, when: { query, segment: 'nobody' }, then: acting(at) }
  })
}
