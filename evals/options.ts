import { parseArgs } from 'node:util'
import { searchMode } from '../src/contracts/search.ts'
import type { SearchMode } from '../src/contracts/search.ts'

export type EvalOptions = {
  data: string
  /** the folder was named on the command line, so its absence is a mistake */
  dataNamed: boolean
  sets: string[] | undefined
  modes: SearchMode[]
  json: string | undefined
  out: string | undefined
  queries: number | undefined
  concurrency: number
  semanticTimeout: number
  url: string | undefined
  adminKey: string | undefined
  /** compare every mode with and without understanding, and measure spelling */
  understanding: boolean
}

export class UsageError extends Error {}

export const USAGE = `usage: npm run eval -- [--data DIR] [--sets a,b] [--modes keyword,semantic,hybrid] [--json FILE] [--out FILE]
                     [--queries N] [--concurrency N] [--semantic-timeout SECONDS] [--url URL --admin-key KEY]
                     [--understanding]`

const DEFAULT_DATA = '../shared/data'

/** Throws UsageError with one sentence that names the flag. */
export function parseOptions(argv: readonly string[]): EvalOptions {
  const { values } = readFlags(argv)
  const modes = splitList(values.modes ?? searchModes.join(',')).map((mode) => {
    const parsed = searchMode.safeParse(mode)
    if (!parsed.success) throw new UsageError(`--modes knows ${searchModes.join(', ')}, not "${mode}".`)
    return parsed.data
  })
  if (modes.length === 0) throw new UsageError('--modes needs at least one mode.')
  if (values.url !== undefined && values['admin-key'] === undefined) throw new UsageError('--url needs --admin-key as well.')
  return {
    data: values.data ?? DEFAULT_DATA,
    dataNamed: values.data !== undefined,
    sets: values.sets === undefined ? undefined : splitList(values.sets),
    modes: searchModes.filter((mode) => modes.includes(mode)),
    json: values.json,
    out: values.out,
    queries: values.queries === undefined ? undefined : readCount('queries', values.queries),
    concurrency: readCount('concurrency', values.concurrency ?? '2'),
    semanticTimeout: readCount('semantic-timeout', values['semantic-timeout'] ?? '1800'),
    url: values.url?.replace(/\/+$/, ''),
    adminKey: values['admin-key'],
    understanding: values.understanding ?? false,
  }
}

const searchModes: SearchMode[] = ['keyword', 'semantic', 'hybrid']

function readFlags(argv: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    // A lone -- in front is npm's; it would turn every flag behind it into a word.
    return parseArgs({
      args: argv[0] === '--' ? argv.slice(1) : [...argv],
      options: {
        data: text,
        sets: text,
        modes: text,
        json: text,
        out: text,
        queries: text,
        concurrency: text,
        'semantic-timeout': text,
        url: text,
        'admin-key': text,
        understanding: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** A whole number of at least 1. */
export function readCount(flag: string, text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`--${flag} needs a whole number of at least 1, not "${text}".`)
  return count
}

export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
