import type { TermForm } from './weigh-forms.ts'

/** The text embedder port (DESIGN section 3). Embeds for documents and queries; batching is the adapter's concern. */
export type EmbedKind = 'document' | 'query'

export type TextEmbedding = {
  /** unit length, or all zeros when nothing of the text could be embedded */
  vector: Float32Array
  /** how much of the text the model understood, in [0, 1]; 1 for models that can't say */
  captured: number
}

export type TextEmbedder = {
  /** e.g. "embedded:7" or "@cf/baai/bge-m3"; a change of it asks for a new vector set */
  readonly model: string
  readonly dimensions: 256 | 384 | 768 | 1024 | 1536
  /** One embedding a text, in order. Throws AppError service.unavailable when the model can't be reached. */
  embed(texts: readonly string[], kind: EmbedKind): Promise<readonly TextEmbedding[]>
  /** A query and other forms of its words, for models that weigh words; those that read sentences lack it and are given the text. */
  embedForms?(text: string, forms: readonly TermForm[]): Promise<TextEmbedding>
}
