// Plain objects with typed arrays inside, as bytes: a header of six words, a JSON skeleton, then every array aligned to
// eight bytes, little-endian as every engine of today stores them. Reading makes views, so 5 MB load without a copy.
import { EmbeddingError } from './errors.ts'

const MAGIC = 0x4b50564d // "MVPK"
const FORMAT = 1
const HEADER_BYTES = 24

const ARRAY_TYPES = { Int8Array, Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array }
type ArrayType = keyof typeof ARRAY_TYPES
type PackedArray = InstanceType<(typeof ARRAY_TYPES)[ArrayType]>
type ArrayPlace = { $array: ArrayType; at: number; length: number }

function isPackedArray(value: unknown): value is PackedArray {
  return ArrayBuffer.isView(value) && value.constructor.name in ARRAY_TYPES
}

function isArrayPlace(value: unknown): value is ArrayPlace {
  return typeof value === 'object' && value !== null && '$array' in value
}

function viewArray(buffer: ArrayBufferLike, start: number, place: ArrayPlace): PackedArray {
  const type: new (buffer: ArrayBufferLike, at: number, length: number) => PackedArray = ARRAY_TYPES[place.$array]
  return new type(buffer, start + place.at, place.length)
}

function alignEight(bytes: number): number {
  return (bytes + 7) & ~7
}

/** A checksum of whole 32-bit words, four chains wide so that the processor overlaps them: 7 MB in about 2 ms. */
function sumWords(words: Uint32Array): number {
  let first = 1
  let second = 2
  let third = 3
  let fourth = 4
  let at = 0
  for (; at + 3 < words.length; at += 4) {
    first = Math.imul(first ^ (words[at] as number), 0x01000193)
    second = Math.imul(second ^ (words[at + 1] as number), 0x01000193)
    third = Math.imul(third ^ (words[at + 2] as number), 0x01000193)
    fourth = Math.imul(fourth ^ (words[at + 3] as number), 0x01000193)
  }
  for (; at < words.length; at++) first = Math.imul(first ^ (words[at] as number), 0x01000193)
  return (Math.imul(first, 31) ^ Math.imul(second, 37) ^ Math.imul(third, 41) ^ fourth) >>> 0
}

/** Bytes of `value`: JSON values and typed arrays (no BigInt) at any depth. `kind` tells apart what the bytes are for. */
export function packObject(kind: number, value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: PackedArray[] = []
  let arrayBytes = 0
  const skeleton = JSON.stringify(value, (_key, part: unknown) => {
    if (!isPackedArray(part)) return part
    const place: ArrayPlace = { $array: part.constructor.name as ArrayType, at: arrayBytes, length: part.length }
    arrays.push(part)
    arrayBytes += alignEight(part.byteLength)
    return place
  })
  const text = new TextEncoder().encode(skeleton)
  const start = HEADER_BYTES + alignEight(text.length)
  const bytes = new Uint8Array(start + arrayBytes)
  bytes.set(text, HEADER_BYTES)
  let at = start
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += alignEight(array.byteLength)
  }
  const sum = sumWords(new Uint32Array(bytes.buffer, HEADER_BYTES))
  new Uint32Array(bytes.buffer, 0, 6).set([MAGIC, FORMAT, kind, text.length, bytes.length, sum])
  return bytes
}

/**
 * The object that `packObject` wrote under the same `kind`. Its arrays are views of one buffer: `bytes` itself when it is
 * aligned to eight bytes, otherwise a copy. Throws EmbeddingError `unknown_version` or `damaged`.
 */
export function unpackObject(kind: number, bytes: Uint8Array): unknown {
  const whole: Uint8Array = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  if (whole.length < HEADER_BYTES) throw new EmbeddingError('damaged', 'The stored bytes end inside their header.')
  const header = new Uint32Array(whole.buffer, whole.byteOffset, 6)
  if (header[0] !== MAGIC || header[2] !== kind) throw new EmbeddingError('damaged', 'The stored bytes are of another kind.')
  if (header[1] !== FORMAT) {
    throw new EmbeddingError('unknown_version', `Stored format ${header[1]} is not format ${FORMAT}; learn again.`)
  }
  const textBytes = header[3] as number
  if (header[4] !== whole.length) throw new EmbeddingError('damaged', 'The stored bytes are cut short or too long.')
  const words = new Uint32Array(whole.buffer, whole.byteOffset + HEADER_BYTES, (whole.length - HEADER_BYTES) >> 2)
  if (sumWords(words) !== header[5]) throw new EmbeddingError('damaged', 'The stored bytes do not match their checksum.')
  const start = whole.byteOffset + HEADER_BYTES + alignEight(textBytes)
  const skeleton = new TextDecoder().decode(whole.subarray(HEADER_BYTES, HEADER_BYTES + textBytes))
  return JSON.parse(skeleton, (_key, part: unknown) => (isArrayPlace(part) ? viewArray(whole.buffer, start, part) : part))
}
