import { RE2JS, RE2JSException, RE2Set } from 're2js'
import { LEAST_LITERAL, findRequiredLiterals } from './required-literals.ts'

/** Instructions of one compiled expression: what a character of a query may cost at worst. */
export const MAX_REGEX_SIZE = 500
/** Bytes of the states that an expression has met so far; beyond it they are forgotten and met anew. */
const STATES_BYTES = 64_000

export type CheckedRegex = { ok: true; size: number } | { ok: false; reason: string }

/**
 * Case is ignored: queries are matched in lower case, and nobody should have to know. What RE2's syntax has no place for
 * (backreferences, look-around), or what would be too large, is refused with the reason.
 */
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
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE)
  for (const expression of expressions) set.add(expression)
  set.compile()
  return set.prog.numInst()
}

/**
 * Whether the text holds a match, in time linear in its length (RE2). Throws for an expression that checkRegex refuses. A set of one,
 * because a set takes a bound on the states it keeps: without it an expression may fill megabytes with them.
 */
export function createRegexTest(expression: string): (text: string) => boolean {
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE, STATES_BYTES)
  set.add(expression)
  set.compile()
  return (text) => set.match(text).length > 0
}

/**
 * Positions of the expressions that hold a match in a text of normalised words, ascending. An expression is asked only where a text that
 * it requires occurs, and compiled when it is asked for the first time; those that require none are always asked. (One automaton for all
 * was tried: under queries that it has not met it costs twenty times as much, and its states thousands of kilobytes.)
 */
export function createRegexSet(expressions: readonly string[]): (text: string) => readonly number[] {
  const always: number[] = []
  const required = new Map<string, { literal: string; at: number }[]>()
  expressions.forEach((expression, at) => {
    const literals = findRequiredLiterals(expression)
    if (literals === null) always.push(at)
    for (const literal of literals ?? []) {
      const beginning = literal.slice(0, LEAST_LITERAL)
      const list = required.get(beginning)
      if (list) list.push({ literal, at })
      else required.set(beginning, [{ literal, at }])
    }
  })
  const tests: ReturnType<typeof createRegexTest>[] = []
  return (text) => {
    const asked = new Set(always)
    for (let place = 0; place + LEAST_LITERAL <= text.length; place++) {
      for (const { literal, at } of required.get(text.slice(place, place + LEAST_LITERAL)) ?? []) if (text.startsWith(literal, place)) asked.add(at)
    }
    return [...asked].filter((at) => (tests[at] ??= createRegexTest(expressions[at] ?? ''))(text)).toSorted((left, right) => left - right)
  }
}
