// Counter-based pseudo-random bits: the value at a position needs no earlier state, so work cut into slices or
// resumed from a checkpoint draws the same numbers. Finaliser: MurmurHash3 fmix32 (Austin Appleby, public domain).

/** Scrambles 32 bits; a bijection on unsigned 32-bit integers. */
export function mixBits(value: number): number {
  let bits = value | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

/** 32 random bits for a position of the sequence named by `seed`. Both are taken modulo 2^32. */
export function randomBitsAt(seed: number, position: number): number {
  return mixBits(mixBits(seed + 0x9e3779b9) ^ mixBits(Math.imul(position, 0x9e3779b1) + 0x85ebca77))
}

/** An unsigned 32-bit hash of a text (FNV-1a over UTF-16 units, then scrambled), the same on every machine. */
export function hashWord(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return mixBits(hash)
}
