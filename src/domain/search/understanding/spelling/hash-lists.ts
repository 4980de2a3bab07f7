/**
 * Lists of word ids by hash: bucket b holds ids[starts[b]] to ids[starts[b + 1] - 1]. Hashes themselves are not kept: what a bucket
 * holds by chance is thrown out by comparing the words, which is cheaper than the memory.
 */
export type HashLists = { starts: Uint32Array; ids: Uint32Array }

const IDS_PER_BUCKET = 4

/** Buckets for this many entries: a power of two. */
export function countBuckets(entries: number): number {
  return 2 ** Math.max(4, Math.ceil(Math.log2(Math.max(1, entries) / IDS_PER_BUCKET)))
}

export function bucketOf(lists: HashLists, hash: number): number {
  return hash & (lists.starts.length - 2)
}

/** Words hashed between two yields: about 29 hashes each at most, some milliseconds. */
const WORDS_PER_SLICE = 1_000

/** Builds the lists by counting and filling; `visit` calls back with every hash of a word, the same ones each time it is asked. */
export function* buildHashLists(words: number, visit: (id: number, take: (hash: number) => void) => void): Generator<void, HashLists> {
  let entries = 0
  for (let id = 0; id < words; id++) {
    visit(id, () => (entries += 1))
    if (id % WORDS_PER_SLICE === 0) yield
  }
  const buckets = countBuckets(entries)
  const starts = new Uint32Array(buckets + 1)
  const mask = buckets - 1
  for (let id = 0; id < words; id++) {
    visit(id, (hash) => (starts[hash & mask] = (starts[hash & mask] ?? 0) + 1))
    if (id % WORDS_PER_SLICE === 0) yield
  }
  yield
  let sum = 0
  for (let bucket = 0; bucket <= buckets; bucket++) starts[bucket] = sum += starts[bucket] ?? 0
  yield
  // filled from the back, so that every start ends where its bucket begins and ids ascend
  const ids = new Uint32Array(entries)
  for (let id = words - 1; id >= 0; id--) {
    visit(id, (hash) => {
      const at = (starts[hash & mask] ?? 0) - 1
      starts[hash & mask] = at
      ids[at] = id
    })
    if (id % WORDS_PER_SLICE === 0) yield
  }
  return { starts, ids }
}
