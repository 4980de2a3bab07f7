export const DEFAULT_SEPARATOR = ' > '

export type Crumb = { name: string; path: string }

/** The steps of a hierarchical value from the top: "A > B" -> A (path "A"), B (path "A > B"). */
export function splitPath(path: string | null, separator: string): Crumb[] {
  if (path === null || path === '') return []
  const names = path.split(separator)
  return names.map((name, index) => ({ name, path: names.slice(0, index + 1).join(separator) }))
}
