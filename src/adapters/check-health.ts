import { AppError } from '../contracts/errors.ts'
import { createD1Database } from './d1/database.ts'
import { configuredModel } from './open-embedder.ts'
import { describeReranker } from './open-reranker.ts'
import { openVectorStore } from './vector-stores.ts'
import { type Settings, readSettings } from '../env.ts'

export type Check = { name: string; ok: boolean; detail: string }
export type Health = { status: 'ok' | 'misconfigured' | 'unavailable'; checks: Check[] }

/**
 * Settings, bindings and the database, each with a sentence that says what is wrong. Adapters that were not chosen are
 * not looked at; models and stores in the cloud are not called, so that a check costs nothing.
 */
export async function checkHealth(env: Env): Promise<Health> {
  const settings = attempt('settings', 'every setting is valid', () => readSettings(env))
  if (settings.value === undefined) return { status: 'misconfigured', checks: [settings.check] }
  const database = await checkDatabase(env)
  const checks = [
    settings.check,
    database,
    ...checkBindings(env),
    checkEmbedder(env, settings.value),
    checkVectors(env, settings.value),
    checkReranker(env, settings.value),
  ]
  const wrong = checks.filter((check) => !check.ok)
  return { status: wrong.length === 0 ? 'ok' : wrong.includes(database) ? 'unavailable' : 'misconfigured', checks }
}

function attempt<T>(name: string, fine: string, work: () => T): { check: Check; value?: T } {
  try {
    return { value: work(), check: { name, ok: true, detail: fine } }
  } catch (error) {
    return { check: { name, ok: false, detail: error instanceof AppError ? error.detail : 'can not be checked' } }
  }
}

async function checkDatabase(env: Env): Promise<Check> {
  try {
    await createD1Database(env.DB, 'first-unconstrained').all({ sql: 'SELECT id FROM collections LIMIT 1', params: [] })
    return { name: 'database', ok: true, detail: 'DB answers and its tables are there' }
  } catch (error) {
    const missing = error instanceof Error && error.message.includes('no such table')
    return { name: 'database', ok: false, detail: missing ? 'DB has no tables yet: run wrangler d1 migrations apply meridian' : 'DB does not answer' }
  }
}

function checkBindings(env: Env): Check[] {
  const bindings = env as unknown as Record<string, unknown>
  return ['CACHE', 'BLOBS', 'EMBED_QUEUE', 'QUERY_QUEUE', 'SCHEDULER', 'MODEL_LEARNER'].map((name) => {
    const ok = bindings[name] !== undefined
    return { name, ok, detail: ok ? 'is bound' : `the binding ${name} is missing in wrangler.toml` }
  })
}

function checkEmbedder(env: Env, settings: Settings): Check {
  const chosen = settings.MERIDIAN_EMBEDDER
  const model = attempt('embedder', `${chosen}: models are learnt from the catalog`, () => configuredModel(settings))
  if (!model.check.ok || !model.value) return model.check
  if (chosen === 'workers-ai' && !(env as Partial<Env>).AI)
    return { name: 'embedder', ok: false, detail: 'MERIDIAN_EMBEDDER is workers-ai, but the AI binding is missing' }
  if (chosen === 'openai' && settings.MERIDIAN_EMBED_URL === undefined)
    return { name: 'embedder', ok: false, detail: 'MERIDIAN_EMBEDDER is openai, but MERIDIAN_EMBED_URL is not set' }
  return { name: 'embedder', ok: true, detail: `${chosen}: ${model.value.name} with ${model.value.dimensions} dimensions` }
}

function checkVectors(env: Env, settings: Settings): Check {
  const chosen = settings.MERIDIAN_VECTOR_STORE
  const opened = attempt('vectors', `${chosen} is configured`, () => openVectorStore(env, settings, createD1Database(env.DB, 'first-unconstrained')))
  if (!opened.check.ok || chosen === 'embedded') return opened.check
  const dimensions = configuredModel(settings)?.dimensions ?? 256
  const bindings = env as unknown as Record<string, unknown>
  const bound = bindings[`VECTORS_${dimensions}`] ?? (dimensions === 1024 ? bindings['VECTORS'] : undefined)
  return bound
    ? opened.check
    : {
        name: 'vectors',
        ok: false,
        detail: `MERIDIAN_VECTOR_STORE is vectorize, but no index for ${dimensions} dimensions is bound as VECTORS_${dimensions}`,
      }
}

function checkReranker(env: Env, settings: Settings): Check {
  const { check, value } = attempt('reranker', '', () => describeReranker(env, settings))
  return value === undefined ? check : { ...check, detail: value }
}
