import type { Waker } from '../../domain/catalog/index.ts'

type SchedulerObject = Waker & Rpc.DurableObjectBranded

/** Pokes the one object that does everything periodic. A lost poke is made good by the next one or by cron. */
export function createSchedulerWaker(namespace: DurableObjectNamespace<SchedulerObject>): Waker {
  return {
    async wake() {
      await namespace
        .get(namespace.idFromName('main'))
        .wake()
        .catch(() => undefined)
    },
  }
}
