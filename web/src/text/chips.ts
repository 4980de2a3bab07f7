export type Chip = { field: string; value: string }

/** What the query was understood to mean, as far as it has the shape the page knows; the contract leaves it open. */
export function readChips(chips: readonly unknown[]): Chip[] {
  return chips.flatMap((chip) => {
    if (typeof chip !== 'object' || chip === null || !('field' in chip) || !('value' in chip)) return []
    const { field, value } = chip
    return typeof field === 'string' && (typeof value === 'string' || typeof value === 'number') ? [{ field, value: String(value) }] : []
  })
}
