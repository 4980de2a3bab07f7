import { Fragment } from 'react'
import type { SearchHit } from '../../../src/contracts/search.ts'
import { splitMarks } from '../text/marks.ts'

/** Highlighted text as text nodes and <mark> elements: what the server sent is never read as HTML. */
export function Highlight({ html }: { html: string }) {
  return splitMarks(html).map((part, index) => (part.marked ? <mark key={index}>{part.text}</mark> : <Fragment key={index}>{part.text}</Fragment>))
}

/** The highlight of a field, or its snippet where there is one; null when the field did not match. */
export function readHighlight(hit: SearchHit, field: string | null, part: 'value' | 'snippet'): string | null {
  if (field === null) return null
  const found = hit.highlights[field]
  const all = Array.isArray(found) ? found : found === undefined ? [] : [found]
  const text = all.map((item) => (typeof item === 'string' ? item : item[part])).join(', ')
  return text === '' ? null : text
}
