import { RE2JS, RE2JSException, RE2Set } from 're2js'

/** Instructions of one compiled expression: what a character of a query may cost at worst. */
export const MAX_REGEX_SIZE = 500
/** States that the expressions of a collection have met so far, in bytes; beyond it they are forgotten and met anew. */
const SET_MEMORY = 2_000_000
/** A word boundary looks at two characters at once, which the automaton of a set has no states for. */
const BOUNDARY = /\\[bB]/

export type CheckedRegex = { ok: true; size: number } | { ok: false; reason: string }

/** Case is ignored: the text is in lower case, and nobody should have to know. What RE2's syntax has no place for (backreferences, look-around), or what would be too large, is refused with the reason. */
export function checkRegex(text: string): CheckedRegex {
  try {
    const size = RE2JS.compile(text, RE2JS.CASE_INSENSITIVE).matcher('').programSize()
    if (size > MAX_REGEX_SIZE) return { ok: false, reason: `is too large: it compiles to ${size} steps, at most ${MAX_REGEX_SIZE} are allowed` }
    return { ok: true, size }
  } catch (error) {
    if (error instanceof RE2JSException) return { ok: false, reason: error.message }
    throw error
  }
}

/** Steps of expressions that checkRegex accepts, taken together. */
export function measureRegexes(expressions: readonly string[]): number {
  if (expressions.length === 0) return 0
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE, SET_MEMORY)
  for (const expression of expressions) set.add(expression)
  set.compile()
  return set.prog.numInst()
}

/** Whether the text holds a match, in time linear in its length (RE2). Throws for an expression that checkRegex refuses. */
export function createRegexTest(expression: string): (text: string) => boolean {
  const compiled = RE2JS.compile(expression, RE2JS.CASE_INSENSITIVE)
  return (text) => compiled.matcher(text).find()
}

/** Positions of the expressions that hold a match in a text, ascending; those without a word boundary in one pass over it. */
export function createRegexSet(expressions: readonly string[]): (text: string) => readonly number[] {
  const places = expressions.map((_expression, at) => at)
  const sets = [places.filter((at) => !isBounded(expressions[at])), places.filter((at) => isBounded(expressions[at]))]
    .filter((of) => of.length > 0)
    .map((of) => {
      const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE, SET_MEMORY)
      for (const at of of) set.add(expressions[at] ?? '')
      set.compile()
      return { of, set }
    })
  return (text) => sets.flatMap(({ of, set }) => set.match(text).map((at) => of[at] ?? 0)).toSorted((left, right) => left - right)
}

function isBounded(expression = ''): boolean {
  return BOUNDARY.test(expression)
}
