import { parseArgs } from 'node:util'
import { COLLECTION_NAME } from '../../src/contracts/collection.ts'
import { RULE_PLACES, type RulePlace } from '../../src/contracts/rules.ts'

/** The command could not run: one sentence and a way out. Its message is all that is shown; the exit code is 2. */
export class RankingError extends Error {
  override readonly name = 'RankingError'
}

export type RankingOptions = { collection: string; url?: string; key?: string } & (
  | { verb: 'list' | 'rollback' | 'report' }
  | { verb: 'promote'; name: string; version?: number }
  | { verb: 'shadow'; name: string | null; version?: number }
  | { verb: 'export-rules'; file: string }
  | ({ verb: 'import-rules'; file: string } & RuleFileOptions)
)
type RuleFileOptions = { replace: boolean; dryRun: boolean; place: RulePlace }

const USAGE = `npm run ranking -- --collection NAME list | promote PROFILE | rollback | shadow PROFILE | shadow off | report | export-rules FILE | import-rules FILE [--url URL --key KEY]

  list      the profiles of the collection, which one is served, and which one runs in its shadow
  promote   serves searches by a profile, PROFILE@3 by its third version, "default" as without one
  rollback  serves again what was served before
  shadow    compares a profile with the one that is served; "off" ends it
  report    what the shadow would have changed so far

  export-rules FILE             the draft of the rules, a rule a line in their order
  import-rules FILE             into the draft: a .json file is an array, any other has a rule a line
    --dry-run                   only says what would happen
    --replace                   in the place of the whole draft
    --place first | last        all rules of the file before or after the others; without it new ones come last`

/** Throws RankingError with the usage when something is missing, unknown or at odds. */
export function readOptions(args: readonly string[]): RankingOptions {
  const text = { type: 'string' } as const
  let parsed
  try {
    const flag = { type: 'boolean' } as const
    const options = { collection: text, url: text, key: text, replace: flag, place: text, 'dry-run': flag }
    parsed = parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
  }
  const { values, positionals } = parsed
  const { collection, url, key } = values
  if (collection === undefined) throw refuse('--collection is needed.')
  if (!COLLECTION_NAME.test(collection)) throw refuse(`"${collection}" is no collection name.`)
  if (url !== undefined && !URL.canParse(url)) throw refuse(`--url ${url} is no address.`)
  if (url !== undefined && key === undefined) throw refuse('--url needs --key, an admin key of that server.')
  const target = { collection, ...(url === undefined ? {} : { url: url.replace(/\/+$/, '') }), ...(key === undefined ? {} : { key }) }
  const [verb, profile, ...more] = positionals
  if (more.length > 0) throw refuse(`"${more[0]}" is one word too many.`)
  if (verb === 'import-rules' || verb === 'export-rules') {
    if (profile === undefined) throw refuse(`${verb} needs a file.`)
    if (verb === 'import-rules') return { ...target, verb, file: profile, ...readFileOptions(values) }
  }
  if (values.replace || values.place !== undefined || values['dry-run']) throw refuse('--replace, --place and --dry-run belong to import-rules.')
  if (verb === 'export-rules' && profile !== undefined) return { ...target, verb, file: profile }
  if (verb === 'list' || verb === 'rollback' || verb === 'report') {
    if (profile !== undefined) throw refuse(`${verb} takes no profile.`)
    return { ...target, verb }
  }
  if (verb !== 'promote' && verb !== 'shadow') throw refuse(verb === undefined ? 'Say what to do.' : `"${verb}" is nothing that can be done.`)
  if (profile === undefined) throw refuse(`${verb} needs the name of a profile.`)
  if (verb === 'shadow' && profile === 'off') return { ...target, verb, name: null }
  return { ...target, verb, ...readProfile(profile) }
}

function readFileOptions(values: { replace?: boolean; place?: string; 'dry-run'?: boolean }): RuleFileOptions {
  const place = RULE_PLACES.find((name) => name === (values.place ?? 'keep'))
  if (place === undefined) throw refuse(`--place ${values.place} is neither first nor last.`)
  return { replace: values.replace ?? false, dryRun: values['dry-run'] ?? false, place }
}

/** summer or summer@3 */
function readProfile(text: string): { name: string; version?: number } {
  const match = /^([a-z0-9][a-z0-9_-]*)(?:@([1-9]\d*))?$/.exec(text)
  if (!match?.[1]) throw refuse(`"${text}" is no profile: give its name, or name@version.`)
  return { name: match[1], ...(match[2] === undefined ? {} : { version: Number(match[2]) }) }
}

function refuse(reason: string): RankingError {
  return new RankingError(`${reason}\n\n${USAGE}`)
}
