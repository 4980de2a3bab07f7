/** Where learnt models are kept, one object a version (R2 in production). */
export interface ModelStore {
  put(collection: string, version: string, bytes: Uint8Array): Promise<void>
  /** Null when there is no such version. */
  get(collection: string, version: string): Promise<Uint8Array | null>
  /** Versions, oldest first. */
  list(collection: string): Promise<readonly string[]>
  delete(collection: string, version: string): Promise<void>
}

/** Where a sample is read from: keys in pages, then the text of chosen documents. */
export interface SampleSource {
  /** Document keys after `after` (exclusive; null = from the start) in key order, at most `limit`; empty at the end. */
  listKeys(collection: string, after: string | null, limit: number): Promise<readonly string[]>
  /** The joined text of a document's vector fields, in the order of `keys`; null where it is gone. */
  readTexts(collection: string, keys: readonly string[]): Promise<readonly (string | null)[]>
}
