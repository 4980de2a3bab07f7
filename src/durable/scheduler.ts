import { DurableObject } from 'cloudflare:workers'
import { type BackgroundState, movePokedAlarm, runBackground } from '../domain/operations/index.ts'
import { createServices } from '../services.ts'

/**
 * The one alarm-driven object: drains the outbox, runs jobs and everything periodic. A shell: what is due and when to come
 * back is decided in the room operations, and everything it does may be repeated.
 */
export class Scheduler extends DurableObject<Env> {
  /** Brings the next alarm within 50 ms. */
  async wake(): Promise<void> {
    const soon = movePokedAlarm(await this.ctx.storage.getAlarm(), Date.now())
    if (soon !== null) await this.ctx.storage.setAlarm(soon)
  }

  /** Never throws: an alarm that fails is given up by the platform after a few times, and this one has to come back. */
  override async alarm(): Promise<void> {
    const before = (await this.ctx.storage.get<BackgroundState>('state')) ?? { sweptAt: 0, failures: 0 }
    const { state, wakeAt } = await this.work(before)
    await this.ctx.storage.put<BackgroundState>('state', state)
    // a poke that came meanwhile has set an alarm of its own
    const poked = await this.ctx.storage.getAlarm()
    if (poked === null || poked > wakeAt) await this.ctx.storage.setAlarm(wakeAt)
  }

  private async work(state: BackgroundState): Promise<{ state: BackgroundState; wakeAt: number }> {
    try {
      return await runBackground(createServices(this.env, 'first-primary').operations, state, () => Date.now())
    } catch (error) {
      console.error({ scheduler: 'alarm', error: error instanceof Error ? error.stack : String(error) })
      return { state: { ...state, failures: state.failures + 1 }, wakeAt: Date.now() + CONFIGURATION_MS }
    }
  }
}

/** Only a wrong configuration comes this far; cron and every write look again as well. */
const CONFIGURATION_MS = 60_000
