import type { QueryToken } from '../query.ts'
import { MAX_LOOKUPS, isOpenToCorrection } from './build-arcs.ts'
import type { Vocabulary } from './open-vocabulary.ts'

/**
 * Surfaces that correction might change and the vocabulary lacks, each once, at most 12: the caller asks the live index which of them occur
 * after all, in documents written since, and passes those to correctSpelling as `known`.
 */
export function listSuspects(tokens: readonly QueryToken[], vocabulary: Vocabulary): string[] {
  const surfaces = tokens.filter((token) => isOpenToCorrection(token) && vocabulary.frequency(token.surface) === 0).map(({ surface }) => surface)
  return [...new Set(surfaces)].slice(0, MAX_LOOKUPS)
}
