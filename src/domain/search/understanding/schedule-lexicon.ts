import type { Collection } from '../../catalog/index.ts'
import type { LexiconStore } from './build-lexicon.ts'

/**
 * Writes of one import come close together: gathering waits until they have been quiet for a while, in milliseconds. Begun too early it has to
 * be done again, so the while is about what that costs: a few hundred documents of a newcomer are not kept waiting for their corrections.
 */
const QUIET_PER_DOCUMENT_MS = 0.5
const SHORTEST_QUIET_MS = 250
const LONGEST_QUIET_MS = 1500
/** But not for ever: a collection that is written all the time is gathered anyway. */
const PATIENCE_MS = 120_000
/** Gathering takes about 0.3 ms a document: a lexicon lives at least twenty times as long as that, between 5 s and an hour. */
const REST_PER_DOCUMENT_MS = 6
const SHORTEST_REST_MS = 5_000
const LONGEST_REST_MS = 3_600_000
/** Unless the collection has grown by this factor since: however often that happens, all gatherings read at most three times what the last one does. */
const GROWTH = 1.5

export type StartLexiconPorts = {
  store: Pick<LexiconStore, 'listCandidates' | 'listSearched'>
  start(collection: number, version: number): Promise<void>
  now(): number
}

/** Starts every gathering that is due; milliseconds after which to look again, or null when nothing waits. */
export async function startDueLexicons(ports: StartLexiconPorts): Promise<number | null> {
  let again: number | null = null
  const waits = [
    ...(await ports.store.listCandidates()).map((collection) => [collection, computeLexiconWait(collection, ports.now())] as const),
    // documents are as they were, but what was searched since is to be suggested
    ...(await ports.store.listSearched()).map((collection) => [collection, computeRest(collection) - ports.now()] as const),
  ]
  for (const [collection, wait] of waits) {
    if (wait === null) continue
    if (wait <= 0) await ports.start(collection.id, (collection.lexicon?.version ?? 0) + 1)
    else again = Math.min(again ?? wait, wait)
  }
  return again
}

/** Milliseconds until a collection's lexicon is to be gathered, 0 or less when it is due; null when it is up to date. */
export function computeLexiconWait(collection: Collection, now: number): number | null {
  const { documentCount, dataVersion, generation, updatedAt, createdAt } = collection
  // one that this code can't read keeps nobody waiting: searches do without it
  const lexicon = collection.lexicon?.outdated === true ? null : collection.lexicon
  if (lexicon !== null && lexicon.dataVersion === dataVersion && lexicon.generation === generation) return null
  // one that can't be read is made anew over no documents too, so that it does not stay due
  if (collection.lexicon === null && documentCount === 0) return null
  const pause = Math.min(LONGEST_QUIET_MS, Math.max(SHORTEST_QUIET_MS, documentCount * QUIET_PER_DOCUMENT_MS))
  const quiet = Math.min(updatedAt + pause - now, (lexicon?.builtAt ?? createdAt) + PATIENCE_MS - now)
  if (lexicon === null || documentCount >= GROWTH * Math.max(1, lexicon.documents)) return quiet
  return Math.max(quiet, computeRest(collection) - now)
}

/** When the lexicon has lived long enough, in epoch ms. */
function computeRest({ lexicon, documentCount }: Collection): number {
  return (lexicon?.builtAt ?? 0) + Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, documentCount * REST_PER_DOCUMENT_MS))
}
