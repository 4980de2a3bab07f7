import { z } from 'zod'
import { AppError } from './contracts/errors.ts'

const secret = z.string().min(16, 'at least 16 characters')
const count = (fallback: number) => z.coerce.number().int().positive().default(fallback)

/** Settings and secrets (wrangler.toml [vars], `wrangler secret put`). Bindings are checked by who uses them. */
const settings = z.object({
  MERIDIAN_ADMIN_KEY: secret,
  MERIDIAN_SEARCH_KEY: secret,
  /** offered to the page at / by /page.json; leave it out where the page should ask */
  MERIDIAN_PAGE_KEY: secret.optional(),
  MERIDIAN_CORS_ORIGINS: z.string().default('*'),
  MERIDIAN_EMBEDDER: z.enum(['embedded', 'workers-ai', 'openai']).default('embedded'),
  MERIDIAN_VECTOR_STORE: z.enum(['embedded', 'vectorize']).default('embedded'),
  MERIDIAN_EMBED_MODEL: z.string().optional(),
  MERIDIAN_EMBED_DIMENSIONS: z.coerce.number().int().optional(),
  MERIDIAN_EMBED_URL: z.url().optional(),
  MERIDIAN_EMBED_KEY: z.string().optional(),
  // read where the reranker is opened: what is wrong with it is said at /health and stops no request
  MERIDIAN_RERANKER: z.string().default('none'),
  MERIDIAN_RERANKER_MODEL: z.string().optional(),
  MERIDIAN_RERANKER_URL: z.string().optional(),
  MERIDIAN_RERANKER_KEY: z.string().optional(),
  /** off: no search is counted for suggestions, in any collection */
  MERIDIAN_QUERY_LOG: z.enum(['on', 'off']).default('on'),
  /** how long a counted search waits for others, to be sent with them; the platform ends what goes on for 30 s after a response */
  MERIDIAN_QUERY_WINDOW_MS: z.coerce.number().int().min(0).max(20_000).default(1000),
  /** multiply-adds of one slice of learning, and the pause after it in milliseconds */
  MERIDIAN_LEARN_SLICE: count(6_000_000),
  MERIDIAN_LEARN_PAUSE_MS: z.coerce.number().int().min(0).default(12),
})
export type Settings = z.infer<typeof settings>

const parsed = new WeakMap<object, Settings>()

/** Parsed once an isolate. Throws service.configuration naming every setting that is wrong, never its value. */
export function readSettings(env: Env): Settings {
  const known = parsed.get(env)
  if (known) return known
  const result = settings.safeParse(env)
  if (!result.success) {
    const errors = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    throw new AppError('service.configuration', errors.map((error) => `${error.path}: ${error.message}`).join('; '), errors)
  }
  parsed.set(env, result.data)
  return result.data
}
