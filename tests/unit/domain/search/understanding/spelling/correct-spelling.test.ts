import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listSuspects } from '../../../../../../src/domain/search/understanding/spelling/index.ts'
import { correct, readQueryTokens, vocabularyOf } from './vocabulary-of.ts'

const shop = vocabularyOf([
  ['walnut desk with drawer', 60],
  ['walnut veneer table', 40],
  ['microwave oven', 50],
  ['stainless steel refrigerator', 80],
  ['lawn mower blade', 30],
  ['lawnmower cover', 20],
  ['kitchen faucet', 90],
  ['garden hose', 70],
  ['water heater', 60],
  ['fluorescent tube', 100],
  ['florescent tube', 1],
  ['drill DCD771C2', 10],
  ['cordless drill', 60],
  ['bread knife', 300],
])

describe('what is corrected', () => {
  test.each([
    ['a letter too many', 'walnutt desk', 'walnut desk'],
    ['a letter left out', 'kitchen faucet refrigeratr', 'kitchen faucet refrigerator'],
    ['a letter for another', 'garden refrigirator', 'garden refrigerator'],
    ['two letters swapped', 'microwvae oven', 'microwave oven'],
    ['two slips in a long word', 'stainles refridgerater', 'stainless refrigerator'],
    ['a space left out', 'waterheater', 'water heater'],
    ['a space too many, where only the joined word is written', 'micro wave oven', 'microwave oven'],
    ['a letter on the wrong side of a space', 'kitche nfaucet', 'kitchen faucet'],
    ['a slip of the catalog beside a far commoner word', 'florescent tube', 'fluorescent tube'],
    ['capitals', 'WALNUTT Desk', 'walnut Desk'],
  ])('%s: %s', (_, typed, effective) => {
    expect(correct(typed, shop).effective).toBe(effective)
  })

  test('a correction names what was typed, where, and how sure it is; what else was typed stays', () => {
    const { corrections, effective, tokens, didYouMean } = correct('the  «Walnutt», desk!', shop)
    expect(corrections).toEqual([{ from: 'Walnutt', to: 'walnut', confidence: expect.any(Number), span: [6, 13] }])
    expect(corrections[0]?.confidence).toBeGreaterThanOrEqual(0.8)
    expect(effective).toBe('the  «walnut», desk!')
    expect(didYouMean).toBe(null)
    expect(tokens.map(({ surface, term, start, end, stop }) => [surface, term, start, end, stop])).toEqual([
      ['the', 'the', 0, 3, true],
      ['walnut', 'walnut', 6, 13, false],
      ['desk', 'desk', 16, 20, false],
    ])
  })

  test('no correction completes a blocked phrase, made or offered; one beside it is made, and of two the surer', () => {
    const isBlocked = (text: string) => text.toLowerCase().includes('bread knife')
    for (const [q, effective] of [
      ['bread knfe', 'bread knfe'],
      ['braed knife', 'braed knife'],
      ['garden breaad knife', 'garden breaad knife'],
      ['bread knfe refrigeratr', 'bread knfe refrigerator'],
      // it was typed, so it is there anyway
      ['bread knife refrigeratr', 'bread knife refrigerator'],
    ] as const) {
      const corrected = correct(q, shop, { isBlocked })
      expect([q, corrected.effective, corrected.didYouMean]).toEqual([q, effective, null])
    }
    const both = correct('breaad knfe', shop, { isBlocked })
    expect([both.effective, both.corrections.length, both.didYouMean]).toEqual([expect.not.stringMatching(/bread knife/), 1, null])
    expect(correct('bread knfe', shop).effective).toBe('bread knife')
  })

  test('a slip that is repeated is corrected wherever it stands, however many other words there are', () => {
    const q = `${Array.from({ length: 11 }, (_, at) => `qzx${String.fromCharCode(97 + at).repeat(4)}`).join(' ')} ${'refrigeratr '.repeat(8)}`
    expect(correct(q, shop).effective).toBe(q.replaceAll('refrigeratr', 'refrigerator'))
  })

  test('the parts of a split share the span of what was typed, and a join has the span of both words', () => {
    expect(correct('waterheater', shop).tokens.map(({ term, start, end }) => [term, start, end])).toEqual([
      ['water', 0, 11],
      ['heater', 0, 11],
    ])
    expect(correct('micro  wave', shop).tokens.map(({ surface, start, end }) => [surface, start, end])).toEqual([['microwave', 0, 11]])
  })

  test('of two corrections the one the collection says beside the neighbour is made', () => {
    const harbour = vocabularyOf([
      ['silver bracelet', 50],
      ['silver chain', 50],
      ['shelf bracket', 50],
      ['shelf board', 50],
    ])
    expect(correct('shelf bracket', harbour).corrections).toEqual([])
    expect(correct('shelf brackeet', harbour).effective).toBe('shelf bracket')
    expect(correct('silver bracelt', harbour).effective).toBe('silver bracelet')
  })
})

