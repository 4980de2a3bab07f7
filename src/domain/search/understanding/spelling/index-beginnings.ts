import { hashWord } from '../../../../shared/math/random.ts'
import { type HashLists, bucketOf, countBuckets } from './hash-lists.ts'

/** Letters by which words are gathered; a shorter beginning is one of nearly everything. */
export const SHORTEST_BEGINNING = 3

/** Ids of words by the hash of their first three letters, for words that lie one after the other in `text`; shorter ones are left out. */
export function indexBeginnings(text: string, offsets: Uint32Array): HashLists {
  const words = offsets.length - 1
  const buckets = countBuckets(words)
  const starts = new Uint32Array(buckets + 1)
  const places = new Uint32Array(words)
  for (let id = 0; id < words; id++) {
    const start = offsets[id] ?? 0
    // one more bucket than can be asked for takes what is too short
    const isLong = (offsets[id + 1] ?? 0) - start >= SHORTEST_BEGINNING
    const place = isLong ? hashWord(text.slice(start, start + SHORTEST_BEGINNING)) & (buckets - 1) : buckets
    places[id] = place
    starts[place] = (starts[place] ?? 0) + 1
  }
  let sum = 0
  for (let bucket = 0; bucket <= buckets; bucket++) starts[bucket] = sum += starts[bucket] ?? 0
  // filled from the back, so that every start ends where its bucket begins
  const ids = new Uint32Array(words)
  for (let id = words - 1; id >= 0; id--) {
    const place = places[id] ?? 0
    const at = (starts[place] ?? 0) - 1
    starts[place] = at
    ids[at] = id
  }
  return { starts, ids }
}

/** Whether a word in the bucket of this beginning starts with it; `startsWith` compares one of them. */
export function findBeginning(lists: HashLists, beginning: string, startsWith: (id: number) => boolean): boolean {
  const bucket = bucketOf(lists, hashWord(beginning.slice(0, SHORTEST_BEGINNING)))
  const end = lists.starts[bucket + 1] ?? 0
  for (let at = lists.starts[bucket] ?? 0; at < end; at++) if (startsWith(lists.ids[at] ?? 0)) return true
  return false
}
