/** Many short strings as one: 4 bytes a string besides its characters, where an array of strings takes about 30. */
export type PackedStrings = { readonly text: string; readonly ends: Uint32Array }

export function packStrings(strings: readonly string[]): PackedStrings {
  const ends = new Uint32Array(strings.length)
  let end = 0
  strings.forEach((string, at) => (ends[at] = end += string.length))
  return { text: strings.join(''), ends }
}

export function startOf(packed: PackedStrings, at: number): number {
  return at === 0 ? 0 : (packed.ends[at - 1] ?? 0)
}

export function stringAt(packed: PackedStrings, at: number): string {
  return packed.text.slice(startOf(packed, at), packed.ends[at])
}

/** One byte a character unless one of them needs two. */
export function sizeOfPacked({ text, ends }: PackedStrings): number {
  return text.length * (isWide(text) ? 2 : 1) + ends.byteLength
}

export function isWide(text: string): boolean {
  return /[\u0100-\uffff]/.test(text)
}
