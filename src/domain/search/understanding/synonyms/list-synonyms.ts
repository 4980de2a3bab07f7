import type { SynonymRule } from '../../../../contracts/synonyms.ts'
import type { Context } from '../../../../shared/context.ts'
import { normalise } from '../../../../shared/text/index.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts, WordRule } from '../word-rules.ts'
import { sidesOf } from './read-phrase.ts'
import { readStoredRule } from './read-rules.ts'

/** Rules a request looks through for a text; a page may hold less than was asked for, and the next one goes on. */
const MAX_SCANNED = 10_000
const PAGE = 1000

export type ListedSynonym = SynonymRule & { updatedAt: string }

/** By id; with `q` those of which a word or the id holds it, case and accents aside. */
export async function listSynonyms(
  ports: WordPorts,
  ctx: Context,
  input: { collection: string; limit: number; after: string | null; q?: string },
): Promise<{ items: ListedSynonym[]; next: string | null }> {
  const { id } = await getCollection(ports, ctx, { name: input.collection })
  const wanted = createFilter(input.q)
  const items: ListedSynonym[] = []
  let { after } = input
  for (let scanned = 0; scanned < MAX_SCANNED; scanned += PAGE) {
    const size = input.q === undefined ? input.limit + 1 : PAGE
    const page = await ports.rules.list(id, 'synonym', size, after)
    for (const row of page) {
      const item = viewRule(row)
      if (!wanted(item)) continue
      // one more than fits: there is a next page
      if (items.length === input.limit) return { items, next: items.at(-1)?.id ?? null }
      items.push(item)
    }
    if (page.length < size) return { items, next: null }
    after = page.at(-1)?.id ?? null
  }
  return { items, next: after }
}

export function viewRule(row: WordRule): ListedSynonym {
  return { ...readStoredRule(row), updatedAt: new Date(row.updatedAt).toISOString() }
}

function createFilter(q: string | undefined): (rule: SynonymRule) => boolean {
  const fold = (text: string): string => text.split(/\s+/u).map(normalise).join(' ').trim()
  if (q === undefined || fold(q) === '') return () => true
  const sought = fold(q)
  return (rule) => {
    const { from, to } = sidesOf(rule)
    return rule.id.includes(q) || [...from, ...to].some((word) => fold(word).includes(sought))
  }
}
