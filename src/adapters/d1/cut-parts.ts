/** A bound string may have 2 MB: lists travel in parts below it. */
const PART_BYTES = 1_000_000

/** JSON texts in parts of at most 1 MB, an item that is larger by itself. */
export function cutParts(items: readonly string[]): string[][] {
  const parts: string[][] = []
  let size = PART_BYTES
  for (const item of items) {
    // three bytes a UTF-16 unit at most
    const bytes = item.length * 3 + 1
    if (size + bytes > PART_BYTES || parts.length === 0) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(item)
    size += bytes
  }
  return parts
}
