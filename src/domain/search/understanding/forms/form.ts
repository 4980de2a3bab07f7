import type { WrittenForm } from '../../../../contracts/understanding.ts'

/** One other way of writing the tokens [from, to), not yet analysed: `written` is what a document would say. */
export type Form = {
  from: number
  to: number
  written: string
  kind: WrittenForm['kind']
  weight: number
  prefix: boolean
}

/** Forms of the same tokens, best first; they share the room those tokens have. */
export type FormGroup = readonly Form[]

/** The same thing in other signs. */
export const SAME = 0.95
/** One of several things the words may stand for. */
export const ONE_OF_SEVERAL = 0.9
/** A part of what was typed: the beginning of a code, or a number whose unit was a sign that no index keeps. */
export const PART = 0.7

/** What one token and one query may have: more alternatives make the statement slower and the answer no better. */
export const MAX_PER_TOKEN = 8
export const MAX_PER_QUERY = 48
/** Beyond this a query has no clauses left to put a form into. */
export const MAX_TOKENS = 64
