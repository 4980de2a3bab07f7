import type { Context } from '../../../../shared/context.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { MAX_BLOCKED, blockedBody } from './blocked.ts'

/** Words and phrases that are never suggested, as they were given. Throws collections.not_found. */
export async function listBlockedWords(ports: WordPorts, ctx: Context, input: { collection: string }): Promise<string[]> {
  const { id } = await getCollection(ports, ctx, { name: input.collection })
  const rules = await ports.rules.list(id, 'blocked', MAX_BLOCKED, null)
  return rules.map(({ body }) => blockedBody.parse(body).text)
}
