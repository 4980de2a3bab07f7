import type { CollectionStore } from '../catalog/index.ts'
import { INDEX_FORMAT } from './index-document.ts'
import type { RebuildPorts, RebuildStore } from './rebuild-collection.ts'

export type StartRebuildPorts = Omit<RebuildPorts, 'collections' | 'rebuilds'> & {
  collections: Pick<CollectionStore, 'beginRebuild'>
  rebuilds: Pick<RebuildStore, 'findOutdated'>
  /** tells operators why a rebuild is there that nobody asked for */
  announce(rebuild: { job: string; collection: string; tenant: string; indexFormat: { from: number; to: number } }): void
}

/**
 * Begins to rebuild a collection that code of another index format has indexed, under its own definition, beside the index that answers: one at a
 * time, the smallest first. True when it did. Of two at once one does: the config version guards the beginning.
 */
export async function startDueRebuild(ports: StartRebuildPorts): Promise<boolean> {
  const found = await ports.rebuilds.findOutdated(INDEX_FORMAT)
  if (found === null) return false
  const job = {
    id: ports.newId(),
    kind: 'rebuild',
    collectionId: found.id,
    // texts are what they were: no vector is older for it
    payload: { vectors: false, indexFormat: INDEX_FORMAT },
    total: found.documentCount,
    createdAt: ports.now(),
  }
  const begun = await ports.collections.beginRebuild(found.id, found.configVersion, found.definition, job, ports.now())
  if (begun === null) return false
  ports.announce({ job: job.id, collection: found.name, tenant: found.tenant, indexFormat: { from: found.indexFormat, to: INDEX_FORMAT } })
  return true
}
