import { parseArgs } from 'node:util'
import { COLLECTION_NAME } from '../../src/contracts/collection.ts'

/** The command could not run: one sentence and a way out. Its message is all that is shown; the exit code is 2. */
export class RankingError extends Error {
  override readonly name = 'RankingError'
}

export type RankingOptions = { collection: string; url?: string; key?: string } & (
  | { verb: 'list' | 'rollback' | 'report' }
  | { verb: 'promote'; name: string; version?: number }
  | { verb: 'shadow'; name: string | null; version?: number }
)

const USAGE = `npm run ranking -- --collection NAME list | promote PROFILE | rollback | shadow PROFILE | shadow off | report [--url URL --key KEY]

  list      the profiles of the collection, which one is served, and which one runs in its shadow
  promote   serves searches by a profile, PROFILE@3 by its third version, "default" as without one
  rollback  serves again what was served before
  shadow    compares a profile with the one that is served; "off" ends it
  report    what the shadow would have changed so far`

/** Throws RankingError with the usage when something is missing, unknown or at odds. */
export function readOptions(args: readonly string[]): RankingOptions {
  const text = { type: 'string' } as const
  let parsed
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: { collection: text, url: text, key: text } })
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
  if (verb === 'list' || verb === 'rollback' || verb === 'report') {
    if (profile !== undefined) throw refuse(`${verb} takes no profile.`)
    return { ...target, verb }
  }
  if (verb !== 'promote' && verb !== 'shadow') throw refuse(verb === undefined ? 'Say what to do.' : `"${verb}" is nothing that can be done.`)
  if (profile === undefined) throw refuse(`${verb} needs the name of a profile.`)
  if (verb === 'shadow' && profile === 'off') return { ...target, verb, name: null }
  return { ...target, verb, ...readProfile(profile) }
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
