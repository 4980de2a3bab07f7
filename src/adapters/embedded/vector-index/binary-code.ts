// One bit a dimension: the sign of each rotated component. Codes are compared with the float query (asymmetric), byte by
// byte through tables of 256 partial sums: much closer to the true order than counting equal bits of two codes.

export function countCodeBytes(dimensions: number): number {
  return dimensions >> 3
}

/** Writes the signs of `rotated` as bits, lowest first, to `code` (one byte for eight components). */
export function encodeInto(rotated: Float32Array | Int8Array, code: Uint8Array): void {
  for (let byte = 0; byte < rotated.length >> 3; byte++) {
    let bits = 0
    for (let bit = 0; bit < 8; bit++) if ((rotated[byte * 8 + bit] as number) >= 0) bits |= 1 << bit
    code[byte] = bits
  }
}

/** Per code byte the 256 sums of +q or -q over its eight components: 1 KB a code byte, 32 KB at 256 dimensions. */
export function createQueryTables(rotated: Float32Array): Float32Array {
  const tables = new Float32Array((rotated.length >> 3) * 256)
  for (let byte = 0; byte < rotated.length >> 3; byte++) {
    const base = byte * 256
    let negative = 0
    for (let bit = 0; bit < 8; bit++) negative -= rotated[byte * 8 + bit] as number
    tables[base] = negative
    for (let bits = 1; bits < 256; bits++) {
      const bit = 31 - Math.clz32(bits & -bits)
      tables[base + bits] = (tables[base + (bits & (bits - 1))] as number) + 2 * (rotated[byte * 8 + bit] as number)
    }
  }
  return tables
}

/** Writes one estimate a code, proportional to the cosine, to `target`. `width` = bytes a code, a multiple of 8. */
export function estimateInto(tables: Float32Array, codes: Uint8Array, width: number, count: number, target: Float32Array): void {
  let at = 0
  for (let slot = 0; slot < count; slot++) {
    let even = 0
    let odd = 0
    for (let base = 0; base < width * 256; base += 2048, at += 8) {
      even += (tables[base + (codes[at] as number)] as number) + (tables[base + 512 + (codes[at + 2] as number)] as number)
      odd += (tables[base + 256 + (codes[at + 1] as number)] as number) + (tables[base + 768 + (codes[at + 3] as number)] as number)
      even += (tables[base + 1024 + (codes[at + 4] as number)] as number) + (tables[base + 1536 + (codes[at + 6] as number)] as number)
      odd += (tables[base + 1280 + (codes[at + 5] as number)] as number) + (tables[base + 1792 + (codes[at + 7] as number)] as number)
    }
    target[slot] = even + odd
  }
}
