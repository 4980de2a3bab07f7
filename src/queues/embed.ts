import type { QueueMessage } from '../contracts/queue.ts'
import { embedDocuments, removeVectors, targetsOf } from '../domain/ingestion/index.ts'
import type { Services } from '../services.ts'

/** Brings the vectors of some documents up to date. Safe to repeat: it reads what the documents are now. */
export async function consumeEmbed(services: Services, message: QueueMessage): Promise<void> {
  const collection = await services.catalog.collections.findById(message.collection)
  if (!collection) return
  if (message.kind === 'unembed') {
    await removeVectors(
      services.learning,
      collection,
      message.docs.map(([doc, id]) => ({ doc, id })),
    )
    return
  }
  // without a set there is nothing to bring up to date: the first model embeds every document
  for (const target of targetsOf(collection)) await embedDocuments(services.learning, collection, target, message.docs)
}
