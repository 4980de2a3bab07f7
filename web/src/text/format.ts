/** Money in the collection's currency, without ".00"; a plain number when the collection names none. */
export function formatMoney(value: number, currency: string | undefined, locale: string): string {
  if (currency === undefined) return formatNumber(value, locale)
  return new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }).format(value)
}

export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value)
}

/** A date as "12 Mar 2025", or null for what is not one. Takes RFC 3339 text or epoch milliseconds; read in UTC so that a bare day stays that day. */
export function formatDate(value: unknown, locale: string): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return null
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(date)
}

/** "releasedAt" -> "Released at", "attr_t_screen_size" -> "Screen size", "maker.name" -> "Maker name". */
export function formatFieldName(name: string): string {
  const words = name
    .replace(/^attr_[a-z]_/, '')
    .replace(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .replace(/[._-]+/g, ' ')
    .trim()
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1)
}

/** "1,204 results", "1 result", "At least 1,000 results". */
export function formatTotal(total: number, exact: boolean, locale: string): string {
  const words = `${new Intl.NumberFormat(locale).format(total)} ${total === 1 ? 'result' : 'results'}`
  return exact ? words : `At least ${words}`
}

/** "3 more variants", "1 more variant". */
export function formatVariants(count: number, locale: string): string {
  return `${new Intl.NumberFormat(locale).format(count)} more ${count === 1 ? 'variant' : 'variants'}`
}

export function formatMilliseconds(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`
}

/** A field's value as one line of text; "" for what has none. Booleans read Yes and No. */
export function formatValue(value: unknown, type: string | undefined, locale: string): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((item) => formatValue(item, type?.replace('[]', ''), locale)).join(', ')
  if (type?.startsWith('date')) return formatDate(value, locale) ?? String(value)
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return isYear(value) ? String(value) : formatNumber(value, locale)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The first `count` words; an ellipsis says that there were more. */
export function cutWords(text: string, count: number): string {
  const words = text.split(/\s+/)
  return words.length <= count ? text : `${words.slice(0, count).join(' ')}…`
}

/** Years are whole numbers that must not be grouped: 1999, not 1,999. */
function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1000 && value <= 9999
}
