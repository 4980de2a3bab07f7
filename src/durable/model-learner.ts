import { DurableObject } from 'cloudflare:workers'
import { type LearningMemory, type LearningState, advanceLearning, checkpointKey, emptyMemory, modelKey } from '../domain/ingestion/index.ts'
import { createServices } from '../services.ts'

/** Slices an alarm does before it makes way for another: well below what one invocation may compute. */
const SLICES_AN_ALARM = 400
const MAX_ATTEMPTS = 5

type Run = { state: LearningState; attempts: number }

/**
 * One object a collection: learns its model and fills its next vector set, slice by slice, with pauses in which
 * requests run. A shell around advanceLearning; the state is stored after every change of phase or cursor.
 */
export class ModelLearner extends DurableObject<Env> {
  private memory: LearningMemory = emptyMemory()

  /** Begins a run unless one is under way: from choosing a sample, from filling a begun set, or mending the active one. */
  async start(collection: number, set: number, phase: 'sample' | 'fill' | 'mend'): Promise<void> {
    const running = await this.ctx.storage.get<Run>('run')
    if (running && running.state.phase !== 'done') {
      if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now())
      return
    }
    this.memory = emptyMemory()
    const state: LearningState = { collection, set, phase, after: 0, retiring: null, checkpointed: false }
    await this.ctx.storage.put<Run>('run', { state, attempts: 0 })
    await this.ctx.storage.setAlarm(Date.now())
  }

  /** Stops a run and forgets it: the collection is being deleted. */
  async forget(): Promise<void> {
    this.memory = emptyMemory()
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }

  override async alarm(): Promise<void> {
    const run = await this.ctx.storage.get<Run>('run')
    if (!run || run.state.phase === 'done') return
    try {
      const state = await this.work(run.state)
      if (state.phase === 'done') return await this.finish()
      await this.ctx.storage.put<Run>('run', { state, attempts: 0 })
      await this.ctx.storage.setAlarm(Date.now() + 1)
    } catch (error) {
      console.error({ learner: run.state, error: error instanceof Error ? error.stack : String(error) })
      this.memory = emptyMemory()
      const attempts = run.attempts + 1
      // given up, the run is over; the scheduler's next look begins another
      if (attempts >= MAX_ATTEMPTS) await this.ctx.storage.delete('run')
      else {
        await this.ctx.storage.put<Run>('run', { state: (await this.ctx.storage.get<Run>('run'))?.state ?? run.state, attempts })
        await this.ctx.storage.setAlarm(Date.now() + 2000 * 2 ** attempts)
      }
    }
  }

  private async work(from: LearningState): Promise<LearningState> {
    const services = createServices(this.env, 'first-primary')
    let state = from
    for (let slice = 0; slice < SLICES_AN_ALARM && state.phase !== 'done'; slice++) {
      const collection = await services.catalog.collections.findById(state.collection)
      if (!collection) {
        // it was deleted under this run: what the run wrote after the deletion looked is taken back here
        await services.learning.blobs.delete(checkpointKey(state))
        await services.learning.blobs.delete(modelKey(state.collection, state.set))
        return { ...state, phase: 'done' }
      }
      const next = await advanceLearning(services.learning, collection, state, this.memory)
      if (next !== state) await this.ctx.storage.put<Run>('run', { state: next, attempts: 0 })
      state = next
      await services.learning.breathe()
    }
    return state
  }

  private async finish(): Promise<void> {
    this.memory = emptyMemory()
    await this.ctx.storage.deleteAll()
    await this.env.SCHEDULER.get(this.env.SCHEDULER.idFromName('main')).wake()
  }
}
