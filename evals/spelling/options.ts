import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { UsageError } from '../options.ts'

export type SpellingEvalOptions = { data: string; json: string | undefined }

export const USAGE = 'usage: node evals/spelling/run.ts [--data DIR] [--json FILE]'

/** Throws UsageError with one sentence that names the flag. */
export function parseSpellingOptions(argv: readonly string[]): SpellingEvalOptions {
  try {
    const { values } = parseArgs({ args: [...argv], options: { data: { type: 'string' }, json: { type: 'string' } } })
    return { data: values.data ?? '../shared/data', json: values.json }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Those of the sets that the folder holds; says so when it holds none. */
export function listHeldSets(data: string, names: readonly string[]): readonly string[] {
  const held = names.filter((name) => existsSync(join(data, name, 'corpus.jsonl.gz')))
  if (held.length === 0) console.log(`Nothing measured: ${resolve(data)} has none of ${names.join(', ')} (name another folder with --data DIR).`)
  return held
}
