import { type Language, analyse, contentTokens } from '../../shared/text/index.ts'
import { type Collection, type SemanticModel, assignSlots, schemaOf } from '../catalog/index.ts'
import {
  type AnalysedTerm,
  DocumentSample,
  type DocumentVector,
  type Learner,
  addDocuments,
  createLearner,
  decodeCheckpoint,
  encodeCheckpoint,
  encodeModel,
  finish,
  step,
} from '../embedding/index.ts'
import { type EmbeddingPorts, embedDocuments } from './embed-documents.ts'
import { completeSet } from './vector-sets/complete-set.ts'
import type { VectorSetStore } from './vector-sets/set-record.ts'
import { vectorText } from './vector-text.ts'

/** How a collection gets a new vector set: choose documents, learn a model from them, embed everything, switch. */
export type LearningState = {
  collection: number
  set: number
  phase: 'sample' | 'collect' | 'learn' | 'fill' | 'mend' | 'done'
  /** last document key seen in the phase */
  after: number
  checkpointed: boolean
}

/** What lives only in memory: losing it sends the run back to its last checkpoint. */
export type LearningMemory = { sample: DocumentSample | null; chosen: number[] | null; learner: Learner | null; pass: string }

export type VectorSets = {
  /** keys of the collection's documents after `after`, ascending */
  listKeys(collection: Collection, after: number, limit: number): Promise<readonly number[]>
  /** keys whose vectors in the set are missing or made from other content, ascending, after `after` */
  listUnfilled(collection: Collection, set: number, after: number, limit: number): Promise<readonly number[]>
  /** whether somebody cancelled or deleted the set; one that the collection began by itself never is */
  isGivenUp(collection: Collection, set: number): Promise<boolean>
  /** from here on writes feed it; false when it was given up meanwhile */
  begin(collection: Collection, set: number, model: SemanticModel): Promise<boolean>
  /** forgets up to `limit` vectors of a set; how many there were */
  forgetSet(collection: Collection, set: number, limit: number): Promise<number>
}

export type BlobStore = {
  put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  get(key: string): Promise<Uint8Array | null>
  delete(key: string): Promise<void>
}

export type LearningPorts = EmbeddingPorts & {
  sets: VectorSets
  records: VectorSetStore
  blobs: BlobStore
  sliceOperations: number
  now(): number
  newId(): string
}

const KEYS_A_PAGE = 5000
const DOCUMENTS_A_SLICE = 24
const FILL_PAGE = 200
const SAMPLE_SIZE = 20_000
/** Fixed: the same catalog always gives the same model. */
const SEED = 1

export const checkpointKey = (state: LearningState): string => `models/${state.collection}/checkpoint`
export const modelKey = (collection: number, set: number): string => `models/${collection}/${set}`

export function emptyMemory(): LearningMemory {
  return { sample: null, chosen: null, learner: null, pass: '' }
}

/** One slice of at most about 10 ms of computing; every state it returns can be stored and gone on from. */
export async function advanceLearning(
  ports: LearningPorts,
  collection: Collection,
  state: LearningState,
  memory: LearningMemory,
): Promise<LearningState> {
  // filling and mending see on the collection's row that their set has gone
  if (state.phase === 'fill' || state.phase === 'mend') return advancePhase(ports, collection, state, memory)
  // asked while the slice runs, so that learning does not wait for it
  const [next, givenUp] = await Promise.all([advancePhase(ports, collection, state, memory), ports.sets.isGivenUp(collection, state.set)])
  if (!givenUp) return next
  Object.assign(memory, emptyMemory())
  await ports.blobs.delete(checkpointKey(state))
  return { ...state, phase: 'done', checkpointed: false }
}

function advancePhase(ports: LearningPorts, collection: Collection, state: LearningState, memory: LearningMemory): Promise<LearningState> {
  switch (state.phase) {
    case 'sample':
      return chooseSample(ports, collection, state, memory)
    case 'collect':
      return collect(ports, collection, state, memory)
    case 'learn':
      return learn(ports, collection, state, memory)
    case 'fill':
      return fill(ports, collection, state)
    case 'mend':
      return mend(ports, collection, state)
    case 'done':
      return Promise.resolve(state)
  }
}

async function chooseSample(ports: LearningPorts, collection: Collection, state: LearningState, memory: LearningMemory): Promise<LearningState> {
  memory.sample ??= new DocumentSample(SAMPLE_SIZE, SEED)
  const keys = await ports.sets.listKeys(collection, state.after, KEYS_A_PAGE)
  for (const key of keys) memory.sample.offer(String(key))
  const last = keys.at(-1)
  if (last !== undefined) return { ...state, after: last }
  memory.chosen = memory.sample.chooseKeys().map(Number)
  memory.sample = null
  memory.learner = createLearner({ version: `embedded:${state.set}`, collectionDocuments: collection.documentCount })
  return { ...state, phase: 'collect', after: 0 }
}

