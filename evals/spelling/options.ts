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
