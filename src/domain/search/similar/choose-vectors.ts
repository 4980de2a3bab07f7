import type { SimilarRequest } from '../../../contracts/several.ts'
import { AppError } from '../../../contracts/errors.ts'
import type { Collection } from '../../catalog/index.ts'
import type { NamedWeight } from '../retrieval/weigh-vectors.ts'

/** The vectors that take part, heaviest first, with weights that sum to 1; none for a collection without any. Throws search.vector. */
export function chooseVectors(collection: Collection, choice: SimilarRequest['vectors']): NamedWeight[] {
  const defined = new Map(collection.definition.vectors.map(({ name, weight }) => [name, weight]))
  const named =
    choice === undefined ? [...defined] : Array.isArray(choice) ? choice.map((name) => [name, defined.get(name)] as const) : Object.entries(choice)
  const unknown = named.find(([name]) => !defined.has(name))
  if (unknown) throw refuse(`There is no vector "${unknown[0]}" in this collection.`, 'is not a vector of the collection')
  const weights = [...new Map(named)].flatMap(([name, weight]) => (weight === undefined || weight <= 0 ? [] : [{ name, weight }]))
  if (choice !== undefined && weights.length === 0) throw refuse('No vector has a weight above 0.', 'leaves nothing to compare by')
  const sum = weights.reduce((total, { weight }) => total + weight, 0)
  return weights.map(({ name, weight }) => ({ name, weight: weight / sum })).toSorted((left, right) => right.weight - left.weight)
}

function refuse(detail: string, message: string): AppError {
  return new AppError('search.vector', detail, [{ path: 'vectors', message }])
}
