import { type SynonymRule, synonymRule } from '../../../../contracts/synonyms.ts'
import type { WordRuleStore } from '../word-rules.ts'

const PAGE = 5000

/** A rule is kept under its id without it. */
export function storeRule({ id, ...body }: SynonymRule): { id: string; body: unknown } {
  return { id, body }
}

export function readStoredRule({ id, body }: { id: string; body: unknown }): SynonymRule {
  return synonymRule.parse({ ...(body as object), id })
}

/** The synonym rules of a collection by id, a page a time. */
export async function* readRulePages(store: WordRuleStore, collection: number): AsyncGenerator<readonly SynonymRule[]> {
  for (let after: string | null = null; ;) {
    const page = await store.list(collection, 'synonym', PAGE, after)
    if (page.length > 0) yield page.map(readStoredRule)
    if (page.length < PAGE) return
    after = page.at(-1)?.id ?? null
  }
}

/** All of them, or the first `limit`. */
export async function readAllRules(store: WordRuleStore, collection: number, limit = Infinity): Promise<SynonymRule[]> {
  const rules: SynonymRule[] = []
  for await (const page of readRulePages(store, collection)) {
    for (const rule of page) rules.push(rule)
    if (rules.length >= limit) break
  }
  return rules.slice(0, limit)
}
