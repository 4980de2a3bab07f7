const encoder = new TextEncoder()

/** Bytes of a bound value, a stored value or a message: UTF-8 for text, 8 for numbers, null for what can't be told (streams). */
export function sizeOf(value: unknown): number | null {
  if (typeof value === 'string') return encoder.encode(value).length
  if (value instanceof ArrayBuffer) return value.byteLength
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (value === null || value === undefined) return 0
  return typeof value === 'object' ? null : 8
}
