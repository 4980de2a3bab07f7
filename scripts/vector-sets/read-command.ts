import { parseArgs } from 'node:util'
import { COLLECTION_NAME } from '../../src/contracts/collection.ts'

export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const USAGE = `npm run vector-sets -- --collection NAME COMMAND [--url URL --key KEY]

  list            what answers and what stands beside it
  build           build another set; it waits until it is served (build automatic: it answers when it is finished)
  compare N       compare set N with the one that answers
  serve N         switch to set N
  rollback        go back to the previous set
  delete N        drop a set that does not answer`

/** The request a command stands for, and the server it names if it names one. */
export type Command = { method: string; path: string; body?: object; url?: string; key?: string }

/** Throws UsageError with the usage when something is missing or unknown. */
export function readCommand(args: readonly string[]): Command {
  const text = { type: 'string' } as const
  let parsed
  try {
    parsed = parseArgs({ args: [...args], options: { collection: text, url: text, key: text }, allowPositionals: true })
  } catch (error) {
    throw refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
  }
  const { collection, url, key } = parsed.values
  const [command = '', argument, ...more] = parsed.positionals
  if (collection === undefined || !COLLECTION_NAME.test(collection)) throw refuse('--collection needs the name of a collection.')
  if (url !== undefined && (!URL.canParse(url) || key === undefined)) throw refuse('--url needs an address, and --key an admin key of that server.')
  if (more.length > 0) throw refuse(`"${more.join(' ')}" is one word too many.`)
  const request = planRequest(`/v1/collections/${collection}/vector-sets`, command, argument)
  return { ...request, ...(url === undefined ? {} : { url: url.replace(/\/+$/, '') }), ...(key === undefined ? {} : { key }) }
}

function planRequest(path: string, command: string, argument: string | undefined): Pick<Command, 'method' | 'path' | 'body'> {
  if (command === 'build' && (argument === undefined || argument === 'automatic'))
    return { method: 'POST', path, body: { switch: argument ?? 'manual' } }
  if (argument === undefined && command === 'list') return { method: 'GET', path }
  if (argument === undefined && command === 'rollback') return { method: 'POST', path: `${path}/rollback` }
  const set = /^[1-9]\d{0,8}$/.test(argument ?? '') ? `${path}/${argument}` : undefined
  if (set !== undefined && command === 'compare') return { method: 'GET', path: `${set}/comparison` }
  if (set !== undefined && command === 'serve') return { method: 'POST', path: `${set}/serve` }
  if (set !== undefined && command === 'delete') return { method: 'DELETE', path: set }
  throw refuse(command === '' ? 'A command is needed.' : `"${[command, argument].filter(Boolean).join(' ')}" is no command.`)
}

function refuse(reason: string): UsageError {
  return new UsageError(`${reason}\n\n${USAGE}`)
}
