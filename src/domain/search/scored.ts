import type { Candidate } from './ports.ts'

/** A candidate with its score; `at` is its place in the columns of the features. */
export type Scored = Pick<Candidate, 'doc' | 'id' | 'refined'> & {
  score: number
  at: number
  group: Candidate['group'] | undefined
  pool: Candidate['pool'] | undefined
}
