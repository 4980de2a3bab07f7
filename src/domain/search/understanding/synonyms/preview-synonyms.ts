import type { PreviewSide, SynonymPreview, SynonymPreviewRequest } from '../../../../contracts/synonyms.ts'
import type { SynonymMatch } from '../../../../contracts/understanding.ts'
import type { Context } from '../../../../shared/context.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { type Collection, getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { checkSynonyms } from './check-synonyms.ts'
import { type SynonymIndex, compileSynonyms } from './compile-synonyms.ts'
import { completeRule } from './parse-line.ts'
import { checkRule } from './put-synonym.ts'
import { readAllRules } from './read-rules.ts'

/** Rules come compiled: 20 queries before and after would compile them 40 times. */
export type PreviewSearch = (input: {
  collection: Collection
  query: string
  synonyms: SynonymIndex
}) => Promise<{ total: number; ids: readonly string[]; expansions: readonly SynonymMatch[] }>

const SHOWN = 10

/** What queries would find if rules were added, changed or deleted; nothing is written. Throws collections.not_found, synonyms.invalid. */
export async function previewSynonyms(
  ports: WordPorts & { search: PreviewSearch },
  ctx: Context,
  input: { collection: string; request: SynonymPreviewRequest },
): Promise<SynonymPreview> {
  const { rules, remove, queries } = input.request
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const language = collection.definition.language as Language
  for (const rule of rules) checkRule(rule, language)
  const stored = await readAllRules(ports.rules, collection.id)
  const proposed = new Map(rules.map((rule) => completeRule(rule)).map((rule) => [rule.id, rule]))
  const gone = new Set([...remove, ...proposed.keys()])
  const planned = [...stored.filter(({ id }) => !gone.has(id)), ...proposed.values()]
  const before = compileSynonyms(stored, language)
  const after = compileSynonyms(planned, language)
  const changes: SynonymPreview['queries'] = []
  for (const query of queries) {
    const sides = await Promise.all([before, after].map(async (synonyms) => presentSide(await ports.search({ collection, query, synonyms }))))
    const [left, right] = sides
    if (left && right) changes.push({ query, before: left, after: right, ...comparePages(left.ids, right.ids) })
  }
  return { queries: changes, conflicts: checkSynonyms(planned, language, { about: new Set(proposed.keys()) }) }
}

function presentSide({ total, ids, expansions }: Awaited<ReturnType<PreviewSearch>>): PreviewSide {
  return { total, ids: ids.slice(0, SHOWN), expansions: expansions.map(({ id, from, to, weight }) => ({ from, to, weight, rule: id })) }
}

function comparePages(before: readonly string[], after: readonly string[]): Pick<SynonymPreview['queries'][number], 'added' | 'removed' | 'moved'> {
  return {
    added: after.filter((id) => !before.includes(id)),
    removed: before.filter((id) => !after.includes(id)),
    moved: after.flatMap((id, at) => {
      const was = before.indexOf(id)
      return was < 0 || was === at ? [] : [{ id, before: was + 1, after: at + 1 }]
    }),
  }
}
