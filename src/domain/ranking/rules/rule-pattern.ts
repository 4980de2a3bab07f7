import { type Language, analyse } from '../../../shared/text/index.ts'
import { createRegexTest } from './linear-regex.ts'

export type RulePattern = { match: 'exact' | 'phrase' | 'contains' | 'regex'; text: string }

/** A query as patterns see it: its terms in order, function words too, and its normalised words with one space between. */
export type RuleQuery = { terms: readonly string[]; text: string }

export type ReadPattern = { pattern: RulePattern; query: RuleQuery; meets(query: RuleQuery): boolean }

export function readRuleQuery(text: string, language: Language): RuleQuery {
  const tokens = analyse(text, language)
  return { terms: tokens.map(({ term }) => term), text: tokens.map(({ surface }) => surface).join(' ') }
}

/**
 * exact: the same terms in the same order; phrase: these side by side; contains: all of them, anywhere; regex: a match in the
 * normalised words. A query without words meets none. Asking an expression that checkRegex refuses throws.
 */
export function readPattern(pattern: RulePattern, language: Language): ReadPattern {
  const query = readRuleQuery(pattern.text, language)
  const test = createTest(pattern, query)
  return { pattern, query, meets: (asked) => asked.terms.length > 0 && test(asked) }
}

function createTest({ match, text }: RulePattern, { terms }: RuleQuery): (asked: RuleQuery) => boolean {
  switch (match) {
    case 'exact':
      return (asked) => asked.terms.length === terms.length && standsAt(asked.terms, terms, 0)
    case 'phrase':
      return (asked) => asked.terms.some((_term, at) => standsAt(asked.terms, terms, at))
    case 'contains':
      return (asked) => terms.every((term) => asked.terms.includes(term))
    case 'regex': {
      // most are never asked: compiling one takes longer than asking it a thousand times
      let test: ReturnType<typeof createRegexTest> | undefined
      return (asked) => (test ??= createRegexTest(text))(asked.text)
    }
  }
}

export function standsAt(words: readonly string[], terms: readonly string[], at: number): boolean {
  return terms.every((term, place) => words[at + place] === term)
}

/**
 * How two patterns meet, as far as it can be told without asking every query. same: the text of one is a query that the other
 * is met by; together: a query can be written that meets both; apart otherwise, or when only an expression could tell.
 */
export function compareMeetings(left: ReadPattern | null, right: ReadPattern | null): 'same' | 'together' | 'apart' {
  if (left === null || right === null) return 'same'
  if (left.pattern.match === 'regex' && right.pattern.match === 'regex') return left.pattern.text === right.pattern.text ? 'same' : 'apart'
  if ((left.pattern.match !== 'regex' && right.meets(left.query)) || (right.pattern.match !== 'regex' && left.meets(right.query))) return 'same'
  const open = (side: ReadPattern): boolean => side.pattern.match === 'phrase' || side.pattern.match === 'contains'
  return open(left) && open(right) ? 'together' : 'apart'
}
