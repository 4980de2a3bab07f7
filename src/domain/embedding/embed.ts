// A text's vector: its words' vectors weighted by (1 + ln count) * rarity, summed, made unit length.
import type { AnalysedTerm } from './collect.ts'
import { DIMENSIONS, type TextModel } from './model.ts'
import { bucketsOfWord } from './subwords.ts'
import { type TermForm, weighForms } from './weigh-forms.ts'

export interface EmbeddedText {
  /** DIMENSIONS numbers of unit length, or all zero when nothing of the text is known. */
  vector: Float32Array
  /** Length of the projected text over length of the text, 0..1: how much of it the model can see. */
  captured: number
}

// A guess from pieces of a word counts for less than a learnt vector, in the vector and in `captured`.
const GUESS_WEIGHT = 0.5

/** Embeds an analysed text, and beside its words `forms` of them, in the space of `model`. Takes about 256 multiply-adds per different word. */
export function embed(model: TextModel, terms: readonly AnalysedTerm[], forms: readonly TermForm[] = []): EmbeddedText {
  const counts = new Map<string, number>()
  for (const { term } of terms) if (term !== '') counts.set(term, (counts.get(term) ?? 0) + 1)
  for (const [term, weight] of weighForms(model, forms)) counts.set(term, (counts.get(term) ?? 0) + weight)
  const sum = new Float64Array(DIMENSIONS)
  let squares = 0
  for (const [word, count] of counts) {
    const place = model.places.get(word)
    const rarity = place === undefined ? model.unknownIdf : (model.idf[place] as number)
    // below 1 it is a form that counts less than a word that was said
    const weight = (count < 1 ? count : 1 + Math.log(count)) * rarity
    squares += weight * weight
    if (place === undefined) addGuess(sum, model, word, weight * GUESS_WEIGHT)
    else addScaled(sum, model.vectors, place, weight * (model.scales[place] as number))
  }
  let projected = 0
  for (let j = 0; j < DIMENSIONS; j++) projected += (sum[j] as number) ** 2
  const vector = new Float32Array(DIMENSIONS)
  if (!(projected > 0)) return { vector, captured: 0 }
  const scale = 1 / Math.sqrt(projected)
  for (let j = 0; j < DIMENSIONS; j++) vector[j] = (sum[j] as number) * scale
  return { vector, captured: Math.min(1, Math.sqrt(projected / squares)) }
}

function addScaled(sum: Float64Array, vectors: Int8Array, row: number, weight: number): void {
  const from = row * DIMENSIONS
  for (let j = 0; j < DIMENSIONS; j++) sum[j] = (sum[j] as number) + weight * (vectors[from + j] as number)
}

function addGuess(sum: Float64Array, model: TextModel, word: string, weight: number): void {
  const { buckets, vectors, scales } = model.subwords
  if (buckets === 0) return
  const pieces = [...bucketsOfWord(word, buckets)].filter((bucket) => (scales[bucket] as number) > 0)
  for (const bucket of pieces) addScaled(sum, vectors, bucket, (weight / pieces.length) * (scales[bucket] as number))
}
