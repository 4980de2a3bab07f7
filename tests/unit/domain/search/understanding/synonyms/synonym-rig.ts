import { createWordRuleStore } from '../../../../../../src/adapters/d1/word-rules.ts'
import { createWordUseStore } from '../../../../../../src/adapters/d1/word-uses.ts'
import type { SynonymRule } from '../../../../../../src/contracts/synonyms.ts'
import { exportSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/export-synonyms.ts'
import { importSynonyms } from '../../../../../../src/domain/search/understanding/synonyms/import-synonyms.ts'
import type { SynonymFormat } from '../../../../../../src/domain/search/understanding/synonyms/parse-line.ts'
import { createSearchHarness } from '../../../../../support/search-harness.ts'

/** Synonyms of the collection `shop` over the real store, on SQLite. */
export async function createSynonymRig() {
  const harness = createSearchHarness()
  const { id } = await harness.create('shop', { fields: [{ name: 'title', type: 'text', search: 'a' }], vectors: [] })
  const rules = createWordRuleStore(harness.db)
  const ports = { collections: harness.catalog.collections, rules }
  const ctx = harness.context('collections:read', 'collections:write')
  return {
    harness,
    ports,
    ctx,
    id,
    uses: createWordUseStore(harness.db),
    version: async (): Promise<number> => (await harness.find('shop')).understandingVersion,
    importText: (
      text: string,
      { format = 'text', replace = false, chunk = 1 << 16 }: { format?: SynonymFormat; replace?: boolean; chunk?: number } = {},
    ) => importSynonyms(ports, ctx, { collection: 'shop', format, replace, source: cut(new TextEncoder().encode(text), chunk) }),
    async exportAll(): Promise<SynonymRule[]> {
      const all: SynonymRule[] = []
      for await (const page of exportSynonyms(ports, ctx, { collection: 'shop' })) all.push(...page)
      return all
    },
  }
}

export async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}
