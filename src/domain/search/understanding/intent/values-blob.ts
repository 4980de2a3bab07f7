import type { Language } from '../../../../shared/text/index.ts'
import { sumWords } from '../sum-words.ts'
import { MOST_BYTES, RECORD_BYTES, type ValueGroup } from './group-values.ts'
import type { Percentiles } from './number-sketch.ts'

// Little-endian: five words of header, the third of them a checksum of all behind it, a JSON skeleton padded to four bytes, seven words a phrase
// by rising hash, the values' text padded to four bytes.
export const MAGIC = 0x4c41564d // "MVAL"
export const FORMAT = 2
export const HEADER = { magic: 0, format: 1, checksum: 2, skeletonBytes: 3, count: 4 } as const
export const HEADER_BYTES = 20
export const RECORD_WORDS = RECORD_BYTES / 4
/** Set beside the field's number when the phrase is a part of the value's name. */
export const PARTIAL = 0x8000_0000
const SLICE = 512
/** Hash and place in one number: sorting numbers is many times faster than sorting groups by a comparison, which takes too long for a slice. */
const PLACES = 2 ** 20

type ValuesContent = {
  readonly language: Language
  readonly documents: number
  readonly groups: readonly ValueGroup[]
  readonly percentiles: ReadonlyMap<string, Percentiles>
}

/** The values of a collection as bytes that openValues reads in place. */
export function* encodeValues({ language, documents, groups, percentiles }: ValuesContent): Generator<void, Uint8Array<ArrayBuffer>> {
  const fields = [...new Map(groups.map(({ field, many, separator }) => [field, { name: field, many, separator }])).values()]
  const fieldNumbers = new Map(fields.map(({ name }, index) => [name, index]))
  yield
  const keys = Float64Array.from(groups, ({ hash }, index) => hash * PLACES + index)
  yield
  keys.sort()
  yield
  const records = new Uint32Array(groups.length * RECORD_WORDS)
  // what groups take together is bounded where they are chosen
  const texts = new Uint8Array(MOST_BYTES)
  const places = new Map<ValueGroup, number>()
  const ends = new Map<ValueGroup, number>()
  const encoder = new TextEncoder()
  let textBytes = 0
  for (const [index, key] of keys.entries()) {
    if (index % SLICE === SLICE - 1) yield
    const group = groups[key % PLACES]
    if (group === undefined) continue
    const owner = group.base ?? group
    if (!places.has(owner)) {
      places.set(owner, textBytes)
      const text = JSON.stringify(owner.values.flatMap(({ value, count }) => [value, count]))
      textBytes += encoder.encodeInto(text, texts.subarray(textBytes)).written
      ends.set(owner, textBytes)
    }
    const from = places.get(owner) ?? 0
    const at = index * RECORD_WORDS
    records[at] = group.hash
    records[at + 1] = (fieldNumbers.get(group.field) ?? 0) | (group.base === undefined ? 0 : PARTIAL)
    records[at + 2] = group.carriers
    records[at + 3] = Math.round(group.outside)
    records[at + 4] = Math.round(group.mentions)
    records[at + 5] = from
    records[at + 6] = (ends.get(owner) ?? 0) - from
  }
  yield
  const skeleton = encoder.encode(JSON.stringify({ language, documents, fields, percentiles: Object.fromEntries(percentiles) }))
  const start = HEADER_BYTES + ((skeleton.length + 3) & ~3)
  const bytes = new Uint8Array(start + records.byteLength + ((textBytes + 3) & ~3))
  const words = new Uint32Array(bytes.buffer)
  words.set([MAGIC, FORMAT, 0, skeleton.length, groups.length])
  bytes.set(skeleton, HEADER_BYTES)
  bytes.set(new Uint8Array(records.buffer), start)
  bytes.set(texts.subarray(0, textBytes), start + records.byteLength)
  yield
  words[HEADER.checksum] = yield* sumWords(words, HEADER.checksum + 1)
  return bytes
}
