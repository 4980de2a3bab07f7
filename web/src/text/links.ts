/** The address when it is safe to open or load, otherwise null: http, https or a path of this site. Documents are other people's data: javascript: and data: stay out. */
export function readSafeUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null
  try {
    const url = new URL(value, 'https://page.invalid')
    return url.protocol === 'https:' || url.protocol === 'http:' ? value : null
  } catch {
    return null
  }
}
