export type MarkedPart = { text: string; marked: boolean }

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#x27;': "'" }

/**
 * Cuts a highlight (HTML-escaped text with <mark> around the matches) into plain parts, so that it is shown as text and never as HTML.
 * Only the two exact tags are read; every other character, angle brackets included, stays text.
 */
export function splitMarks(highlight: string): MarkedPart[] {
  const parts: MarkedPart[] = []
  let marked = false
  for (const piece of highlight.split(/(<mark>|<\/mark>)/)) {
    if (piece === '<mark>') marked = true
    else if (piece === '</mark>') marked = false
    else if (piece !== '') parts.push({ text: decodeEntities(piece), marked })
  }
  return parts
}

/** A text of the page or of a document in the form that `splitMarks` reads. */
export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39|#x27);/g, (entity) => ENTITIES[entity] ?? entity)
}
