// The best `limit` of a stream of (document, estimate) in constant memory: a binary heap with the worst kept one on top.
// Total order: higher estimate first, then lower document key, so the same codes give the same candidates wherever they lie.

export class CandidateHeap {
  private readonly docs: Float64Array
  private readonly estimates: Float32Array
  private readonly limit: number
  private size = 0

  constructor(limit: number) {
    this.limit = limit
    this.docs = new Float64Array(limit)
    this.estimates = new Float32Array(limit)
  }

  /** Offers the first `count` entries of a block. */
  offer(docs: Float64Array, estimates: Float32Array, count: number): void {
    for (let at = 0; at < count; at++) {
      const estimate = estimates[at] as number
      if (this.size < this.limit) this.add(docs[at] as number, estimate)
      else if (
        estimate >= (this.estimates[0] as number) &&
        isBetter(estimate, docs[at] as number, this.estimates[0] as number, this.docs[0] as number)
      ) {
        this.sinkFromTop(docs[at] as number, estimate, this.size)
      }
    }
  }

  /** The kept documents and their estimates, best first. Empties the heap. */
  drain(): { docs: Float64Array<ArrayBuffer>; estimates: Float32Array } {
    const docs = new Float64Array(this.size)
    const estimates = new Float32Array(this.size)
    for (let left = this.size; left > 0; left--) {
      docs[left - 1] = this.docs[0] as number
      estimates[left - 1] = this.estimates[0] as number
      this.sinkFromTop(this.docs[left - 1] as number, this.estimates[left - 1] as number, left - 1)
    }
    this.size = 0
    return { docs, estimates }
  }

  private add(doc: number, estimate: number): void {
    let place = this.size++
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!isBetter(this.estimates[parent] as number, this.docs[parent] as number, estimate, doc)) break
      this.move(parent, place)
      place = parent
    }
    this.put(place, doc, estimate)
  }

  private sinkFromTop(doc: number, estimate: number, size: number): void {
    let place = 0
    for (let child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && this.isWorse(child + 1, child)) child++
      if (!isBetter(estimate, doc, this.estimates[child] as number, this.docs[child] as number)) break
      this.move(child, place)
      place = child
    }
    this.put(place, doc, estimate)
  }

  private isWorse(left: number, right: number): boolean {
    return isBetter(this.estimates[right] as number, this.docs[right] as number, this.estimates[left] as number, this.docs[left] as number)
  }

  private move(from: number, to: number): void {
    this.put(to, this.docs[from] as number, this.estimates[from] as number)
  }

  private put(place: number, doc: number, estimate: number): void {
    this.docs[place] = doc
    this.estimates[place] = estimate
  }
}

function isBetter(estimate: number, doc: number, otherEstimate: number, otherDoc: number): boolean {
  return estimate > otherEstimate || (estimate === otherEstimate && doc < otherDoc)
}
