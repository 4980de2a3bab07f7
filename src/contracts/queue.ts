import { z } from 'zod'

/** What travels on the queues. Parsed by every consumer: a producer of another version may still be running. */
const about = { tenant: z.string(), collection: z.number().int(), /** job that a replay answers to */ job: z.string().optional() }

export const embedMessage = z.object({ kind: z.literal('embed'), ...about, docs: z.array(z.number().int()).max(1000) })
export const unembedMessage = z.object({ kind: z.literal('unembed'), ...about, docs: z.array(z.tuple([z.number().int(), z.string()])).max(5000) })
export const queueMessage = z.discriminatedUnion('kind', [embedMessage, unembedMessage])
export type QueueMessage = z.infer<typeof queueMessage>
