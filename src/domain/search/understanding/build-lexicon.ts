import type { JsonObject } from '../../../contracts/documents.ts'
import { type Language, analyse, stripMarkup } from '../../../shared/text/index.ts'
import { type Collection, type LexiconState, type StoredLexicon, schemaOf, searchableTexts } from '../../catalog/index.ts'
import { LEXICON_FORMAT } from './lexicon-format.ts'
import { LEXICON_PARTS, type LexiconDocument, type LexiconPart, type LexiconPartName, lexiconKey } from './lexicon.ts'

type StoredDocument = { key: number; id: string; body: JsonObject }

export type LexiconPorts = {
  documents: { readByKeys(collection: Collection, keys: readonly number[]): Promise<readonly StoredDocument[]> }
  store: LexiconStore
  blobs: { put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>; delete(key: string): Promise<void> }
  /** the parts of a lexicon, empty */
  createParts(collection: Collection): Promise<Readonly<Record<LexiconPartName, LexiconPart>>>
  now(): number
}

export type LexiconStore = {
  /** keys of the collection's documents after `after`, ascending */
  listKeys(collection: Collection, after: number, limit: number): Promise<readonly number[]>
  /** collections whose lexicon may be missing or old, by the cheapest test that misses none */
  listCandidates(): Promise<readonly Collection[]>
  /** collections with documents as they were gathered, where something was searched and found on a later day */
  listSearched(): Promise<readonly Collection[]>
  /** Makes the lexicon the one that searches read, and moves the collection's understandingVersion; false when the collection is gone. */
  activate(collection: number, lexicon: StoredLexicon): Promise<boolean>
}

/** One way through the documents of a collection. `after` is the last key that was read. */
export type LexiconRun = { collection: number; version: number; phase: 'gather' | 'finish' | 'done'; after: number }

/** What lives only in memory: losing it sends the run back to its beginning, which costs seconds. */
export type LexiconMemory = {
  parts: Readonly<Record<LexiconPartName, LexiconPart>> | null
  /** versions of the collection when the run began */
  began: Pick<LexiconState, 'dataVersion' | 'generation'>
  documents: number
  /** UTF-16 units of text read of them */
  length: number
  waiting: StoredDocument[]
  finishing: { name: LexiconPartName; steps: ReturnType<LexiconPart['finish']> } | null
}

const KEYS_A_PAGE = 200
/** UTF-16 units of text a slice analyses: about 5 ms. */
const TEXT_A_SLICE = 20_000
/** Longer texts are read to here: what a document says of its words it has said by then. */
const LONGEST_TEXT = 20_000
/**
 * Steps of making a blob that a slice does. A step is short where there is little to pack (0.3 ms for a few hundred products) and up to 30 ms where
 * there is much, so that one a slice would spend the time of a small collection on pauses: 300 of them for 0.1 s of work.
 */
const MOST_STEPS = 32
/** Text over whose making a slice does one step only, in UTF-16 units. */
const LONG_COLLECTION = 16_000_000

export function emptyLexiconMemory(): LexiconMemory {
  return { parts: null, began: { dataVersion: 0, generation: 0 }, documents: 0, length: 0, waiting: [], finishing: null }
}

/** Steps a slice of making the blobs of this much text. */
export function countSteps(length: number): number {
  return Math.max(1, Math.min(MOST_STEPS, Math.floor(LONG_COLLECTION / Math.max(1, length))))
}

/** One slice of gathering a collection's words, or of making a part's blob; every state it returns can be stored. */
export async function advanceLexicon(ports: LexiconPorts, collection: Collection, run: LexiconRun, memory: LexiconMemory): Promise<LexiconRun> {
  if (run.phase === 'done') return run
  if (memory.parts === null) {
    Object.assign(memory, emptyLexiconMemory())
    memory.parts = await ports.createParts(collection)
    memory.began = { dataVersion: collection.dataVersion, generation: collection.generation }
    return run.after === 0 && run.phase === 'gather' ? run : { ...run, phase: 'gather', after: 0 }
  }
  return run.phase === 'gather' ? gather(ports, collection, run, memory, memory.parts) : finish(ports, collection, run, memory, memory.parts)
}

type Parts = Readonly<Record<LexiconPartName, LexiconPart>>

async function gather(ports: LexiconPorts, collection: Collection, run: LexiconRun, memory: LexiconMemory, parts: Parts): Promise<LexiconRun> {
  if (memory.waiting.length === 0) {
    const keys = await ports.store.listKeys(collection, run.after, KEYS_A_PAGE)
    const last = keys.at(-1)
    if (last === undefined) return { ...run, phase: 'finish', after: 0 }
    memory.waiting = [...(await ports.documents.readByKeys(collection, keys))]
    return { ...run, after: last }
  }
  let length = 0
  while (length < TEXT_A_SLICE) {
    const stored = memory.waiting.shift()
    if (!stored) break
    const document = readDocument(collection, stored)
    for (const name of LEXICON_PARTS) parts[name].add(document)
    memory.documents++
    length += 200 + document.texts.reduce((sum, { text }) => sum + text.length, 0)
  }
  memory.length += length
  return run
}

function readDocument(collection: Collection, { key, id, body }: StoredDocument): LexiconDocument {
  const language = collection.definition.language as Language
  const texts = searchableTexts(schemaOf(collection.definition), body).map(({ field, weight, text }) => {
    const plain = stripMarkup(text.slice(0, LONGEST_TEXT))
    return { field, weight, text: plain, tokens: analyse(plain, language) }
  })
  return { key, id, body, texts }
}

async function finish(ports: LexiconPorts, collection: Collection, run: LexiconRun, memory: LexiconMemory, parts: Parts): Promise<LexiconRun> {
  const name = memory.finishing?.name ?? LEXICON_PARTS[0]
  memory.finishing ??= { name, steps: parts[name].finish() }
  const step = takeSteps(memory.finishing.steps, countSteps(memory.length))
  if (step.done !== true) return run
  await ports.blobs.put(lexiconKey(run.collection, run.version, name), step.value)
  const following = LEXICON_PARTS[LEXICON_PARTS.indexOf(name) + 1]
  if (following !== undefined) {
    memory.finishing = { name: following, steps: parts[following].finish() }
    return run
  }
  const before = collection.lexicon
  const lexicon = { version: run.version, format: LEXICON_FORMAT, ...memory.began, documents: memory.documents, builtAt: ports.now() }
  // deleted and cleared during this slice: what it wrote since has no other owner
  if (!(await ports.store.activate(run.collection, lexicon))) await clearLexicon(ports, run.collection, run.version)
  else if (before !== null && before.version !== run.version) await clearLexicon(ports, run.collection, before.version)
  return { ...run, phase: 'done' }
}

function takeSteps(steps: ReturnType<LexiconPart['finish']>, most: number): ReturnType<typeof steps.next> {
  let step = steps.next()
  for (let taken = 1; taken < most && step.done !== true; taken++) step = steps.next()
  return step
}

/** Deletes the blobs of a version. An isolate that still knows it finds nothing there and understands less until its next look. */
export async function clearLexicon(ports: Pick<LexiconPorts, 'blobs'>, collection: number, version: number): Promise<void> {
  for (const part of LEXICON_PARTS) await ports.blobs.delete(lexiconKey(collection, version, part))
}
