import type { ValueRole } from './field-roles.ts'
import type { FacetReading } from './open-values.ts'

/** From here a reading is shown and moves the ranking: the words mean the value in this collection more often than not. */
export const LEAST_CONFIDENCE = 0.5
/** Fewer documents of a one-word value say nothing about what its word means in texts. */
const LEAST_CARRIERS = 5
const MEANT_IN = 5

/**
 * How surely words mean a value, in [0, 1), from what the collection's own documents say alone: the share that carries
 * the value among all documents that carry it or say its words, one more counted on the other side. A document of a field
 * of many values that says the word often merely leaves the value out; there the odds count too that a document which
 * carries the value says its words, against one that does not carry it (a likelihood ratio as a share). Keywords are
 * ordinary words by nature: the odds count in full only where one in five documents that say the word has the keyword.
 */
export function decideConfidence(reading: FacetReading, words: number, documents: number, role: ValueRole): number {
  const { carriers, outside, mentions, many, partial } = reading
  const share = carriers / (carriers + outside + 1)
  // a part of a name has to be said of its bearer three times as often as of anything else
  if (partial) return Math.max(0, 2 * share - 1)
  if (!many || (words === 1 && carriers < LEAST_CARRIERS)) return share
  const inside = mentions / (carriers + 2)
  const elsewhere = outside / Math.max(1, documents - carriers)
  if (inside === 0) return share
  const odds = inside / (inside + elsewhere + 1 / (documents + 1))
  const meant = role === 'keyword' ? Math.min(1, (MEANT_IN * mentions) / (mentions + outside)) : 1
  return Math.max(share, odds * meant)
}
