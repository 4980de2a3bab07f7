/** A cross-encoder: reads the query and a text together, and so tells more than their vectors can, for a few texts at a time. */
export type Reranker = {
  /** decides the scores: part of what names a result set */
  model: string
  /**
   * Relevance of each text to the query, parallel to `texts`, each in [0, 1]; a blank text, and every text of a blank query, has 0.
   * Any number of texts of any length: an adapter splits and cuts as its service demands. Throws service.unavailable (waiting helps)
   * or service.configuration (an operator has to act).
   */
  rerank(query: string, texts: readonly string[]): Promise<readonly number[]>
}
