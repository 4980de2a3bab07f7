/** Of the 128 MB that all objects of an isolate share: rows of 129,000 vectors of 256 dimensions, 21,700 of 1,536. */
export const ROW_BYTES = 32 * 1024 * 1024

/**
 * What the indexes of an isolate may hold of rows together, in bytes. First come, first served: taking from an index that is
 * in use would make two large ones read each other out of memory. An evicted object tells nobody, so an index counts for as
 * long as it is in memory in fact.
 */
export class RowBudget {
  private readonly limit: number
  private readonly holders = new Set<WeakRef<{ readonly byteLength: number }>>()

  constructor(limit: number) {
    this.limit = limit
  }

  join(holder: { readonly byteLength: number }): void {
    this.holders.add(new WeakRef(holder))
  }

  allows(bytes: number): boolean {
    let held = bytes
    for (const reference of this.holders) {
      const holder = reference.deref()
      if (holder === undefined) this.holders.delete(reference)
      else held += holder.byteLength
    }
    return held <= this.limit
  }
}
