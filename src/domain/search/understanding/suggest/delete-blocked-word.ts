import { AppError } from '../../../../contracts/errors.ts'
import type { Context } from '../../../../shared/context.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { blockedId } from './blocked.ts'

/** Throws collections.not_found, words.not_found. */
export async function deleteBlockedWord(ports: WordPorts, ctx: Context, input: { collection: string; word: string }): Promise<void> {
  const { id, definition } = await getCollection(ports, ctx, { name: input.collection })
  const removed = await ports.rules.remove(id, 'blocked', [blockedId(input.word, definition.language as Language)])
  if (removed === 0) throw new AppError('words.not_found', `"${input.word}" is not blocked.`)
}