describe('what is left alone', () => {
  test.each([
    ['known words', 'walnut desk garden hose'],
    ['numbers', '123456 65 10x12'],
    ['a model code, whole or with a slip', 'DCD771C2 DCD771C3 dcd77lc2'],
    ['function words', 'the of and'],
    ['words like nothing in the collection', 'xylophone quartet'],
    ['short words', 'hos bre knf'],
    ['emoji, signs and nothing at all', '🔥 ?!'],
    ['an empty query', ''],
    ['right-to-left text', 'שולחן עבודה'],
  ])('%s: %s', (_, typed) => {
    const { corrections, effective, didYouMean } = correct(typed, shop)
    expect({ corrections, effective, didYouMean }).toEqual({ corrections: [], effective: typed, didYouMean: null })
  })

  test('the word that is being typed', () => {
    expect(correct('desk walnutt', shop, { typing: true }).effective).toBe('desk walnutt')
    expect(correct('desk walnutt', shop).effective).toBe('desk walnut')
  })

  test('a word that the live index has although the vocabulary does not', () => {
    expect(listSuspects(readQueryTokens('the walnutt desk 12 walnutt x9'), shop)).toEqual(['walnutt'])
    expect(correct('walnutt desk', shop, { known: new Set(['walnutt']) }).corrections).toEqual([])
  })

  test('a rare form of a common word, which finds the same', () => {
    const pipes = vocabularyOf([
      ['copper piping', 200],
      ['copper pipings', 1],
    ])
    expect(correct('copper pipings', pipes).corrections).toEqual([])
  })
})

describe('written together and apart', () => {
  test('where both are written the other is searched as well, and nothing is corrected', () => {
    const apart = correct('best lawn mower', shop)
    expect(apart.corrections).toEqual([])
    expect(apart.forms).toEqual([{ from: 'lawn mower', to: 'lawnmower', kind: 'join', weight: 0.9, span: [5, 15] }])
    expect(apart.alternatives).toEqual([{ terms: ['lawnmow'], prefix: false, weight: 0.9, from: 1, to: 3 }])
    const together = correct('lawnmower', shop)
    expect(together.corrections).toEqual([])
    expect(together.forms).toEqual([{ from: 'lawnmower', to: 'lawn mower', kind: 'split', weight: 0.9, span: [0, 9] }])
    expect(together.alternatives).toEqual([{ terms: ['lawn', 'mower'], prefix: false, weight: 0.9, from: 0, to: 1 }])
  })

  test('positions of alternatives are those of the corrected words', () => {
    const { tokens, alternatives } = correct('waterheater lawn mower', shop)
    expect(tokens.map(({ surface }) => surface)).toEqual(['water', 'heater', 'lawn', 'mower'])
    expect(alternatives).toEqual([expect.objectContaining({ from: 2, to: 4 })])
  })
})

