// What other forms of a text's words ("tv" of television, "65in" of 65 inches) count beside the words themselves, 0..1.
import type { TextModel } from './model.ts'
import { readFrequency } from './term-matrix.ts'

/** Another way in which documents may say the words `of`; `weight` is what it counts beside 1 for the words, in (0, 1]. */
export type TermForm = { of: readonly string[]; terms: readonly string[]; weight: number }

/**
 * Counts of the forms' terms. Forms of the same words share one word's room. Rarity would let a spelt-out form of three rare words
 * drown the common one that was typed, so a form is no longer than what it stands for, as on the keyword side; and it counts by how often
 * documents write it beside how often they write that. Words the model has not learnt make no form: pieces of them are a guess.
 */
export function weighForms(model: TextModel, forms: readonly TermForm[]): ReadonlyMap<string, number> {
  const known = forms
    .map((form) => ({ ...form, added: form.terms.filter((term) => !form.of.includes(term)) }))
    .filter(({ of, terms, added }) => of.length > 0 && added.length > 0 && terms.every((term) => model.places.has(term)))
  const shares = new Map<string, number>()
  for (const { of } of known) shares.set(of.join(' '), (shares.get(of.join(' ')) ?? 0) + 1)
  const counts = new Map<string, number>()
  for (const { of, terms, added, weight } of known) {
    const length = Math.min(1, measureLength(model, of) / measureLength(model, added))
    const share = (weight * length * compareFrequencies(model, terms, of)) / (shares.get(of.join(' ')) ?? 1)
    for (const term of added) counts.set(term, (counts.get(term) ?? 0) + share)
  }
  return counts
}

function measureLength(model: TextModel, terms: readonly string[]): number {
  return Math.hypot(...terms.map((term) => readRarity(model, term) ?? model.unknownIdf))
}

/** Documents with the form beside documents with the words, at most 1: of several terms the rarest tells. */
function compareFrequencies(model: TextModel, form: readonly string[], words: readonly string[]): number {
  const typed = countRarest(model, words)
  return typed > 0 ? Math.min(1, countRarest(model, form) / typed) : 1
}

function countRarest(model: TextModel, terms: readonly string[]): number {
  const frequencies = terms.map((term) => {
    const rarity = readRarity(model, term)
    return rarity === undefined ? 0 : readFrequency(rarity, model.statistics.sampledDocuments)
  })
  return Math.min(...frequencies)
}

function readRarity(model: TextModel, term: string): number | undefined {
  const place = model.places.get(term)
  return place === undefined ? undefined : model.idf[place]
}
