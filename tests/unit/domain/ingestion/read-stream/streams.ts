import fc from 'fast-check'

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The bytes cut at the given places (of any order and size). */
export async function* cutAt(bytes: Uint8Array, places: readonly number[]): AsyncGenerator<Uint8Array> {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)).toSorted((left, right) => left - right), bytes.length]
  for (let at = 1; at < cuts.length; at++) yield bytes.slice(cuts[at - 1], cuts[at])
}

export const places = fc.array(fc.nat(5000), { maxLength: 12 })

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of source) found.push(item)
  return found
}

/** A piece as its line and text, or its line and code. */
export function showPiece(piece: { line: number } & ({ bytes: Uint8Array } | { code: string })): [number, string] {
  return [piece.line, 'bytes' in piece ? new TextDecoder('utf-8', { fatal: false, ignoreBOM: false }).decode(piece.bytes) : `! ${piece.code}`]
}
