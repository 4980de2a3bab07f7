import { createApp } from './app.ts'
import { consumeQueue } from './queues/index.ts'
import { createServices } from './services.ts'

export { LexiconBuilder } from './durable/lexicon-builder.ts'
export { ModelLearner } from './durable/model-learner.ts'
export { Scheduler } from './durable/scheduler.ts'
export { VectorIndex } from './durable/vector-index.ts'

const app = createApp(createServices)

export default {
  fetch: app.fetch,
  queue: (batch, env) => consumeQueue(batch, env),
  async scheduled(_controller, env) {
    await env.SCHEDULER.get(env.SCHEDULER.idFromName('main')).wake()
  },
} satisfies ExportedHandler<Env>