describe('doubt', () => {
  test('below the threshold nothing is changed and the whole corrected query is offered', () => {
    const { corrections, didYouMean, effective, tokens } = correct('big walnutt desk', shop, { threshold: 1.01 })
    expect({ corrections, didYouMean, effective }).toEqual({ corrections: [], didYouMean: 'big walnut desk', effective: 'big walnutt desk' })
    expect(tokens.map(({ surface }) => surface)).toEqual(['big', 'walnutt', 'desk'])
  })

  test('up to 32 words are corrected, function words among them; in a longer query corrections are only offered, and nothing is searched together or apart', () => {
    const padded = (words: number) => `${'the garden '.repeat((words - 4) / 2)}lawn mower walnutt desk`
    const short = correct(padded(32), shop)
    expect(short).toMatchObject({ corrections: [{ from: 'walnutt', to: 'walnut' }], didYouMean: null, forms: [{ to: 'lawnmower' }] })
    const long = correct(padded(34), shop)
    const right = padded(34).replace('walnutt', 'walnut')
    expect(long).toMatchObject({ corrections: [], effective: padded(34), didYouMean: right, forms: [], alternatives: [] })
    expect(long.tokens.map(({ surface }) => surface)).toContain('walnutt')
    expect(correct(`the ${padded(32)}`, shop).corrections).toEqual([])
  })

  test('a blocked word is neither searched nor offered, in one piece or as a part', () => {
    for (const threshold of [0.8, 1.01]) {
      const blocked = (...words: string[]) => ({ threshold, isBlocked: (surface: string) => words.includes(surface) })
      for (const [query, ...words] of [
        ['walnutt desk', 'walnut'],
        ['waterheater', 'heater'],
        ['micro wave', 'microwave'],
        ['lawn mower', 'lawnmower'],
      ] as const) {
        const outcome = correct(query, shop, blocked(...words))
        expect(JSON.stringify([outcome.effective, outcome.didYouMean, outcome.forms, outcome.tokens])).not.toContain(`"${words[0]}"`)
        expect(`${outcome.effective} ${outcome.didYouMean}`.split(' ')).not.toContain(words[0])
      }
    }
  })
})

describe('bad input', () => {
  test('a query of 48 words of rubbish is looked up a bounded number of times', () => {
    let lookups = 0
    const counting = {
      ...shop,
      visitSimilar: (...args: Parameters<typeof shop.visitSimilar>) => {
        lookups += 1
        shop.visitSimilar(...args)
      },
    }
    const rubbish = Array.from({ length: 48 }, (_, index) => `refridgxr${String.fromCharCode(97 + (index % 26))}${'q'.repeat(1 + (index % 3))}`).join(
      ' ',
    )
    correct(rubbish, counting)
    expect(lookups).toBeLessThanOrEqual(12)
    expect(listSuspects(readQueryTokens(rubbish), shop).length).toBeLessThanOrEqual(12)
  })

  test('look-alike letters of another script are read as the word they imitate', () => {
    expect(correct('w\u0430lnut desk', shop).effective).toBe('walnut desk')
    expect(correct('w\u0430lnut desk', shop).corrections[0]).toMatchObject({ from: 'w\u0430lnut', to: 'walnut', span: [0, 6] })
    expect(correct('walnut d\u0435sk', shop).effective).toBe('walnut desk')
  })

  test('zero-width characters are no slip', () => {
    const { corrections, tokens } = correct('wal\u200bnut de\u2060sk', shop)
    expect(corrections).toEqual([])
    expect(tokens.map(({ surface }) => surface)).toEqual(['walnut', 'desk'])
  })

  test('whatever is typed, spans cut the query where they say and the effective query is the query with them replaced', () => {
    const words = fc.constantFrom(
      'walnutt',
      'desk',
      'microwvae',
      'waterheater',
      'micro',
      'wave',
      '12',
      'the',
      '🔥',
      'стол',
      '机',
      "d'or",
      'lawn',
      'mower',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 12 }), (parts) => {
        const text = parts.join(' ')
        const { corrections, effective, tokens } = correct(text, shop)
        let written = ''
        let at = 0
        for (const { from, to, span, confidence } of corrections) {
          expect(text.slice(...span)).toBe(from)
          expect(span[0]).toBeGreaterThanOrEqual(at)
          expect(confidence).toBeGreaterThanOrEqual(0.8)
          expect(confidence).toBeLessThanOrEqual(1)
          written += text.slice(at, span[0]) + to
          at = span[1]
        }
        expect(effective).toBe(written + text.slice(at))
        for (const token of tokens) expect(token.end).toBeGreaterThan(token.start)
      }),
    )
  }, 60_000)
})
