/**
 * What the emulated models answer with: hashed words and trigrams, so that texts which share words are near. Values
 * are not unit length, because models need not return them so.
 */
export function embedText(text: string, dimensions: number): number[] {
  const values = new Array<number>(dimensions).fill(0)
  for (const word of text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? []) {
    addFeature(values, word, 3)
    const padded = `_${word}_`
    for (let at = 0; at + 3 <= padded.length; at++) addFeature(values, padded.slice(at, at + 3), 1)
  }
  return values
}

function addFeature(values: number[], feature: string, weight: number): void {
  let hash = 0x811c9dc5
  for (let at = 0; at < feature.length; at++) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193)
  const place = (hash >>> 1) % values.length
  values[place] = (values[place] ?? 0) + (hash & 1 ? weight : -weight)
}
