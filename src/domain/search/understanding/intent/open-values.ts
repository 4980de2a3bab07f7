import { z } from 'zod'
import { LANGUAGES, type Language } from '../../../../shared/text/index.ts'
import { sumAtOnce } from '../sum-words.ts'
import { hashTerms } from './group-values.ts'
import { isInflection, valuePhrase } from './value-phrase.ts'
import { FORMAT, HEADER, HEADER_BYTES, MAGIC, PARTIAL, RECORD_WORDS } from './values-blob.ts'

const skeletonShape = z.object({
  language: z.enum(LANGUAGES),
  documents: z.number(),
  fields: z.array(z.object({ name: z.string(), many: z.boolean(), separator: z.string().nullable() })),
  percentiles: z.record(z.string(), z.array(z.number())),
})
const spellingsShape = z.array(z.union([z.string(), z.number()]))

/** Values of one field that a run of words names: one value in its spellings, with what the collection's texts say of the words. */
export type FacetReading = {
  readonly field: string
  /** a document may carry several values of the field */
  readonly many: boolean
  /** the words are a part of the value's name: Hitchcock for Alfred Hitchcock */
  readonly partial: boolean
  /** spellings of the value, the commonest first */
  readonly values: readonly [string, ...string[]]
  /** documents that carry it */
  readonly carriers: number
  /** documents that say the words and do not carry it */
  readonly outside: number
  /** documents that say the words and carry it */
  readonly mentions: number
}

export type FacetValues = {
  readonly documents: number
  /** memory it holds */
  readonly bytes: number
  /** What a run of at most six words, as analysed, names; accents, case and plural apart. */
  find(words: readonly { readonly term: string; readonly surface: string }[]): readonly FacetReading[]
  /** Of a number or date field (epoch ms), `percent` a whole number from 0 to 100; null when no document has one. */
  percentile(field: string, percent: number): number | null
}

/** Reads what createValuesPart made; null for bytes of another version, cut short or damaged: the lexicon has to be made again. */
export function openValues(bytes: Uint8Array): FacetValues | null {
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  if (whole.length < HEADER_BYTES || whole.length % 4 !== 0) return null
  const words = new Uint32Array(whole.buffer, whole.byteOffset, whole.length / 4)
  const [magic, format, checksum, skeletonBytes = 0, count = 0] = words
  const start = HEADER_BYTES + ((skeletonBytes + 3) & ~3)
  if (magic !== MAGIC || format !== FORMAT || start + count * RECORD_WORDS * 4 > whole.length) return null
  if (sumAtOnce(words, HEADER.checksum + 1) !== checksum) return null
  const skeleton = skeletonShape.safeParse(readJson(whole.subarray(HEADER_BYTES, HEADER_BYTES + skeletonBytes)))
  if (!skeleton.success) return null
  const { language, documents, fields, percentiles } = skeleton.data
  const records = new Uint32Array(whole.buffer, whole.byteOffset + start, count * RECORD_WORDS)
  const texts = whole.subarray(start + records.byteLength)
  const sketches = new Map(Object.entries(percentiles))

  const readRecord = (at: number, words: Parameters<FacetValues['find']>[0]): FacetReading[] => {
    const [, flags = 0, carriers = 0, outside = 0, mentions = 0, from = 0, length = 0] = records.subarray(at, at + RECORD_WORDS)
    const partial = (flags & PARTIAL) !== 0
    const field = fields[flags & ~PARTIAL]
    const spellings = readSpellings(texts.subarray(from, from + length)).filter(({ value }) =>
      namesValue(words, lastLevel(value, field?.separator), partial, language),
    )
    const [first, ...others] = spellings.map(({ value }) => value)
    if (field === undefined || first === undefined) return []
    const matched = partial ? carriers : spellings.reduce((sum, spelling) => sum + spelling.count, 0)
    return [{ field: field.name, many: field.many, partial, values: [first, ...others], carriers: matched, outside, mentions }]
  }

  return {
    documents,
    bytes: whole.length,
    find(words) {
      const hash = hashTerms(words.map(({ term }) => term))
      const found: FacetReading[] = []
      for (let at = findFirst(records, hash) * RECORD_WORDS; records[at] === hash; at += RECORD_WORDS) found.push(...readRecord(at, words))
      return found
    },
    percentile: (field, percent) => sketches.get(field)?.[percent] ?? null,
  }
}

/** The first record whose hash is not below `hash`. */
function findFirst(records: Uint32Array, hash: number): number {
  let low = 0
  let high = records.length / RECORD_WORDS
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((records[middle * RECORD_WORDS] ?? 0) < hash) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether the words are those of the value: equal hashes are not enough, nor are equal stems. */
function namesValue(words: readonly { term: string; surface: string }[], value: string, partial: boolean, language: Language): boolean {
  const named = valuePhrase(value, language) ?? []
  if (partial) return named.some(({ surface }) => surface === words[0]?.surface)
  return named.length === words.length && named.every((token, index) => agree(token, words[index]))
}

/** A hierarchical value is named by its last level. */
function lastLevel(value: string, separator: string | null | undefined): string {
  return separator === null || separator === undefined ? value : (value.split(separator).at(-1) ?? value)
}

function agree(left: { term: string; surface: string }, right: { term: string; surface: string } | undefined): boolean {
  return right !== undefined && left.term === right.term && isInflection(left.surface, right.surface)
}

function readSpellings(bytes: Uint8Array): { value: string; count: number }[] {
  const parsed = spellingsShape.safeParse(readJson(bytes))
  const flat = parsed.success ? parsed.data : []
  const spellings: { value: string; count: number }[] = []
  for (let at = 0; at + 1 < flat.length; at += 2) spellings.push({ value: String(flat[at]), count: Number(flat[at + 1]) })
  return spellings
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
