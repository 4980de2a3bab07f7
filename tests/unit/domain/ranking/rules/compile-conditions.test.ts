import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type RuleCondition,
  type RulePattern,
  compareMeetings,
  compileConditions,
  readPattern,
  readRuleQuery,
} from '../../../../../src/domain/ranking/rules/index.ts'

const on = (match: RulePattern['match'], text: string): RuleCondition => ({ query: { match, text }, segment: null, from: null, until: null })
const ask = (q: string, rest: { segments?: string[]; now?: number } = {}) => ({ query: readRuleQuery(q, 'en'), segments: [], now: 0, ...rest })
const find = (conditions: readonly RuleCondition[], q: string, rest = {}): readonly number[] => compileConditions(conditions, 'en').find(ask(q, rest))

describe('a pattern of words', () => {
  test.each([
    ['exact', 'walnut desk', ['Walnut Désks'], ['desk walnut', 'walnut desk lamp', 'walnut', '']],
    ['phrase', 'walnut desk', ['big walnut desks here', 'walnut desk'], ['walnut big desk', 'desk walnut']],
    ['contains', 'walnut desk', ['desk of walnut', 'walnut desk'], ['desk', 'walnut']],
    ['regex', '^desks? [0-9]+', ['Desk 12', 'desks 7 pieces'], ['a desk 12', 'desk']],
  ] as const)('%s "%s" is met by its own queries', (match, text, met, unmet) => {
    for (const q of met) expect(find([on(match, text)], q), q).toEqual([0])
    for (const q of unmet) expect(find([on(match, text)], q), q).toEqual([])
  })

  test('is met by no query without words, not even one that matches everything', () => {
    expect(find([on('regex', '.*'), on('contains', 'desk')], ' !? ')).toEqual([])
  })
})

describe('a rule without words', () => {
  const always: RuleCondition = { query: null, segment: null, from: null, until: null }
  test('fires for browsing too', () => {
    expect(find([always, on('exact', 'desk')], '')).toEqual([0])
  })
  test('fires for its segment only', () => {
    expect(find([{ ...always, segment: 'vip' }], 'desk', { segments: ['new', 'vip'] })).toEqual([0])
    expect(find([{ ...always, segment: 'vip' }], 'desk', { segments: ['new'] })).toEqual([])
  })
  test('fires from its first millisecond to the one before its last date', () => {
    const dated = { ...always, from: 10, until: 20 }
    expect([9, 10, 19, 20].map((now) => find([dated], '', { now }).length)).toEqual([0, 1, 1, 0])
  })
})

const words = fc.constantFrom('desk', 'desks', 'walnut', 'lamp', 'the', 'red')
const texts = fc.array(words, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '))
const pattern = fc.record({ match: fc.constantFrom('exact' as const, 'phrase' as const, 'contains' as const, 'regex' as const), text: texts })

test('the index finds what asking every rule finds', () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 12 }), texts, (patterns, q) => {
      const conditions = patterns.map(({ match, text }) => on(match, text))
      const asked = readRuleQuery(q, 'en')
      const met = patterns.flatMap((one, at) => (readPattern(one, 'en').meets(asked) ? [at] : []))
      expect(compileConditions(conditions, 'en').find({ query: asked, segments: [], now: 0 })).toEqual(met)
    }),
    { numRuns: 500 },
  )
})

test('patterns that some query meets both of are never said to be apart, expressions aside', () => {
  const worded = pattern.filter(({ match }) => match !== 'regex')
  fc.assert(
    fc.property(worded, worded, texts, (left, right, q) => {
      const [one, other] = [readPattern(left, 'en'), readPattern(right, 'en')]
      const asked = readRuleQuery(q, 'en')
      if (one.meets(asked) && other.meets(asked)) expect(compareMeetings(one, other)).not.toBe('apart')
      expect(compareMeetings(one, other)).toBe(compareMeetings(other, one))
    }),
    { numRuns: 500 },
  )
})
