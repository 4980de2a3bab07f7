import { MAX_LISTED_FAILURES } from '../../../../contracts/documents.ts'
import type { ErrorCode } from '../../../../contracts/errors.ts'
import { MAX_SYNONYM_RULES, type SynonymImportResult, type SynonymRule } from '../../../../contracts/synonyms.ts'
import type { Context } from '../../../../shared/context.ts'
import type { Language } from '../../../../shared/text/index.ts'
import { getCollection } from '../../../catalog/index.ts'
import type { WordPorts } from '../word-rules.ts'
import { checkSynonyms } from './check-synonyms.ts'
import { type ParsedLine, type SynonymFormat, parseLine } from './parse-line.ts'
import { readAllRules, storeRule } from './read-rules.ts'
import { type RawLine, readLines } from './read-lines.ts'

/**
 * Adds the rules of a file, or puts them in the place of all there are, in one batch: until it is written searches see the
 * old rules, afterwards the new ones. A line that fails never stops the rest; a file of nothing but failures changes
 * nothing. Of two lines with one id the later counts. Throws collections.not_found.
 */
export async function importSynonyms(
  ports: WordPorts,
  ctx: Context,
  input: { collection: string; format: SynonymFormat; replace: boolean; source: AsyncIterable<Uint8Array> },
): Promise<SynonymImportResult> {
  const collection = await getCollection(ports, ctx, { name: input.collection })
  const language = collection.definition.language as Language
  const all = new Map<string, SynonymRule>()
  if (!input.replace) for (const rule of await readAllRules(ports.rules, collection.id)) all.set(rule.id, rule)
  const given = new Map<string, SynonymRule>()
  const outcome: SynonymImportResult = { imported: 0, failed: [], failedTotal: 0, conflicts: [] }
  for await (const raw of readLines(input.source)) {
    const parsed = readLine(raw, input.format, language)
    if (parsed === null) continue
    const failure = 'code' in parsed ? parsed : admit(all, parsed.rule)
    if (failure) {
      outcome.failedTotal++
      if (outcome.failed.length < MAX_LISTED_FAILURES) outcome.failed.push({ line: raw.line, code: failure.code, message: failure.message })
    } else if ('rule' in parsed) {
      given.set(parsed.rule.id, parsed.rule)
      outcome.imported++
    }
  }
  if (given.size === 0 && outcome.failedTotal > 0) return outcome
  const rows = [...given.values()].map(storeRule)
  if (input.replace) await ports.rules.replace(collection.id, 'synonym', rows, ctx.now())
  else await ports.rules.put(collection.id, 'synonym', rows, ctx.now())
  return { ...outcome, conflicts: checkSynonyms([...all.values()], language) }
}

type Failure = { code: ErrorCode; message: string }

/** Adds a rule to those there will be, unless they are too many. */
function admit(all: Map<string, SynonymRule>, rule: SynonymRule): Failure | null {
  if (all.size >= MAX_SYNONYM_RULES && !all.has(rule.id))
    return { code: 'synonyms.too_many', message: `the collection would have more than ${MAX_SYNONYM_RULES} rules` }
  all.set(rule.id, rule)
  return null
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

function readLine({ bytes }: RawLine, format: SynonymFormat, language: Language): ParsedLine | null {
  if (bytes === null) return { code: 'synonyms.invalid', message: 'the line is longer than any rule can be' }
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return { code: 'documents.encoding', message: 'the line is not valid UTF-8' }
  }
  return parseLine(text, format, language)
}
