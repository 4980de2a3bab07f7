import type { SynonymRule } from '../../../../contracts/synonyms.ts'
import type { Context } from '../../../../shared/context.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { readRulePages } from './read-rules.ts'

/** All rules by id, a page a time; importing them again changes nothing. Throws collections.not_found. */
export async function* exportSynonyms(ports: WordPorts, ctx: Context, input: { collection: string }): AsyncGenerator<readonly SynonymRule[]> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  yield* readRulePages(ports.rules, collection.id)
}
