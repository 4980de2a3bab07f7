import { OpenAPIHono } from '@hono/zod-openapi'
import { authenticate } from './routes/middleware/authenticate.ts'
import { cors } from './routes/middleware/cors.ts'
import { answerError, answerNotFound } from './routes/middleware/errors.ts'
import { identify } from './routes/middleware/identify.ts'
import { secure } from './routes/middleware/secure.ts'
import { serve } from './routes/middleware/serve.ts'
import { type App, type AppTypes, rejectInvalid } from './routes/app-types.ts'
import { findMethods, isOpen } from './routes/route-table.ts'
import { mountAliases } from './routes/aliases/index.ts'
import { mountCollections } from './routes/collections/index.ts'
import { mountDocuments } from './routes/documents/index.ts'
import { mountJobs } from './routes/jobs/index.ts'
import { mountRanking } from './routes/ranking/index.ts'
import { mountRules } from './routes/rules/index.ts'
import { mountSearch } from './routes/search/index.ts'
import { mountSystem } from './routes/system/index.ts'
import { mountVectorSets } from './routes/vector-sets/index.ts'
import { mountWords } from './routes/words/index.ts'
import type { createServices } from './services.ts'

/** The HTTP door: middleware order, route mounts, error handler. Everything not on the public list needs a key. */
export function createApp(create: typeof createServices): App {
  // strict: clients write the id ".." as a step up, and /documents/.. must not be heard as DELETE of the collection
  const app = new OpenAPIHono<AppTypes>({ defaultHook: rejectInvalid, strict: true })
  const open = (path: string): boolean => isOpen(app, path)
  app.onError(answerError)
  app.notFound(answerNotFound((path) => findMethods(app, path)))
  app.use(identify, secure, cors, authenticate(open), serve(create, open))
  mountSystem(app)
  mountCollections(app)
  mountDocuments(app)
  mountSearch(app)
  mountWords(app)
  mountVectorSets(app)
  mountRanking(app)
  mountRules(app)
  mountAliases(app)
  mountJobs(app)
  return app
}
