/// <reference types="@cloudflare/vitest-plugin/types" />
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { LexiconBuilder } from '../../../src/durable/lexicon-builder.ts'
import { LEXICON_PARTS, type LexiconPartName, lexiconKey } from '../../../src/domain/search/understanding/lexicon.ts'
import { collectionId, createQuietServices } from './quiet-app.ts'

const HOUR = 3_600_000
/** A small collection takes one alarm; more mean that the run does not end. */
const MOST_ALARMS = 20

export function openBuilder(collection: number): DurableObjectStub<LexiconBuilder> {
  return env.LEXICON_BUILDER.get(env.LEXICON_BUILDER.idFromName(String(collection)))
}

/** Begins a run whose alarm rings only when a test says so. */
export async function beginGathering(collection: number, version: number): Promise<void> {
  await runInDurableObject(openBuilder(collection), async (builder: LexiconBuilder, { storage }) => {
    await builder.start(collection, version)
    await storage.setAlarm(Date.now() + HOUR)
  })
}

/** Gathers the words of a collection as the scheduler would have the builder do it, alarm by alarm; the id of the collection. */
export async function gatherWords(name: string): Promise<number> {
  const id = await collectionId(name)
  const { collections } = createQuietServices(env, 'first-primary').catalog
  const version = ((await collections.findById(id))?.lexicon?.version ?? 0) + 1
  await beginGathering(id, version)
  for (let alarm = 0; alarm < MOST_ALARMS && (await runDurableObjectAlarm(openBuilder(id))); alarm++);
  // a finished run wakes the scheduler, which would begin runs of its own
  await runInDurableObject(env.SCHEDULER.get(env.SCHEDULER.idFromName('main')), (_scheduler, { storage }) => storage.deleteAlarm())
  if ((await collections.findById(id))?.lexicon?.version !== version) throw new Error('The words have not been gathered.')
  return id
}

export async function listLexicons(collection: number): Promise<string[]> {
  return (await env.BLOBS.list({ prefix: `lexicons/${collection}/` })).objects.map(({ key }) => key)
}

/** The bytes of a part as they lie in R2, changed. */
export async function damagePart(
  collection: number,
  version: number,
  part: LexiconPartName,
  damage: (bytes: Uint8Array) => Uint8Array,
): Promise<void> {
  const key = lexiconKey(collection, version, part)
  const blob = await env.BLOBS.get(key)
  if (!blob) throw new Error(`There is no ${key}.`)
  await env.BLOBS.put(key, damage(new Uint8Array(await blob.arrayBuffer())))
}

export const keysOfLexicon = (collection: number, version: number): string[] =>
  LEXICON_PARTS.map((part) => lexiconKey(collection, version, part)).toSorted()
