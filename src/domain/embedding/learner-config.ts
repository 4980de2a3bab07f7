export interface LearnerConfig {
  /** Names the model; stored vectors of another version are not comparable. */
  version: string
  seed: number
  /** Documents in the whole collection, of which the sample is a part. */
  collectionDocuments: number
  maxDocuments: number
  maxTerms: number
  minDocumentFrequency: number
  maxTermsPerDocument: number
  /** Bound on (document, term) pairs: 5 bytes each while collecting, 3 afterwards. */
  maxEntries: number
  /** Bound on different words counted at one time. */
  maxWordsCounted: number
  rank: number
  oversampling: number
  powerIterations: number
  subwordBuckets: number
}

/** Defaults: at most about 60 MB while learning, 7.5 MB as a model. */
export const LEARNER_DEFAULTS: LearnerConfig = {
  version: 'lsa-1',
  seed: 1,
  collectionDocuments: 0,
  maxDocuments: 20_000,
  maxTerms: 20_000,
  minDocumentFrequency: 2,
  maxTermsPerDocument: 1_000,
  maxEntries: 3_000_000,
  maxWordsCounted: 200_000,
  rank: 256,
  oversampling: 16,
  powerIterations: 2,
  subwordBuckets: 8_192,
}
