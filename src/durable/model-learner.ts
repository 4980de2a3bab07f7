import { AppError } from '../contracts/errors.ts'
import { type LearningMemory, type LearningState, advanceLearning, checkpointKey, emptyMemory, modelKey } from '../domain/ingestion/index.ts'
import { SlicedRun } from './sliced-run.ts'

/** One object a collection: learns its model and fills its next vector set. */
export class ModelLearner extends SlicedRun<LearningState> {
  private memory: LearningMemory = emptyMemory()

  /** From choosing a sample, from filling a begun set, or mending the active one. */
  async start(collection: number, set: number, phase: 'sample' | 'fill' | 'mend'): Promise<void> {
    await this.begin({ collection, set, phase, after: 0, checkpointed: false })
  }

  protected async advance(state: LearningState): Promise<LearningState> {
    const { catalog, learning } = this.services
    const collection = await catalog.collections.findById(state.collection)
    if (collection) return advanceLearning(learning, collection, state, this.memory)
    // it was deleted under this run: what the run wrote after the deletion looked is taken back here
    await learning.blobs.delete(checkpointKey(state))
    await learning.blobs.delete(modelKey(state.collection, state.set))
    return { ...state, phase: 'done' }
  }

  /** A set that somebody asked for says so; what the collection began by itself is begun again. */
  protected override async giveUp({ collection, set }: LearningState, error: unknown): Promise<void> {
    await this.services.learning.records.noteFailure(collection, set, error instanceof AppError ? error.code : 'internal')
  }

  protected forgetMemory(): void {
    this.memory = emptyMemory()
  }
}
