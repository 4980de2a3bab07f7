import { z } from 'zod'

/** What travels on the queues. Parsed by every consumer: a producer of another version may still be running. */
const about = { tenant: z.string(), collection: z.number().int(), /** job that a replay answers to */ job: z.string().optional() }

export const embedMessage = z.object({ kind: z.literal('embed'), ...about, docs: z.array(z.number().int()).max(1000) })
export const unembedMessage = z.object({ kind: z.literal('unembed'), ...about, docs: z.array(z.tuple([z.number().int(), z.string()])).max(5000) })
export const queueMessage = z.discriminatedUnion('kind', [embedMessage, unembedMessage])
export type QueueMessage = z.infer<typeof queueMessage>

export const MAX_LOGGED_QUERY = 128

/** A search, on a queue of its own: what was asked, never who asked. `day` counts from 1970-01-01 UTC. */
export const queryMessage = z.object({
  kind: z.literal('query'),
  tenant: z.string().max(128),
  collection: z.number().int(),
  query: z.string().min(1).max(MAX_LOGGED_QUERY),
  language: z.string().max(16),
  /** nothing was found */
  empty: z.boolean(),
  day: z.number().int().min(0).max(1_000_000),
})
export type QueryMessage = z.infer<typeof queryMessage>
