import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { lexiconStatus } from '../../src/contracts/collection.ts'
import { type Server, request } from '../lib/api.ts'

/** About what gathering the words of the samples takes, with room for a slow machine: nobody is kept from an address that works for longer. */
export const WORDS_MS = 4_000
const LOOK_MS = 50

/**
 * Waits until the words of these collections have been gathered for the first time, so that whoever types at once meets corrections and
 * chips; `most` milliseconds at most. Never throws: what is not there, empty or out of reach is not waited for.
 */
export async function waitForWords(server: Server, names: readonly string[], most: number = WORDS_MS): Promise<void> {
  const deadline = performance.now() + most
  for (const name of names) while (performance.now() < deadline && (await lacksWords(server, name))) await sleep(LOOK_MS)
}

async function lacksWords(server: Server, name: string): Promise<boolean> {
  try {
    const { documents, lexicon } = view.parse(await (await request(server, 'GET', `/v1/collections/${name}`)).json())
    return documents > 0 && lexicon.state === 'none'
  } catch {
    return false
  }
}

const view = z.object({ documents: z.number(), lexicon: lexiconStatus })
