/**
 * Orders strings by their UTF-8 bytes, as SQLite's BINARY collation does. UTF-16 order differs from it only
 * where a surrogate meets a code unit above it, so surrogates are lifted over the rest of the plane.
 */
export function compareBytes(left: string, right: string): number {
  const shared = Math.min(left.length, right.length)
  for (let i = 0; i < shared; i++) {
    const a = left.charCodeAt(i)
    const b = right.charCodeAt(i)
    if (a !== b) return lift(a) - lift(b)
  }
  return left.length - right.length
}

function lift(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
