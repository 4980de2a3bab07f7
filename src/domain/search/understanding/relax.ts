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
  if (!query.steps.has('relax') || outcome.plan === 'browse') return { fallback: null, reformulations: [] }
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

/** Without the words that occur nowhere; where all occur, without one of them at a time, the last first. */
function dropWords({ tokens, terms }: UnderstoodQuery, unknown: readonly number[]): string[] {
  const content = tokens.filter(({ stop }) => !stop)
  if (content.length < 2) return []
  const lost = new Set(unknown.map((at) => terms[at]?.term))
  const known = content.filter(({ term }) => !lost.has(term))
  if (known.length === 0) return []
  const join = (kept: typeof content): string => kept.map(({ surface }) => surface).join(' ')
  if (known.length < content.length) return [join(known)]
  return content.map((_token, at) => join(content.filter((_other, other) => other !== content.length - 1 - at))).slice(0, 3)
}
