import { DurableObject } from 'cloudflare:workers'
import { type Services, createServices } from '../services.ts'

/** Slices an alarm does before it makes way for another: well below what one invocation may compute. */
const SLICES_AN_ALARM = 400
const MAX_ATTEMPTS = 5

type Run<State> = { state: State; attempts: number }

/**
 * Background work of one collection, slice by slice, with pauses in which requests run. A shell: what a slice does is a
 * verb's business, and the state it returns is stored whenever it changes. Memory may vanish between any two slices.
 */
export abstract class SlicedRun<State extends { phase: string }> extends DurableObject<Env> {
  /** One slice; equal state means that only memory has moved on. */
  protected abstract advance(state: State): Promise<State>
  protected abstract forgetMemory(): void
  /** After the last attempt; what comes next is the scheduler's business. */
  protected async giveUp(_state: State, _error: unknown): Promise<void> {}

  private wired: Services | undefined

  /** Wired when first needed: a wrong configuration fails the run, not the object. */
  protected get services(): Services {
    return (this.wired ??= createServices(this.env, 'first-primary'))
  }

  /** Begins a run unless one is under way; one that lost its alarm goes on. */
  protected async begin(state: State): Promise<void> {
    const running = await this.ctx.storage.get<Run<State>>('run')
    if (running && running.state.phase !== 'done') {
      if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now())
      return
    }
    this.forgetMemory()
    await this.store(state)
    await this.ctx.storage.setAlarm(Date.now())
  }

  /** Stops a run and forgets it: the collection is being deleted. */
  async forget(): Promise<void> {
    this.forgetMemory()
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }

  override async alarm(): Promise<void> {
    const run = await this.ctx.storage.get<Run<State>>('run')
    if (!run || run.state.phase === 'done') return
    try {
      const state = await this.work(run.state)
      if (state.phase === 'done') return await this.finish()
      await this.store(state)
      await this.ctx.storage.setAlarm(Date.now() + 1)
    } catch (error) {
      console.error({ run: run.state, error: error instanceof Error ? error.stack : String(error) })
      this.forgetMemory()
      const attempts = run.attempts + 1
      // given up, the run is over; the scheduler's next look begins another
      if (attempts >= MAX_ATTEMPTS) {
        await this.ctx.storage.delete('run')
        await this.giveUp(run.state, error).catch((failure: unknown) => console.error({ run: run.state, failure: String(failure) }))
      } else {
        await this.store((await this.ctx.storage.get<Run<State>>('run'))?.state ?? run.state, attempts)
        await this.ctx.storage.setAlarm(Date.now() + 2000 * 2 ** attempts)
      }
    }
  }

  private store(state: State, attempts = 0): Promise<void> {
    return this.ctx.storage.put<Run<State>>('run', { state, attempts })
  }

  private async work(from: State): Promise<State> {
    let state = from
    for (let slice = 0; slice < SLICES_AN_ALARM && state.phase !== 'done'; slice++) {
      const next = await this.advance(state)
      if (next !== state) await this.store(next)
      state = next
      await this.services.learning.breathe()
    }
    return state
  }

  private async finish(): Promise<void> {
    this.forgetMemory()
    await this.ctx.storage.deleteAll()
    await this.env.SCHEDULER.get(this.env.SCHEDULER.idFromName('main')).wake()
  }
}
