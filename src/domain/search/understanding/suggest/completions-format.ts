import { z } from 'zod'
import { packObject, unpackObject } from '../../../embedding/pack.ts'

/** "CMPL": tells these bytes from other packed objects. */
const KIND = 0x4c504d43
export const VERSION = 1

export const SOURCES = ['query', 'value', 'title', 'phrase'] as const
export type CompletionSource = (typeof SOURCES)[number]

/**
 * Completions by rank: entry 0 is the best of all. Words are the distinct surfaces in UTF-16 order; an entry is a list of words and the text
 * that is shown. `starts` and `inner` lead from a word to the entries that begin with it and to those that have it
 * further on, each list ascending, hence best first. Every `…Starts` has one element more than what it cuts up.
 */
const shape = z.object({
  version: z.literal(VERSION),
  /** fields that values come from */
  fields: z.array(z.string()),
  categoryField: z.object({ name: z.string(), separator: z.string().nullable() }).nullable(),
  categories: z.array(z.string()),
  /** values of entries whose text is only their last level */
  values: z.record(z.string(), z.string()),
  wordStarts: z.instanceof(Uint32Array),
  wordUnits: z.instanceof(Uint16Array),
  textStarts: z.instanceof(Uint32Array),
  texts: z.instanceof(Uint8Array),
  sources: z.instanceof(Uint8Array),
  counts: z.instanceof(Uint32Array),
  entryFields: z.instanceof(Uint16Array),
  entryWordStarts: z.instanceof(Uint32Array),
  entryWords: z.instanceof(Uint32Array),
  startsStarts: z.instanceof(Uint32Array),
  starts: z.instanceof(Uint32Array),
  innerStarts: z.instanceof(Uint32Array),
  inner: z.instanceof(Uint32Array),
  categoryStarts: z.instanceof(Uint32Array),
  entryCategories: z.instanceof(Uint16Array),
  categoryCounts: z.instanceof(Uint32Array),
})
export type Completions = z.infer<typeof shape>

export function packCompletions(completions: Omit<Completions, 'version'>): Uint8Array<ArrayBuffer> {
  return packObject(KIND, { version: VERSION, ...completions })
}

/** Views of `bytes`, no copy when they are aligned to eight. Throws an Error that says what is wrong with damaged or foreign bytes. */
export function openCompletions(bytes: Uint8Array): Completions {
  let stored: unknown
  try {
    stored = unpackObject(KIND, bytes)
  } catch (error) {
    throw new Error(`The stored completions can not be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  const parsed = shape.safeParse(stored)
  if (!parsed.success) throw new Error('The stored completions have another shape; gather them again.')
  const { data } = parsed
  const words = data.wordStarts.length - 1
  const entries = data.sources.length
  const fits =
    cuts(data.wordStarts, words, data.wordUnits) &&
    cuts(data.textStarts, entries, data.texts) &&
    cuts(data.entryWordStarts, entries, data.entryWords) &&
    cuts(data.startsStarts, words, data.starts) &&
    cuts(data.innerStarts, words, data.inner) &&
    cuts(data.categoryStarts, entries, data.entryCategories)
  if (!fits) throw new Error('The stored completions do not fit together; gather them again.')
  return data
}

function cuts(starts: Uint32Array, parts: number, whole: { length: number }): boolean {
  return starts.length === parts + 1 && starts[parts] === whole.length
}
