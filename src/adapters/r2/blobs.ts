import type { BlobStore } from '../../domain/ingestion/learning-state.ts'

export function createBlobStore(bucket: R2Bucket): BlobStore {
  return {
    async put(key, bytes) {
      await bucket.put(key, bytes)
    },
    async get(key) {
      const object = await bucket.get(key)
      return object ? new Uint8Array(await object.arrayBuffer()) : null
    },
    async delete(key) {
      await bucket.delete(key)
    },
  }
}
