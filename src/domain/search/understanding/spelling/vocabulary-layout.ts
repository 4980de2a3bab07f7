/** "MVOC" read as a little-endian number, then the layout's version: another layout is another number, and old blobs are built anew. */
export const MAGIC = 0x434f564d
export const VERSION = 1

/** Header fields, each a 32-bit unsigned number, at these positions. The checksum is of everything behind its own field. */
export const HEADER = { magic: 0, version: 1, checksum: 2, documents: 3, firstSection: 4 } as const

/** Sections in the order in which they stand, with the bytes of an element; the header holds the number of elements of each. */
export const SECTIONS = [
  { name: 'frequencies', width: 4 },
  { name: 'wordStarts', width: 4 },
  { name: 'wordIds', width: 4 },
  { name: 'deleteStarts', width: 4 },
  { name: 'deleteIds', width: 4 },
  { name: 'phoneticStarts', width: 4 },
  { name: 'phoneticIds', width: 4 },
  { name: 'pairKeys', width: 4 },
  { name: 'pairCounts', width: 1 },
  { name: 'letters', width: 1 },
  { name: 'lengths', width: 1 },
  { name: 'text', width: 1 },
] as const
export type SectionName = (typeof SECTIONS)[number]['name']

export const HEADER_FIELDS = HEADER.firstSection + SECTIONS.length
export const HEADER_BYTES = HEADER_FIELDS * 4

/** Byte length of the whole, a multiple of 4. */
export function measureBlob(counts: readonly number[]): number {
  const sum = SECTIONS.reduce((bytes, { width }, index) => bytes + width * (counts[index] ?? 0), HEADER_BYTES)
  return Math.ceil(sum / 4) * 4
}

// Counts of pairs are kept in a byte on a logarithmic scale: exact to 8, then within 5 %.
const STEP = Math.log(1.09)

export function quantiseCount(count: number): number {
  return Math.min(255, Math.round(Math.log1p(count) / STEP))
}

export function restoreCount(byte: number): number {
  return Math.round(Math.expm1(byte * STEP))
}
