/** Documents of one key, best first, as lists in the order of their best ones. */
export function foldGroups<T>(ordered: readonly T[], keyOf: (document: T) => unknown): T[][] {
  const groups = new Map<unknown, T[]>()
  for (const document of ordered) {
    const key = keyOf(document)
    const group = groups.get(key)
    if (group) group.push(document)
    else groups.set(key, [document])
  }
  return [...groups.values()]
}
