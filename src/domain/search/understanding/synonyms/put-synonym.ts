import { AppError } from '../../../../contracts/errors.ts'
import { MAX_SYNONYM_RULES, type SynonymConflict, type SynonymInput, type SynonymRule } from '../../../../contracts/synonyms.ts'
import type { Context } from '../../../../shared/context.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { checkSynonyms } from './check-synonyms.ts'
import { completeRule } from './parse-line.ts'
import { judgeRule } from './read-phrase.ts'
import { readAllRules, storeRule } from './read-rules.ts'

/** Rules that a single write is compared with: about 0.2 s of computing. */
const MAX_COMPARED = 10_000

export type WrittenSynonym = { rule: SynonymRule; conflicts: SynonymConflict[]; compared: number }

/**
 * Adds a rule under `id`, or puts it in the place of the one there. What conflicts with other rules is in force all the
 * same and is named. Throws collections.not_found, synonyms.invalid, synonyms.too_many.
 */
export async function putSynonym(
  ports: WordPorts,
  ctx: Context,
  input: { collection: string; id: string; rule: SynonymInput },
): Promise<WrittenSynonym> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const language = collection.definition.language as Language
  checkRule(input.rule, language)
  const rule = completeRule(input.rule, input.id)
  const others = (await readAllRules(ports.rules, collection.id, MAX_COMPARED)).filter(({ id }) => id !== rule.id)
  if (others.length >= MAX_COMPARED) await checkRoom(ports, collection.id, rule.id)
  await ports.rules.put(collection.id, 'synonym', [storeRule(rule)], ctx.now())
  return { rule, conflicts: checkSynonyms([...others, rule], language, { about: new Set([rule.id]) }), compared: others.length }
}

/** Throws synonyms.invalid with a finding a word. */
export function checkRule(rule: SynonymInput, language: Language): void {
  const problems = judgeRule(rule, language)
  const [first] = problems
  if (first) throw new AppError('synonyms.invalid', `${first.path}: ${first.message}.`, problems)
}

async function checkRoom(ports: WordPorts, collection: number, id: string): Promise<void> {
  const full = (await ports.rules.count(collection, 'synonym')) >= MAX_SYNONYM_RULES
  if (full && !(await ports.rules.find(collection, 'synonym', id)))
    throw new AppError('synonyms.too_many', `The collection has ${MAX_SYNONYM_RULES} synonym rules.`)
}
