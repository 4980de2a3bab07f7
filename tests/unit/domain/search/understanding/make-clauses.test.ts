import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_CLAUSES, makeClauses } from '../../../../../src/domain/search/understanding/make-clauses.ts'
import type { QueryToken, TokenAlternative } from '../../../../../src/domain/search/understanding/query.ts'

const surface = fc.constantFrom('lamp', 'lamps', 'desk', 'oak', 'the', 'of', 'red')
/** Words of a query; the last may be open. Terms are shared by surfaces, as stems are. */
const query = fc.tuple(fc.array(surface, { maxLength: 12 }), fc.boolean()).map(([surfaces, open]) =>
  surfaces.map((word, at): QueryToken => ({
    surface: word,
    term: word.replace(/s$/, ''),
    start: at * 6,
    end: at * 6 + word.length,
    stop: word === 'the' || word === 'of',
    open: open && at === surfaces.length - 1,
  })),
)
const input = query.chain((tokens) =>
  fc.record({
    tokens: fc.constant(tokens),
    alternatives: fc.array(
      fc
        .tuple(
          fc.nat(Math.max(0, tokens.length - 1)),
          fc.integer({ min: 1, max: 3 }),
          fc.constantFrom('lantern', 'table', 'a b'),
          fc.boolean(),
          fc.constantFrom(0.5, 0.8, 1),
        )
        .map(([from, length, form, prefix, weight]): TokenAlternative => ({
          terms: form.split(' '),
          prefix,
          weight,
          from,
          to: Math.min(tokens.length, from + length),
        })),
      { maxLength: 6 },
    ),
    consumed: fc.subarray(tokens.map((_token, at) => at)).map((positions) => new Set(positions)),
  }),
)
const nameOf = ({ terms, prefix }: Pick<TokenAlternative, 'terms' | 'prefix'>): string => `${terms.join(' ')}${prefix ? '*' : ''}`

describe('clauses', () => {
  test('are one a written form that is searched, in order of first appearance', () => {
    fc.assert(
      fc.property(input, ({ tokens, alternatives, consumed }) => {
        const searched = tokens.filter(({ stop, open }, at) => (!stop || open) && !consumed.has(at))
        const surfaces = [...new Set(searched.map((token) => token.surface))]
        expect(makeClauses(tokens, alternatives, consumed).map(({ term }) => term)).toEqual(surfaces.map((word) => word.replace(/s$/, '')))
      }),
    )
  })

  test('may go on only where a word is being typed', () => {
    fc.assert(
      fc.property(input, ({ tokens, alternatives, consumed }) => {
        const last = tokens.length - 1
        const open = tokens[last]?.open === true && !consumed.has(last) ? [tokens[last].surface] : []
        expect(makeClauses(tokens, alternatives, consumed).flatMap(({ prefix }) => prefix ?? [])).toEqual(open)
      }),
    )
  })

  test('have every form of the words they stand for once, at the best weight it was given, the heaviest first', () => {
    fc.assert(
      fc.property(input, ({ tokens, alternatives, consumed }) => {
        const clauses = makeClauses(tokens, alternatives, consumed)
        for (const [at, token] of tokens.entries()) {
          if (token.stop || consumed.has(at)) continue
          const places = tokens.flatMap(({ surface: word }, place) => (word === token.surface && !consumed.has(place) ? [place] : []))
          const covering = alternatives.filter(({ from, to }) => places.some((place) => from <= place && place < to))
          const best = new Map<string, number>()
          for (const form of covering) best.set(nameOf(form), Math.max(best.get(nameOf(form)) ?? 0, form.weight))
          const position = [
            ...new Set(tokens.filter(({ stop, open }, other) => (!stop || open) && !consumed.has(other)).map((other) => other.surface)),
          ]
          const own = clauses[position.indexOf(token.surface)]?.alternatives ?? []
          expect(new Map(own.map((form) => [nameOf(form), form.weight]))).toEqual(best)
          expect(own).toHaveLength(best.size)
          expect(own.map(({ weight }) => weight)).toEqual(own.map(({ weight }) => weight).toSorted((left, right) => right - left))
        }
      }),
    )
  })

  test('of a word that is said twice take the forms of both places', () => {
    const tokens = ['new', 'york', 'new', 'jersey'].map((word, at): QueryToken => ({
      surface: word,
      term: word,
      start: at * 7,
      end: at * 7 + word.length,
      stop: false,
      open: false,
    }))
    const form = (terms: string, from: number): TokenAlternative => ({ terms: [terms], prefix: false, weight: 0.95, from, to: from + 2 })
    const clauses = makeClauses(tokens, [form('ny', 0), form('nj', 2)], new Set())
    expect(clauses.map(({ term, alternatives = [] }) => [term, ...alternatives.flatMap(({ terms }) => terms)])).toEqual([
      ['new', 'ny', 'nj'],
      ['york', 'ny'],
      ['jersey', 'nj'],
    ])
  })

  test('are 48 at most, the first ones', () => {
    const tokens = Array.from({ length: 100 }, (_, at): QueryToken => ({
      surface: `w${at}`,
      term: `w${at}`,
      start: at,
      end: at + 1,
      stop: false,
      open: false,
    }))
    const clauses = makeClauses(tokens, [], new Set([0]))
    expect(clauses).toHaveLength(MAX_CLAUSES)
    expect(clauses[0]).toEqual({ term: 'w1', prefix: null })
  })
})
