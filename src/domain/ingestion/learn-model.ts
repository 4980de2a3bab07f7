import { type Collection, type SemanticModel, assignSlots } from '../catalog/index.ts'
import { type Learner, decodeCheckpoint, encodeCheckpoint, encodeModel, finish, step } from '../embedding/index.ts'
import { embedDocuments } from './embed-documents.ts'
import { type LearningMemory, type LearningPorts, type LearningState, checkpointKey, emptyMemory, modelKey } from './learning-state.ts'
import { chooseSample, readSample } from './read-sample.ts'
import { completeSet } from './vector-sets/complete-set.ts'

const FILL_PAGE = 200

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
      return readSample(ports, collection, state, memory)
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

async function learn(ports: LearningPorts, collection: Collection, state: LearningState, memory: LearningMemory): Promise<LearningState> {
  // begun just before this run's state was lost: learning again would change the model under its own vectors
  if (collection.buildingSet === state.set) return { ...state, phase: 'fill', after: 0, checkpointed: false }
  const { sampled } = state
  if (!sampled) return { ...state, phase: 'sample', after: 0, checkpointed: false }
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
    ...sampled,
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
