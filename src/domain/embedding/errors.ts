export type EmbeddingFailure = 'wrong_phase' | 'damaged' | 'unknown_version'

/** What this room throws: a caller's mistake (`wrong_phase`) or stored bytes that cannot be used (the other two). */
export class EmbeddingError extends Error {
  readonly reason: EmbeddingFailure

  constructor(reason: EmbeddingFailure, message: string) {
    super(message)
    this.name = 'EmbeddingError'
    this.reason = reason
  }
}
