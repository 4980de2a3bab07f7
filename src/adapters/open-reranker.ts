import { z } from 'zod'
import { AppError } from '../contracts/errors.ts'
import type { Reranker } from '../domain/search/reranking/ports.ts'
import type { Settings } from '../env.ts'
import { createCohereReranker } from './cohere/reranker.ts'
import { createWorkersAiReranker } from './workers-ai/reranker.ts'

const CHOICES = ['none', 'workers-ai', 'http', 'tei'] as const
const DEFAULT_MODEL = '@cf/baai/bge-reranker-base'

/** What the settings ask for; null for none. Throws service.configuration with a sentence that names the setting. */
function configureReranker(env: Env, settings: Settings): Reranker | null {
  const { MERIDIAN_RERANKER: chosen, MERIDIAN_RERANKER_URL: url, MERIDIAN_RERANKER_MODEL: model, MERIDIAN_RERANKER_KEY: key } = settings
  const wrong = (detail: string): AppError => new AppError('service.configuration', detail)
  const choice = CHOICES.find((name) => name === chosen)
  if (choice === undefined) throw wrong(`MERIDIAN_RERANKER has an unknown value; use ${CHOICES.join(', ')}.`)
  if (choice === 'none') return null
  if (choice === 'workers-ai') {
    const ai = (env as Partial<Env>).AI
    if (!ai) throw wrong('MERIDIAN_RERANKER is workers-ai, but the AI binding is missing.')
    return createWorkersAiReranker(
      { run: (name, input, options) => ai.run(name as keyof AiModels, input as never, options) },
      { model: model || DEFAULT_MODEL },
    )
  }
  if (!z.url({ protocol: /^https?$/ }).safeParse(url).success || url === undefined)
    throw wrong(`MERIDIAN_RERANKER is ${choice}, but MERIDIAN_RERANKER_URL is no address.`)
  // an endpoint of one model need not be told which; its address is no name, since /health is public
  if (!model && choice === 'http') throw wrong('MERIDIAN_RERANKER is http, but MERIDIAN_RERANKER_MODEL is not set.')
  const config = { url, model: model || choice, shape: choice === 'tei' ? ('tei' as const) : ('cohere' as const) }
  return createCohereReranker({ ...config, ...(key ? { apiKey: key } : {}) }, fetch.bind(globalThis))
}

/** For /health: what is configured, in a few words; throws as configureReranker does. */
export function describeReranker(env: Env, settings: Settings): string {
  const reranker = configureReranker(env, settings)
  return reranker ? `${settings.MERIDIAN_RERANKER}: ${reranker.model}` : 'none: searches are not reranked'
}

/** The reranker of the deployment; null when there is none. A wrong setting never stops a search: it gives one that always fails. */
export function openReranker(env: Env, settings: Settings): Reranker | null {
  try {
    return configureReranker(env, settings)
  } catch (error) {
    return { model: 'misconfigured', rerank: () => Promise.reject(error) }
  }
}
