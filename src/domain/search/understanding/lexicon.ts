import type { JsonObject } from '../../../contracts/documents.ts'
import type { WeightClass } from '../../../contracts/collection.ts'
import type { Token } from '../../../shared/text/index.ts'

/** A document as the parts of a lexicon read it. */
export type LexiconDocument = {
  key: number
  id: string
  body: JsonObject
  /** what the keyword index holds of it: visible searchable texts, field by field, markup taken out, analysed */
  texts: readonly { field: string; weight: WeightClass; text: string; tokens: readonly Token[] }[]
}

/**
 * One derived store of a collection's own words, built in one pass over its documents in the background and kept as a blob
 * under the lexicon's version. `add` does not fail and stays below 1 ms; memory is bounded whatever comes.
 */
export type LexiconPart = {
  add(document: LexiconDocument): void
  /** Makes the blob; every `yield` ends a slice of at most about 30 ms of computing, so that requests get their turn. */
  finish(): Generator<void, Uint8Array<ArrayBuffer>>
}

/** Names of the parts: blobs are kept under lexicons/{collection}/{version}/{part}. */
export const LEXICON_PARTS = ['vocabulary', 'values', 'completions'] as const
export type LexiconPartName = (typeof LEXICON_PARTS)[number]

export const lexiconKey = (collection: number, version: number, part: LexiconPartName): string => `lexicons/${collection}/${version}/${part}`
