import type { FilterValue, ResolvedField } from '../../../domain/catalog/filter/index.ts'

/** The ten generic metadata indexes: seven of strings, three of numbers. */
export type Slot = `s${0 | 1 | 2 | 3 | 4 | 5 | 6}` | `n${0 | 1 | 2}`
export type SlotValue = string | number

/** Vectorize indexes the first 64 bytes of a string, cut where a character ends. */
const INDEXED_BYTES = 64
/** A string up to here can't be the cut form of a longer one: the cut loses at most three bytes. */
const EXACT_BYTES = INDEXED_BYTES - 4

/** What a field's value is in a slot, in metadata and in filters; undefined when the slot is of the other type. */
export function toSlotValue(value: FilterValue, slot: Slot): SlotValue | undefined {
  if (slot.startsWith('s')) return typeof value === 'number' ? undefined : cutBytes(String(value))
  return typeof value === 'string' ? undefined : Number(value)
}

/** Whether equality in the slot is equality of the values. */
export function isExactInSlot(value: FilterValue): boolean {
  return typeof value !== 'string' || countBytes(value) <= EXACT_BYTES
}

/** Only a field with one value a document fits a slot. */
export function fitsSlot(field: ResolvedField, slot: Slot): boolean {
  if (field.many || field.store !== 'values') return false
  if (field.kind === 'boolean') return true
  return (field.kind === 'text') === slot.startsWith('s')
}

function countBytes(text: string): number {
  return new TextEncoder().encode(text).length
}

function cutBytes(text: string): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= INDEXED_BYTES) return text
  let end = INDEXED_BYTES
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return new TextDecoder().decode(bytes.subarray(0, end))
}
