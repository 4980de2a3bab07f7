import { enforceD1Limits } from './d1.ts'
import { enforceKvLimits } from './kv.ts'
import { enforceQueueLimits } from './queue.ts'

const limited = new WeakMap<object, Env>()

/** The bindings of a worker test with the platform's limits that workerd does not hold by itself. */
export function limitEnv(env: Env): Env {
  const known = limited.get(env)
  if (known) return known
  const wrapped: Env = {
    ...env,
    DB: enforceD1Limits(env.DB),
    CACHE: enforceKvLimits(env.CACHE, () => Date.now()),
    EMBED_QUEUE: enforceQueueLimits(env.EMBED_QUEUE),
    QUERY_QUEUE: enforceQueueLimits(env.QUERY_QUEUE),
  }
  limited.set(env, wrapped)
  return wrapped
}
