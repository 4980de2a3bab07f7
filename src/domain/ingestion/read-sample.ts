import { type Language, analyse, contentTokens } from '../../shared/text/index.ts'
import { type Collection, schemaOf } from '../catalog/index.ts'
import { type AnalysedTerm, DocumentSample, type DocumentVector, addDocuments, createLearner } from '../embedding/index.ts'
import { countFollowUps } from './check-learning.ts'
import type { LearningMemory, LearningPorts, LearningState } from './learning-state.ts'
import { vectorText } from './vector-text.ts'

const IDS_A_PAGE = 5000
/** Text analysed a slice, in UTF-16 units: about 8 ms. */
const TEXT_A_SLICE = 30_000
const MOST_A_SLICE = 100
const SAMPLE_SIZE = 20_000
/** Fixed: the same documents always give the same model. */
const SEED = 1

/**
 * Chooses by the ids, in byte order: which documents, and in which order they are learnt from, is a matter of what the collection holds and not of
 * when it came. The list of ids is one index, without a body.
 */
export async function chooseSample(
  ports: LearningPorts,
  collection: Collection,
  state: LearningState,
  memory: LearningMemory,
): Promise<LearningState> {
  // a choice that was lost begins again: what it had been offered is known to nobody
  memory.choice ??= { sample: new DocumentSample(SAMPLE_SIZE, SEED), after: null, sampled: describeCollection(collection) }
  const { choice } = memory
  const ids = await ports.documents.listIds(collection, null, choice.after, IDS_A_PAGE)
  for (const id of ids) choice.sample.offer(id)
  const last = ids.at(-1)
  if (last !== undefined) {
    choice.after = last
    return state
  }
  memory.chosen = choice.sample.chooseKeys()
  memory.choice = null
  memory.learner = createLearner({ version: `embedded:${state.set}`, collectionDocuments: choice.sampled.documents })
  return { ...state, phase: 'collect', after: 0, sampled: choice.sampled }
}

function describeCollection(collection: Collection): NonNullable<LearningState['sampled']> {
  return { documents: collection.documentCount, changes: collection.changes, followUps: countFollowUps(collection) }
}

/** `after` counts the chosen documents that have been read: they come in sample order. */
export async function readSample(ports: LearningPorts, collection: Collection, state: LearningState, memory: LearningMemory): Promise<LearningState> {
  const { chosen, learner } = memory
  if (!chosen || !learner) return { ...state, phase: 'sample', after: 0 }
  const ids = chosen.slice(state.after, state.after + memory.pace)
  if (ids.length === 0) return { ...state, phase: 'learn', after: 0 }
  const documents = await ports.documents.read(collection, ids)
  const analysed = documents.map(({ body }) => analyseVectors(collection, body))
  const texts = analysed.map(({ terms }) => terms)
  const taken = addDocuments(
    learner,
    texts,
    analysed.map(({ vectors }) => vectors),
  )
  const length = analysed.reduce((sum, { length }) => sum + length, 0)
  memory.pace = Math.max(1, Math.min(MOST_A_SLICE, Math.floor((TEXT_A_SLICE * ids.length) / Math.max(1, length))))
  const full = taken < texts.length
  return { ...state, ...(full ? { phase: 'learn', after: 0 } : { after: state.after + ids.length }) }
}

/** One model serves all the vectors of a collection: it is learnt from all their fields, each once. */
function analyseVectors(
  collection: Collection,
  body: Parameters<typeof vectorText>[2],
): { terms: readonly AnalysedTerm[]; vectors: readonly DocumentVector[]; length: number } {
  const language = schemaOf(collection.definition).definition.language as Language
  const texts = new Map<string, readonly AnalysedTerm[]>()
  const vectors = collection.definition.vectors.map(({ name }) => {
    const text = vectorText(collection, name, body, true)
    const terms = texts.get(text) ?? contentTokens(analyse(text, language), language)
    texts.set(text, terms)
    return { name, filled: terms.length > 0 }
  })
  const length = [...texts.keys()].reduce((sum, text) => sum + text.length, 0)
  return { terms: [...texts.values()].flat(), vectors, length }
}
