import type { SlotValue } from '../../domain/embedding/vector-store.ts'
import { FILTER_BYTES } from './binding.ts'
import { type Slot, toSlotValue } from './filter/index.ts'

const encoder = new TextEncoder()

/**
 * The metadata of a vector, in the form that filters compare with: strings cut to what an index keeps of them, which also
 * holds all metadata far below its 10 KiB. Lists are left out: metadata indexes hold single values.
 */
export function toMetadata(slots: Readonly<Record<string, SlotValue>> | undefined): Record<string, string | number> {
  const metadata: Record<string, string | number> = {}
  for (const [slot, value] of Object.entries(slots ?? {})) {
    const stored = typeof value === 'object' ? undefined : toSlotValue(value, slot as Slot)
    if (stored !== undefined) metadata[slot] = stored
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
