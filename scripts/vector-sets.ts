import { ApiError, request } from './lib/api.ts'
import { readLocalSettings } from './start/local-settings.ts'
import { LOCAL_SETTINGS } from './start/paths.ts'
import { UsageError, readCommand } from './vector-sets/read-command.ts'

/** Sends the one request the command stands for and prints its answer. */
async function run(args: readonly string[]): Promise<void> {
  const { method, path, body, url: givenUrl, key } = readCommand(args)
  const local = await readLocalSettings(LOCAL_SETTINGS)
  const [url, adminKey] = [givenUrl ?? local?.url, key ?? local?.adminKey]
  if (url === undefined || adminKey === undefined) throw new UsageError('No server: run npm start in another window, or give --url and --key.')
  const bytes = body && { type: 'application/json', body: new TextEncoder().encode(JSON.stringify(body)) }
  const response = await request({ url, adminKey }, method, path, bytes)
  console.log(JSON.stringify(await response.json(), null, 2))
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  if (error instanceof UsageError || error instanceof ApiError) console.error(error.message)
  else if (error instanceof TypeError) console.error(`The server does not answer: ${error.message}`)
  else throw error
  process.exitCode = 2
}
