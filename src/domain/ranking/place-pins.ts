/** A document that a rule wants at a place, counted from 1. */
export type Pin = { id: string; position: number }

/**
 * The same documents with each pinned one at its position, the others filling the places between in their order. A position beyond
 * the end is the end. Pins of documents that are not there, and second pins of one document, are left out; of two pins for one
 * position the first one has it and the other comes next.
 */
export function placePins<T extends { id: string }>(ordered: readonly T[], pins: readonly Pin[]): T[] {
  if (pins.length === 0) return [...ordered]
  const byId = new Map(ordered.map((document) => [document.id, document]))
  const placed = new Map<T, number>()
  for (const { id, position } of pins) {
    const document = byId.get(id)
    if (document && !placed.has(document)) placed.set(document, position)
  }
  const waiting = [...placed].sort(([, left], [, right]) => left - right)
  const others = ordered.filter((document) => !placed.has(document))
  const result: T[] = []
  for (const document of others) {
    while (waiting[0] && waiting[0][1] <= result.length + 1) result.push((waiting.shift() as [T, number])[0])
    result.push(document)
  }
  return [...result, ...waiting.map(([document]) => document)]
}
