export const MAX_RECENT = 8

/** The part of localStorage that is needed. */
export type RecentStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Newest first; the same words, however cased or spaced, stand there once. */
export function addRecent(recent: readonly string[], q: string): readonly string[] {
  const text = q.trim().replace(/\s+/g, ' ')
  return text === '' ? recent : [text, ...removeRecent(recent, text)].slice(0, MAX_RECENT)
}

export function removeRecent(recent: readonly string[], q: string): readonly string[] {
  return recent.filter((item) => item.toLowerCase() !== q.toLowerCase())
}

/** What was searched in a collection on this browser. Storage that is forbidden, full or holds something else counts as empty. */
export function readRecent(open: () => RecentStorage, collection: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(open().getItem(nameKey(collection)) ?? '[]')
    return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string' && item !== '').slice(0, MAX_RECENT) : []
  } catch {
    return []
  }
}

export function writeRecent(open: () => RecentStorage, collection: string, recent: readonly string[]): void {
  try {
    if (recent.length === 0) open().removeItem(nameKey(collection))
    else open().setItem(nameKey(collection), JSON.stringify(recent))
  } catch {
    // Without storage the list lasts as long as the page.
  }
}

function nameKey(collection: string): string {
  return `meridian.recent.${collection}`
}
