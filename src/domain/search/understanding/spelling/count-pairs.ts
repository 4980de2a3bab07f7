import { mixBits } from '../../../../shared/math/random.ts'

const SHARDS = 64
const SHARD_SHIFT = 26
const FIRST_SLOTS = 256
const MAX_SLOTS = 16_384

type Shard = { keys: Uint32Array; counts: Uint16Array; last: Uint32Array; used: number }

/** The key of two words that stand side by side in this order; never 0. */
export function adjacentKey(left: number, right: number): number {
  return mixBits(mixBits(left ^ 0x5bd1e995) + right) || 1
}

/** The key of two words near each other in either order; never 0. */
export function nearKey(left: number, right: number): number {
  const [low, high] = left < right ? [left, right] : [right, left]
  return mixBits(mixBits(low ^ 0x27d4eb2f) + high) || 1
}

function createShard(slots: number): Shard {
  return { keys: new Uint32Array(slots), counts: new Uint16Array(slots), last: new Uint32Array(slots), used: 0 }
}

/**
 * In how many documents each pair stands, by the pair's 32-bit key: open addressing in typed arrays, at most 786,432 pairs in 10.5 MB. A
 * full shard drops its rarest pairs. Shards are the key's upper bits, so that reading them in order and sorting each sorts all.
 */
export class PairCounts {
  private readonly shards: Shard[] = Array.from({ length: SHARDS }, () => createShard(FIRST_SLOTS))

  add(key: number, document: number): void {
    const number = key >>> SHARD_SHIFT
    const shard = this.shards[number]
    if (shard === undefined) return
    const slot = findSlot(shard, key)
    if (shard.keys[slot] === key) {
      if (shard.last[slot] === document) return
      shard.last[slot] = document
      shard.counts[slot] = Math.min(0xffff, (shard.counts[slot] ?? 0) + 1)
      return
    }
    put(shard, slot, key, 1, document)
    if (shard.used > shard.keys.length * 0.75)
      this.shards[number] = shard.keys.length < MAX_SLOTS ? copy(shard, shard.keys.length * 2, 0) : thin(shard)
  }

  /** Pairs that stand in at least `least` documents as key * 65536 + count, shard by shard, each ascending. */
  *read(least: number): Generator<Float64Array> {
    for (const { keys, counts } of this.shards) {
      const found: number[] = []
      for (let slot = 0; slot < keys.length; slot++) {
        const count = counts[slot] ?? 0
        if (count >= least) found.push((keys[slot] ?? 0) * 0x10000 + count)
      }
      yield Float64Array.from(found).sort()
    }
  }
}

function findSlot(shard: Shard, key: number): number {
  const mask = shard.keys.length - 1
  let slot = key & mask
  while (shard.keys[slot] !== 0 && shard.keys[slot] !== key) slot = (slot + 1) & mask
  return slot
}

function put(shard: Shard, slot: number, key: number, count: number, document: number): void {
  shard.keys[slot] = key
  shard.counts[slot] = count
  shard.last[slot] = document
  shard.used += 1
}

function copy(from: Shard, slots: number, above: number): Shard {
  const to = createShard(slots)
  for (let slot = 0; slot < from.keys.length; slot++) {
    const [key, count] = [from.keys[slot] ?? 0, from.counts[slot] ?? 0]
    if (key !== 0 && count > above) put(to, findSlot(to, key), key, count, from.last[slot] ?? 0)
  }
  return to
}

function thin(shard: Shard): Shard {
  const counts = shard.counts.filter((count) => count > 0).sort()
  const thinned = copy(shard, shard.keys.length, counts[counts.length >> 2] ?? 1)
  return thinned.used > shard.used * 0.8 ? createShard(shard.keys.length) : thinned
}
