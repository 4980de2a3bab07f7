import type { QueryView } from '../../../contracts/search.ts'
import type { Reformulation } from '../../../contracts/understanding.ts'
import type { Collection } from '../../catalog/index.ts'
import type { UnderstandingPorts } from './ports.ts'
import type { UnderstoodQuery } from './query.ts'

/** With fewer hits than this, other queries are offered. */
const FEW = 3
const MOST = 5
const POPULAR = 3

type Ports = Pick<UnderstandingPorts, 'popular' | 'words'>
type Outcome = { total: number; plan: 'all' | 'any' | 'browse'; keywordMatches: boolean; unknown: readonly number[] }

/** What was done because little was found, and what to try instead: a correction, fewer words, what others search for. */
export async function relax(
  ports: Ports,
  collection: Collection,
  query: UnderstoodQuery,
  outcome: Outcome,
): Promise<Pick<QueryView, 'fallback' | 'reformulations'>> {
  // who typed nothing browses, and so does who typed filters that leave something
  const browses = outcome.plan === 'browse' && (outcome.total > 0 || query.tokens.length === 0)
  if (!query.steps.has('relax') || browses) return { fallback: null, reformulations: [] }
  const reformulations = outcome.total < FEW ? await reformulate(ports, collection, query, outcome) : []
  return { fallback: nameFallback(query, outcome), reformulations }
}

function nameFallback(query: UnderstoodQuery, { total, plan, keywordMatches }: Outcome): QueryView['fallback'] {
  if (total === 0) return 'reformulations'
  if (query.terms.length > 0 && !keywordMatches) return 'semantic'
  return plan === 'any' && query.terms.length > 1 ? 'any' : null
}

async function reformulate(ports: Ports, collection: Collection, query: UnderstoodQuery, outcome: Outcome): Promise<Reformulation[]> {
  // words that could not be had in time are not waited for again
  const words = query.complete ? await ports.words(collection).catch(() => null) : null
  const found = new Map<string, Reformulation>()
  const offer = (q: string, reason: Reformulation['reason']): void => {
    const key = q.trim().toLowerCase()
    if (words?.isBlocked(q)) return
    if (key !== '' && key !== query.effective.toLowerCase() && !found.has(key) && found.size < MOST) found.set(key, { q: q.trim(), reason })
  }
  if (query.didYouMean !== null) offer(query.didYouMean, 'correction')
  for (const q of dropWords(query, outcome.unknown)) offer(q, 'fewer_words')
  // what may be blocked is not offered of others
  const popular = words === null ? [] : await ports.popular(collection).catch(() => [])
  for (const { query: q } of popular.filter(({ query: q }) => words?.isBlocked(q) === false).slice(0, POPULAR)) offer(q, 'popular')
  return [...found.values()]
}

/**
 * Without the words that occur nowhere; where all occur, without one of them at a time, the last first. Words that became a filter say something
 * together only: they are one.
 */
function dropWords({ original, tokens, terms, chips }: UnderstoodQuery, unknown: readonly number[]): string[] {
  const lost = new Set(unknown.map((at) => terms[at]?.term))
  const filters = chips.filter(({ applied }) => applied === 'filter').map(({ span }) => ({ start: span[0], end: span[1] }))
  const words = tokens.filter((token) => !token.stop && !filters.some(({ start, end }) => token.start < end && start < token.end))
  const parts = [
    ...filters.map(({ start, end }) => ({ start, text: original.slice(start, end), isKnown: true })),
    ...words.map(({ start, surface, term }) => ({ start, text: surface, isKnown: !lost.has(term) })),
  ].sort((left, right) => left.start - right.start)
  const known = parts.filter(({ isKnown }) => isKnown)
  if (parts.length < 2 || known.length === 0) return []
  const join = (kept: typeof parts): string => kept.map(({ text }) => text).join(' ')
  if (known.length < parts.length) return [join(known)]
  return parts.map((_part, at) => join(parts.filter((_other, other) => other !== parts.length - 1 - at))).slice(0, 3)
}
