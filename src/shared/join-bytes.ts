/** The parts as one, in order. A single part that holds anything is returned as it is, not copied. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const filled = parts.filter((part) => part.length > 0)
  const [only] = filled
  if (only && filled.length === 1) return only
  const bytes = new Uint8Array(filled.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of filled) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
