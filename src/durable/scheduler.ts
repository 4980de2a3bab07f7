import { DurableObject } from 'cloudflare:workers'

/** The one alarm-driven object: drains the outbox and runs everything periodic. */
export class Scheduler extends DurableObject<Env> {
  async wake(): Promise<void> {
    const due = await this.ctx.storage.getAlarm()
    if (due === null) await this.ctx.storage.setAlarm(Date.now() + 50)
  }

  override async alarm(): Promise<void> {}
}
