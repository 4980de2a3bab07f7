import { AppError } from '../../../contracts/errors.ts'
import type { SearchRequest } from '../../../contracts/search.ts'
import type { Collection } from '../../catalog/index.ts'

export type NamedWeight = { name: string; weight: number }

/**
 * The vectors that take part in a search, heaviest first, with weights that sum to 1: those the request picks, or all, each with the
 * weight that the request or else the profile gives it, or its own. None when every weight is 0. Throws search.vector for a name of the
 * request that the collection lacks; a profile may name vectors that were taken away since.
 */
export function weighVectors(
  collection: Collection,
  { vectors: picked, weights }: Pick<SearchRequest, 'vectors' | 'weights'>,
  profile: Readonly<Record<string, number>> = {},
): NamedWeight[] {
  const asked = weights?.vectors ?? {}
  const given = new Map(Object.entries({ ...profile, ...asked }))
  const defined = collection.definition.vectors
  const check = (name: string, path: string): void => {
    if (defined.some((vector) => vector.name === name)) return
    throw new AppError('search.vector', `There is no vector "${name}" in this collection.`, [{ path, message: 'is not a vector of the collection' }])
  }
  picked?.forEach((name, at) => check(name, `vectors[${at}]`))
  for (const name of Object.keys(asked)) check(name, `weights.vectors.${name}`)
  const taking = defined
    .filter(({ name }) => picked === undefined || picked.includes(name))
    .map(({ name, weight }) => ({ name, weight: given.get(name) ?? weight }))
    .filter(({ weight }) => weight > 0)
    .toSorted((left, right) => right.weight - left.weight)
  const sum = taking.reduce((total, { weight }) => total + weight, 0)
  return taking.map(({ name, weight }) => ({ name, weight: weight / sum }))
}
