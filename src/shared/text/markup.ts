// Tags that style a part of a word ("H<sub>2</sub>O"); any other ends the word before it.
const INLINE = new Set(['b', 'i', 'u', 'em', 'strong', 'sub', 'sup', 'mark', 'small', 'font', 'wbr'])
// Elements whose content is no text.
const RAW = new Set(['script', 'style'])
// A tag longer than this is text with a stray "<".
const MAX_TAG = 4096

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '\u00ad',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  trade: '™',
  reg: '®',
  copy: '©',
  deg: '°',
  times: '×',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  sup2: '²',
  sup3: '³',
  micro: 'µ',
  euro: '€',
  pound: '£',
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oslash: 'ø',
  Oslash: 'Ø',
  aring: 'å',
  Aring: 'Å',
  ccedil: 'ç',
  Ccedil: 'Ç',
  ntilde: 'ñ',
  Ntilde: 'Ñ',
}
const COMBINING: Record<string, string> = { acute: '\u0301', grave: '\u0300', circ: '\u0302', uml: '\u0308', tilde: '\u0303' }

function readEntity(whole: string, body: string): string {
  if (body.startsWith('#')) {
    const point = /^#x/i.test(body) ? parseInt(body.slice(2), 16) : parseInt(body.slice(1), 10)
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : ' '
  }
  const [, letter = '', accent = ''] = /^([A-Za-z])(acute|grave|circ|uml|tilde)$/.exec(body) ?? []
  return NAMED[body] ?? (accent ? (letter + (COMBINING[accent] ?? '')).normalize('NFC') : whole)
}

function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,8});/gi, readEntity) : text
}

interface Source {
  text: string
  lower: string // for finding closing tags; only A-Z are changed, so offsets are those of `text`
  lastCommentEnd: number
}

// End of what begins with "<" at `open` and the text that stands for it; null when it is no markup. `close` is the next ">".
function readTag({ text, lower, lastCommentEnd }: Source, open: number, close: number): { end: number; text: string } | null {
  if (text.startsWith('<!--', open) && open < lastCommentEnd - 1) return { end: text.indexOf('-->', open + 2) + 3, text: '' }
  const head = /^<[/!?]?([a-z][a-z0-9]*)(?=[\s/>:-])/i.exec(text.slice(open, open + 40))
  if (head === null || close - open > MAX_TAG) return null
  const name = (head[1] ?? '').toLowerCase()
  const closing = RAW.has(name) && text.charAt(open + 1) !== '/' ? lower.indexOf(`</${name}`, close) : close + 1
  return { end: closing < 0 ? text.length : closing, text: INLINE.has(name) ? '' : ' ' }
}

/**
 * Plain text of a text that may hold HTML: tags, comments, scripts and styles dropped, entities decoded; "a < b" stays. For the indexer:
 * lengths change, so offsets into the result say nothing about the original. Linear in the length of the text.
 */
export function stripMarkup(text: string): string {
  let open = text.indexOf('<')
  if (open < 0) return decodeEntities(text)
  const lower = /<(?:script|style)/i.test(text) ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : text
  const source: Source = { text, lower, lastCommentEnd: text.lastIndexOf('-->') }
  let plain = ''
  let written = 0
  let close = -1
  while (open >= 0) {
    // Kept between tags, so that a text of many "<" and no ">" is read once.
    if (close < open) close = text.indexOf('>', open)
    if (close < 0) break
    const tag = readTag(source, open, close)
    if (tag !== null) {
      plain += text.slice(written, open) + tag.text
      written = tag.end
    }
    open = text.indexOf('<', tag?.end ?? open + 1)
  }
  return decodeEntities(plain + text.slice(written))
}
