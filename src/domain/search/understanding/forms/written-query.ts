import type { QueryToken } from '../query.ts'

/**
 * A query as its tokens' surfaces with the signs that stood between them, so that what was corrected is read corrected and
 * what no token holds (a point, an inch sign) is still there. `starts` and `ends` are the tokens' places in `text`.
 */
export type WrittenQuery = { text: string; starts: readonly number[]; ends: readonly number[] }

/** Enough for ` - `, `." x `; longer gaps join nothing. */
const MAX_GAP = 6

export function writeQuery(tokens: readonly QueryToken[], text: string): WrittenQuery {
  const starts: number[] = []
  const ends: number[] = []
  let written = ''
  let at = 0
  for (const { start, end, surface } of tokens) {
    written += readGap(text.slice(at, start))
    starts.push(written.length)
    written += surface
    ends.push(written.length)
    at = end
  }
  return { text: written + readGap(text.slice(at)), starts, ends }
}

function readGap(gap: string): string {
  const signs = gap
    .slice(0, 64)
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\s+/g, ' ')
  // both ends count: a sign ends what stands before, a point begins what comes after
  return signs.length <= MAX_GAP ? signs : `${signs.slice(0, 2)}  ${signs.slice(-2)}`
}

/** The first token that begins at or after `end`; null when `end` lies inside a token. */
export function tokenAfter(query: WrittenQuery, from: number, end: number): number | null {
  let token = from
  while (token < query.starts.length && (query.starts[token] ?? 0) < end) token += 1
  return (query.ends[token - 1] ?? 0) <= end ? token : null
}
