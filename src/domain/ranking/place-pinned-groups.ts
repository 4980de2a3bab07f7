import { foldGroups } from './fold-groups.ts'
import { type Pin, placePins } from './place-pins.ts'

/**
 * Pins where places are groups: the group of a pinned document stands at the pin's position with that document first and the
 * others of the group behind it; the first pin of a group counts. Every other document keeps its order. A group that holds no
 * pin is opened by its first document, so a position counts the groups opened before it.
 */
export function placePinnedGroups<T extends { id: string }>(ordered: readonly T[], pins: readonly Pin[], keyOf: (document: T) => unknown): T[] {
  if (pins.length === 0) return [...ordered]
  const groups = new Map(foldGroups(ordered, keyOf).map((members) => [keyOf(members[0] as T), members]))
  const byId = new Map(ordered.map((document) => [document.id, document]))
  const pinned = new Map<unknown, Pin & { members: T[] }>()
  for (const pin of pins) {
    const document = byId.get(pin.id)
    const key = document && keyOf(document)
    if (!document || pinned.has(key)) continue
    pinned.set(key, { ...pin, members: [document, ...(groups.get(key) ?? []).filter((other) => other !== document)] })
  }
  // a place for each group: the pinned ones by their pins, the others by the document that opens them
  const heads = [...groups].map(([key, members]) => ({ id: pinned.get(key)?.id ?? (members[0] as T).id, key }))
  const placed = placePins(heads, [...pinned.values()])
  const opening = new Map([...groups].filter(([key]) => !pinned.has(key)).map(([key, members]) => [members[0] as T, key]))
  const others = ordered.filter((document) => !pinned.has(keyOf(document)))
  const result: T[] = []
  let next = 0
  const pushPinned = (): void => {
    for (let group = pinned.get(placed[next]?.key); group; group = pinned.get(placed[++next]?.key)) result.push(...group.members)
  }
  for (const document of others) {
    if (opening.has(document)) {
      pushPinned()
      next++
    }
    result.push(document)
  }
  pushPinned()
  return result
}