/** `after` counts the chosen documents that have been read: they come in sample order, not in key order. */
async function collect(ports: LearningPorts, collection: Collection, state: LearningState, memory: LearningMemory): Promise<LearningState> {
  const { chosen, learner } = memory
  if (!chosen || !learner) return { ...state, phase: 'sample', after: 0 }
  const keys = chosen.slice(state.after, state.after + DOCUMENTS_A_SLICE)
  if (keys.length === 0) return { ...state, phase: 'learn', after: 0 }
  const documents = await ports.documents.readByKeys(collection, keys)
  const analysed = documents.map(({ body }) => analyseVectors(collection, body))
  const texts = analysed.map(({ terms }) => terms)
  const taken = addDocuments(
    learner,
    texts,
    analysed.map(({ vectors }) => vectors),
  )
  const full = taken < texts.length
  return { ...state, ...(full ? { phase: 'learn', after: 0 } : { after: state.after + keys.length }) }
}

/** One model serves all the vectors of a collection: it is learnt from all their fields, each once. */
function analyseVectors(
  collection: Collection,
  body: Parameters<typeof vectorText>[2],
): { terms: readonly AnalysedTerm[]; vectors: readonly DocumentVector[] } {
  const language = schemaOf(collection.definition).definition.language as Language
  const texts = new Map<string, readonly AnalysedTerm[]>()
  const vectors = collection.definition.vectors.map(({ name }) => {
    const text = vectorText(collection, name, body, true)
    const terms = texts.get(text) ?? contentTokens(analyse(text, language), language)
    texts.set(text, terms)
    return { name, filled: terms.length > 0 }
  })
  return { terms: [...texts.values()].flat(), vectors }
}

async function learn(ports: LearningPorts, collection: Collection, state: LearningState, memory: LearningMemory): Promise<LearningState> {
  // begun just before this run's state was lost: learning again would change the model under its own vectors
  if (collection.buildingSet === state.set) return { ...state, phase: 'fill', after: 0, checkpointed: false }
  if (!memory.learner) {
    const stored = state.checkpointed ? await ports.blobs.get(checkpointKey(state)) : null
    if (!stored) return { ...state, phase: 'sample', after: 0, checkpointed: false }
    memory.learner = decodeCheckpoint(stored)
  }
  const { learner } = memory
  if (step(learner, ports.sliceOperations).phase !== 'done') {
    const pass = describePass(learner)
    if (pass === memory.pass) return state
    memory.pass = pass
    await ports.blobs.put(checkpointKey(state), encodeCheckpoint(learner))
    return { ...state, checkpointed: true }
  }
  const model = finish(learner)
  memory.learner = null
  await ports.blobs.put(modelKey(state.collection, state.set), encodeModel(model))
  await ports.blobs.delete(checkpointKey(state))
  const described: SemanticModel = {
    name: model.version,
    dimensions: 256,
    blob: modelKey(state.collection, state.set),
    statistics: { ...model.statistics },
    ...(model.vectorCoverage ? { vectorCoverage: model.vectorCoverage } : {}),
    slots: assignSlots(collection.definition),
    learntAt: ports.now(),
    documents: collection.documentCount,
  }
  if (!(await ports.sets.begin(collection, state.set, described))) {
    await ports.blobs.delete(modelKey(state.collection, state.set))
    return { ...state, phase: 'done', checkpointed: false }
  }
  return { ...state, phase: 'fill', after: 0, checkpointed: false }
}

/** A pass is one sweep over the matrix; its end is the moment worth writing down. */
function describePass({ work }: Learner): string {
  return `${work.phase}:${'round' in work ? work.round : 0}`
}

async function fill(ports: LearningPorts, collection: Collection, state: LearningState): Promise<LearningState> {
  if (collection.buildingSet !== state.set || !collection.buildingModel || collection.buildingModel.ready) return { ...state, phase: 'done' }
  const keys = await ports.sets.listUnfilled(collection, state.set, state.after, FILL_PAGE)
  const last = keys.at(-1)
  if (last !== undefined) {
    await embedDocuments(ports, collection, { set: state.set, model: collection.buildingModel }, keys)
    return { ...state, after: last }
  }
  // once more from the start, for documents written behind the cursor; the queue has usually been there already
  if (state.after > 0) return { ...state, after: 0 }
  return (await completeSet(ports, collection, state.set)) ? { ...state, phase: 'done' } : state
}

/** Embeds what the active set lacks: a message lost with its process would otherwise leave a document without its vector. */
async function mend(ports: LearningPorts, collection: Collection, state: LearningState): Promise<LearningState> {
  if (collection.vectorSet !== state.set || !collection.model) return { ...state, phase: 'done' }
  const keys = await ports.sets.listUnfilled(collection, state.set, state.after, FILL_PAGE)
  const last = keys.at(-1)
  if (last === undefined) return { ...state, phase: 'done' }
  await embedDocuments(ports, collection, { set: state.set, model: collection.model }, keys)
  return { ...state, after: last }
}
