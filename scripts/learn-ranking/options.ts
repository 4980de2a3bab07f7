import { parseArgs } from 'node:util'
import { COLLECTION_NAME } from '../../src/contracts/collection.ts'
import { DEFAULT_PROFILE, profileName } from '../../src/contracts/ranking.ts'

/** The command could not run: one sentence and a way out. Its message is all that is shown; the exit code is 2. */
export class LearningError extends Error {
  override readonly name = 'LearningError'
}

export type LearningOptions = {
  collection: string
  judgments: string
  folds: number
  seed: number
  /** the name to write what was learnt under, if it gains */
  put?: string
  requireGain: boolean
  profile?: string
  url?: string
  key?: string
}

const USAGE = `npm run learn-ranking -- --collection NAME --judgments FILE [--folds 5] [--seed 1] [--profile FILE] [--put NAME] [--require-gain] [--url URL --key KEY]

  --judgments     lines "query<TAB>document<TAB>grade" (grade 0 is not relevant), or a folder with queries.jsonl and qrels.tsv
  --folds         parts that the queries are cut into; each is ranked by what was learnt from the others
  --profile       a JSON file of a profile: features it defines are learnt too, and its weights are tried as a beginning
  --put           writes what was learnt as a version of this profile, only if it gains on queries it was not learnt from; it is never promoted
  --require-gain  ends with 3 when it does not gain`

/** Throws LearningError with the usage when something is missing, unknown or at odds. */
export function readOptions(args: readonly string[]): LearningOptions {
  const { collection, judgments, folds, seed, put, profile, url, key, 'require-gain': requireGain = false } = readFlags(args)
  if (collection === undefined) throw refuse('--collection is needed.')
  if (!COLLECTION_NAME.test(collection)) throw refuse(`"${collection}" is no collection name.`)
  if (judgments === undefined) throw refuse('--judgments is needed.')
  if (put !== undefined && (put === DEFAULT_PROFILE || !profileName.safeParse(put).success)) throw refuse(`"${put}" is no name for a profile.`)
  if (url !== undefined && !URL.canParse(url)) throw refuse(`--url ${url} is no address.`)
  if (url !== undefined && key === undefined) throw refuse('--url needs --key, an admin key of that server.')
  return {
    collection,
    judgments,
    folds: readWhole('folds', folds ?? '5', 2),
    seed: readWhole('seed', seed ?? '1', 0),
    requireGain,
    ...(put === undefined ? {} : { put }),
    ...(profile === undefined ? {} : { profile }),
    ...(url === undefined ? {} : { url: url.replace(/\/+$/, '') }),
    ...(key === undefined ? {} : { key }),
  }
}

function readFlags(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        collection: text,
        judgments: text,
        folds: text,
        seed: text,
        put: text,
        profile: text,
        url: text,
        key: text,
        'require-gain': { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
  }
}

function readWhole(flag: string, text: string, least: number): number {
  const number = Number(text)
  if (text === '' || !Number.isSafeInteger(number) || number < least)
    throw refuse(`--${flag} needs a whole number of at least ${least}, not "${text}".`)
  return number
}

function refuse(reason: string): LearningError {
  return new LearningError(`${reason}\n\n${USAGE}`)
}
