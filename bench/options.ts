import { parseArgs } from 'node:util'
import { UsageError, readCount, splitList } from '../evals/options.ts'
import { CATALOGS } from './catalogs.ts'

export const ENGINES = ['meridian', 'meridian-hybrid', 'minisearch', 'minisearch-fuzzy', 'orama', 'flexsearch', 'sqlite-fts5'] as const
export type EngineName = (typeof ENGINES)[number]

export type BenchOptions = {
  data: string
  dataNamed: boolean
  sets: string[]
  engines: EngineName[]
  quick: boolean
  /** measure the steps of understanding as well */
  understanding: boolean
  /** measure what the parts of ranking cost as well */
  ranking: boolean
  connections: number
  out: string | undefined
  json: string | undefined
}

export const USAGE = `usage: npm run bench -- [--data DIR] [--sets ${CATALOGS.map((catalog) => catalog.name).join(',')}] [--engines ${ENGINES.join(',')}]
                      [--quick] [--no-understanding] [--no-ranking] [--connections N] [--out FILE] [--json FILE]`

/** Throws UsageError with one sentence that names the flag. */
export function parseBenchOptions(argv: readonly string[]): BenchOptions {
  const { values } = readFlags(argv)
  const known = CATALOGS.map((catalog) => catalog.name)
  const sets = values.sets === undefined ? known : splitList(values.sets)
  const stranger = sets.find((set) => !known.includes(set))
  if (stranger !== undefined) throw new UsageError(`--sets knows ${known.join(', ')}, not "${stranger}".`)
  const engines = values.engines === undefined ? [...ENGINES] : splitList(values.engines).map(readEngine)
  if (sets.length === 0 || engines.length === 0) throw new UsageError('--sets and --engines need at least one name each.')
  return {
    data: values.data ?? '../shared/data',
    dataNamed: values.data !== undefined,
    sets,
    engines,
    quick: values.quick === true,
    understanding: values['no-understanding'] !== true,
    ranking: values['no-ranking'] !== true,
    connections: readCount('connections', values.connections ?? '16'),
    out: values.out,
    json: values.json,
  }
}

function readEngine(name: string): EngineName {
  const engine = ENGINES.find((known) => known === name)
  if (!engine) throw new UsageError(`--engines knows ${ENGINES.join(', ')}, not "${name}".`)
  return engine
}

function readFlags(argv: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: argv[0] === '--' ? argv.slice(1) : [...argv],
      options: {
        data: text,
        sets: text,
        engines: text,
        quick: { type: 'boolean' },
        'no-understanding': { type: 'boolean' },
        'no-ranking': { type: 'boolean' },
        connections: text,
        out: text,
        json: text,
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
