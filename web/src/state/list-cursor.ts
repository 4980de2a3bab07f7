/** The option the keyboard is at; null is the field itself. */
export type Cursor = number | null

/**
 * Where a key leads in an open list of `count` options (ARIA 1.2 combobox with a listbox): "below" is past the last one, undefined a key that
 * belongs to the field. Home and End are the field's own until an option is active.
 */
export function moveCursor(key: string, active: Cursor, count: number): Cursor | 'below' | undefined {
  const last = count - 1
  if (count === 0) return undefined
  if (key === 'ArrowDown') return active === null ? 0 : active < last ? active + 1 : 'below'
  if (key === 'ArrowUp') return active === null ? last : active > 0 ? active - 1 : null
  if (active === null) return undefined
  if (key === 'Home') return 0
  return key === 'End' ? last : undefined
}
