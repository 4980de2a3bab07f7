import type { SlotValue } from '../../domain/embedding/vector-store.ts'
import { FILTER_BYTES, INDEXED_BYTES } from './binding.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * The metadata of a vector. Strings are cut to what an index keeps of them, because all metadata together must stay
 * under 10 KiB; lists are left out, because metadata indexes hold single strings, numbers and booleans.
 */
export function toMetadata(slots: Readonly<Record<string, SlotValue>> | undefined): Record<string, string | number | boolean> {
  const metadata: Record<string, string | number | boolean> = {}
  for (const [slot, value] of Object.entries(slots ?? {})) {
    if (typeof value === 'string') metadata[slot] = cutToBytes(value, INDEXED_BYTES)
    else if (typeof value === 'number' || typeof value === 'boolean') metadata[slot] = value
  }
  return metadata
}

/** As many conditions of the conjunction as fit under the filter limit: dropping one only widens what comes back. */
export function fitSlotFilter(filter: Readonly<Record<string, unknown>> | undefined): VectorizeVectorMetadataFilter | undefined {
  const kept: Record<string, unknown> = {}
  const bySize = Object.entries(filter ?? {}).map((condition) => ({ condition, size: JSON.stringify(condition).length }))
  for (const { condition } of bySize.sort((left, right) => left.size - right.size)) {
    const wider = { ...kept, [condition[0]]: condition[1] }
    if (encoder.encode(JSON.stringify(wider)).length < FILTER_BYTES) kept[condition[0]] = condition[1]
  }
  return Object.keys(kept).length > 0 ? (kept as VectorizeVectorMetadataFilter) : undefined
}

function cutToBytes(text: string, bytes: number): string {
  const encoded = encoder.encode(text)
  if (encoded.length <= bytes) return text
  let end = bytes
  // back to the start of the character that the cut would split
  while (end > 0 && ((encoded[end] ?? 0) & 0xc0) === 0x80) end--
  return decoder.decode(encoded.subarray(0, end))
}
