import type { SynonymRule } from '../../../contracts/synonyms.ts'
import { drainSlowly } from '../../../shared/drain.ts'
import type { Language } from '../../../shared/text/index.ts'
import type { Collection } from '../../catalog/index.ts'
import { loadAbbreviations } from './forms/load-abbreviations.ts'
import type { Words } from './ports.ts'
import { loadBlocked } from './suggest/index.ts'
import { compileInSteps } from './synonyms/compile-synonyms.ts'
import { readRulePages } from './synonyms/read-rules.ts'
import type { WordRule, WordRuleKind, WordRuleStore } from './word-rules.ts'

const RULES_A_PAGE = 10_000
/** An abbreviation with its expansions, and a blocked word, in an isolate's memory. */
const ABBREVIATION_BYTES = 300
const BLOCKED_BYTES = 200

/**
 * Every word rule of a collection, compiled for queries; good until its understandingVersion moves. 100,000 rules take seconds to compile: others
 * run in the pauses.
 */
export async function loadWords(store: WordRuleStore, collection: Pick<Collection, 'id' | 'definition'>, pause: () => Promise<void>): Promise<Words> {
  const language = collection.definition.language as Language
  const abbreviations = loadAbbreviations(await listAll(store, collection.id, 'abbreviation'))
  const rules: SynonymRule[] = []
  for await (const page of readRulePages(store, collection.id)) {
    for (const rule of page) rules.push(rule)
    await pause()
  }
  const synonyms = await drainSlowly(compileInSteps(rules, language), pause)
  const blocked = await listAll(store, collection.id, 'blocked')
  return {
    abbreviations,
    synonyms,
    isBlocked: loadBlocked(blocked, language),
    bytes: synonyms.bytes + abbreviations.size * ABBREVIATION_BYTES + blocked.length * BLOCKED_BYTES + 500,
  }
}

async function listAll(store: WordRuleStore, collection: number, kind: WordRuleKind): Promise<WordRule[]> {
  const all: WordRule[] = []
  for (;;) {
    const page = await store.list(collection, kind, RULES_A_PAGE, all.at(-1)?.id ?? null)
    all.push(...page)
    if (page.length < RULES_A_PAGE) return all
  }
}
