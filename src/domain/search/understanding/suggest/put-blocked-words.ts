import { AppError } from '../../../../contracts/errors.ts'
import type { Context } from '../../../../shared/context.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { blockedId } from './blocked.ts'

/**
 * Puts a list in the place of all blocked words; of two spellings of one the last stays. Returns what is blocked now. Throws
 * collections.not_found, request.invalid for an item without a word in it.
 */
export async function putBlockedWords(ports: WordPorts, ctx: Context, input: { collection: string; words: readonly string[] }): Promise<string[]> {
  const { id, definition } = await getCollection(ports, ctx, { name: input.collection })
  const texts = new Map(input.words.map((word) => [blockedId(word, definition.language as Language), word.replaceAll(/\s+/g, ' ').trim()]))
  if (texts.has('')) {
    const empty = input.words.findIndex((word) => blockedId(word, definition.language as Language) === '')
    const path = `words[${empty}]`
    throw new AppError('request.invalid', `${path}: there is no word in it`, [{ path, message: 'there is no word in it' }])
  }
  const rules = [...texts].map(([word, text]) => ({ id: word, body: { text } }))
  await ports.rules.replace(id, 'blocked', rules, ctx.now())
  return rules.map(({ body }) => body.text).toSorted()
}
