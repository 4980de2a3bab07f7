import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { UsageError, readCount, splitList } from '../options.ts'

export type LearnedEvalOptions = { data: string; sets: string[]; queries: number | undefined; out: string; semanticTimeout: number }

export const USAGE = 'usage: npm run eval:learned -- [--data DIR] [--sets icecat,crowdflower] [--queries N] [--out FILE] [--semantic-timeout SECONDS]'

const SETS = 'icecat,crowdflower,movies,homedepot'

/** Throws UsageError with one sentence that names the flag. */
export function parseLearnedOptions(argv: readonly string[]): LearnedEvalOptions {
  const text = { type: 'string' } as const
  let values
  try {
    const options = { data: text, sets: text, queries: text, out: text, 'semantic-timeout': text }
    values = parseArgs({ args: argv[0] === '--' ? argv.slice(1) : [...argv], options }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  return {
    data: values.data ?? '../shared/data',
    sets: splitList(values.sets ?? SETS),
    queries: values.queries === undefined ? undefined : readCount('queries', values.queries),
    // learned.md puts several runs together by hand, so a run must not take its place
    out: values.out ?? join(resolve(import.meta.dirname, '../../docs/measurements'), 'learned-run.md'),
    semanticTimeout: readCount('semantic-timeout', values['semantic-timeout'] ?? '1800'),
  }
}
