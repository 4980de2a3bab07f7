// The slot of a document in memory: open addressing over slots alone, because the key of each slot is known already. 6 to
// 12 bytes a document, where a Map takes about 50.

const FEWEST_ENTRIES = 64

export class SlotIndex {
  /** slot + 1; 0 is free. Its length is a power of two, at most two thirds full. */
  private entries: Int32Array
  private size = 0
  private readonly readDoc: (slot: number) => number

  /** `readDoc` tells the key of a slot, and must tell the old one until a change of the index is done. */
  constructor(expected: number, readDoc: (slot: number) => number) {
    this.readDoc = readDoc
    this.entries = new Int32Array(countEntries(expected))
  }

  find(doc: number): number | undefined {
    const entry = this.entries[this.seek(doc)] as number
    return entry === 0 ? undefined : entry - 1
  }

  /** Adds a document, or says where it has moved; its key must still be read at its old slot. */
  set(doc: number, slot: number): void {
    const place = this.seek(doc)
    if (this.entries[place] === 0) this.size++
    this.entries[place] = slot + 1
    if (this.size * 3 > this.entries.length * 2) this.grow()
  }

  /** Takes a document out, and moves back what had given way to it (Knuth, vol. 3, 6.4, algorithm R). */
  delete(doc: number): void {
    const mask = this.entries.length - 1
    let gap = this.seek(doc)
    if (this.entries[gap] === 0) return
    for (let place = (gap + 1) & mask; this.entries[place] !== 0; place = (place + 1) & mask) {
      const home = this.hash(this.readDoc((this.entries[place] as number) - 1))
      if (((place - home) & mask) < ((place - gap) & mask)) continue
      this.entries[gap] = this.entries[place] as number
      gap = place
    }
    this.entries[gap] = 0
    this.size--
  }

  /** The place of a document, or the free one where it would go. */
  private seek(doc: number): number {
    const mask = this.entries.length - 1
    for (let place = this.hash(doc); ; place = (place + 1) & mask) {
      const entry = this.entries[place] as number
      if (entry === 0 || this.readDoc(entry - 1) === doc) return place
    }
  }

  // Fibonacci hashing: keys that follow each other lie far apart. Keys are whole numbers below 2^53.
  private hash(doc: number): number {
    const mixed = Math.imul(((doc % 2 ** 32) | 0) ^ (doc / 2 ** 32), 0x9e3779b1)
    return mixed >>> (Math.clz32(this.entries.length) + 1)
  }

  private grow(): void {
    const old = this.entries
    this.entries = new Int32Array(old.length * 2)
    for (const entry of old) if (entry !== 0) this.entries[this.seek(this.readDoc(entry - 1))] = entry
  }
}

function countEntries(expected: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(FEWEST_ENTRIES, expected * 1.5)))
}
