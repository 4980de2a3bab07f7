import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_QUERY_LENGTH } from '../../../../../src/contracts/search.ts'
import type { SynonymRule } from '../../../../../src/contracts/synonyms.ts'
import { UNDERSTANDING_STEPS, type UnderstandingStep } from '../../../../../src/contracts/understanding.ts'
import type { Collection } from '../../../../../src/domain/catalog/index.ts'
import { MAX_CLAUSES } from '../../../../../src/domain/search/understanding/make-clauses.ts'
import type { UnderstandingPorts } from '../../../../../src/domain/search/understanding/ports.ts'
import { readQuery } from '../../../../../src/domain/search/understanding/read-query.ts'
import { compileSynonyms } from '../../../../../src/domain/search/understanding/synonyms/compile-synonyms.ts'
import { understandQuery } from '../../../../../src/domain/search/understanding/understand-query.ts'
import { analyse } from '../../../../../src/shared/text/index.ts'
import { GARDEN, GARDEN_DOCUMENTS, NOW, openShop } from './intent/shop.ts'
import { anyQuery } from './read-tokens.ts'
import { vocabularyOf } from './spelling/vocabulary-of.ts'

const { definition, values } = openShop(GARDEN, GARDEN_DOCUMENTS)
const TITLES = [
  'hedge shears',
  'knife with a sharp blade',
  'radio with clock',
  'lawnmower for large gardens',
  'blanket of wool',
  '65 inch television',
] as const
const vocabulary = vocabularyOf(TITLES.map((title) => [title, 6] as const))
const RULES: SynonymRule[] = [
  { id: 'two', type: 'two_way', words: ['radio', 'wireless set'], weight: 0.8 },
  { id: 'one', type: 'one_way', from: ['cutter', 'kniff'], to: ['knife', 'hedge shears'], weight: 0.5 },
]
const words = {
  abbreviations: new Map([['tv', ['television']]]),
  synonyms: compileSynonyms(RULES, 'en'),
  isBlocked: (text: string) => text.includes('blanket'),
  bytes: 0,
}
const ports: UnderstandingPorts = {
  vocabulary: async () => vocabulary,
  values: async () => values,
  words: async () => words,
  findKnown: async (_collection, terms) => new Set(terms.flatMap(({ term }) => (term === 'garten' ? [term] : []))),
  popular: async () => [],
  within: (work) => work,
}
const shop = (understanding: NonNullable<Collection['definition']['understanding']> = {}): Collection =>
  ({ id: 1, definition: { ...definition, understanding } }) as Collection

type Request = Parameters<typeof understandQuery>[2]
const ask = (q: string, request: Partial<Request> = {}, collection = shop(), over: Partial<UnderstandingPorts> = {}) =>
  understandQuery({ ...ports, ...over }, collection, { q, typing: false, understand: true, literal: false, withoutChips: [], ...request }, NOW)

const SHOP_WORDS = [
  'hedge',
  'shaers',
  'knife',
  'kniff',
  'sharp',
  'raido',
  'lawn mower',
  'lawnmwer',
  'under $50',
  '65in',
  'tv',
  'cutter',
  'oak',
  'the',
  'Élan',
  'spade & sons',
  'light green',
  'top rated',
  '2x4',
  'DCD771C2',
  'blankett',
  'garten',
  'how to',
  'cheap',
  'since 2012',
]
const shopWord = fc.constantFrom(...SHOP_WORDS)
const anyQ = fc.oneof(
  anyQuery,
  fc.array(shopWord, { maxLength: 9 }).map((parts) => parts.join(' ')),
  fc.array(fc.oneof(shopWord, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 90 }).map((parts) => parts.join(' ')),
)
const steps = fc.subarray<UnderstandingStep>([...UNDERSTANDING_STEPS])
const request = fc.record({
  typing: fc.boolean(),
  understand: fc.oneof(fc.boolean(), steps),
  literal: fc.boolean(),
  withoutChips: fc.subarray(['brand:Sharp', 'price:..50', 'product colour:Light Green', 'nothing']),
})

describe('of any query, under any request', () => {
  test('the outcome has at most 48 clauses, and every span lies in the original', async () => {
    await fc.assert(
      fc.asyncProperty(anyQ, request, async (q, given) => {
        const { terms, tokens, corrections, forms, synonyms, chips, original, effective } = await ask(q, given)
        expect(original).toBe(q)
        expect(terms.length).toBeLessThanOrEqual(MAX_CLAUSES)
        expect(effective.isWellFormed()).toBe(true)
        const spans = [...corrections, ...forms, ...synonyms, ...chips].map(({ span }) => span)
        const all = [...spans, ...tokens.map(({ start, end }) => [start, end] as const)]
        expect(all.filter(([start, end]) => start < 0 || end <= start || end > Math.min(q.length, MAX_QUERY_LENGTH))).toEqual([])
        for (const { alternatives = [] } of terms)
          for (const { weight, terms: form } of alternatives) expect(weight > 0 && weight <= 1 && form.length > 0).toBe(true)
      }),
    )
  })

  test('equal requests have equal outcomes', async () => {
    await fc.assert(
      fc.asyncProperty(anyQ, request, async (q, given) => {
        expect(await ask(q, given)).toEqual(await ask(q, given))
      }),
    )
  })

  test('a step that does not run leaves nothing behind, whether the request or the collection leaves it out', async () => {
    await fc.assert(
      fc.asyncProperty(anyQ, steps, async (q, chosen) => {
        const outcome = await ask(q, { understand: chosen })
        const runs = new Set(chosen)
        if (!runs.has('spelling'))
          expect([outcome.corrections, outcome.didYouMean, outcome.effective]).toEqual([[], null, readQuery(q, 'en', false).text.trim()])
        if (!runs.has('synonyms')) expect(outcome.synonyms).toEqual([])
        if (!runs.has('normalise') && !runs.has('spelling')) expect(outcome.forms).toEqual([])
        if (!runs.has('normalise') && !runs.has('synonyms')) expect(outcome.otherForms).toEqual([])
        if (!runs.has('intent')) expect([outcome.chips, outcome.searched]).toEqual([[], outcome.effective])
        if (!runs.has('phrases')) expect(outcome.phrases).toEqual([])
        if (!runs.has('classify')) expect([outcome.intent, outcome.detectedLanguage]).toEqual([null, null])
        const off = UNDERSTANDING_STEPS.filter((step) => !runs.has(step))
        expect(await ask(q, { understand: true }, shop({ off }))).toEqual(outcome)
      }),
    )
  })

  test('without a step the query is taken as typed: terms without other forms, no chips', async () => {
    await fc.assert(
      fc.asyncProperty(anyQ, fc.boolean(), fc.constantFrom<[false, UnderstandingStep[]]>(false, []), async (q, typing, understand) => {
        const outcome = await ask(q, { understand, typing })
        const read = readQuery(q, 'en', typing)
        const typed = new Map(
          read.tokens.filter(({ stop, open }) => !stop || open).map(({ surface, term, open }) => [surface, { term, prefix: open ? surface : null }]),
        )
        expect(outcome.terms).toEqual([...typed.values()].slice(0, MAX_CLAUSES))
        expect(outcome).toMatchObject({ tokens: read.tokens, effective: read.text.trim(), searched: read.text.trim(), truncated: read.truncated })
        expect(outcome).toMatchObject({
          corrections: [],
          forms: [],
          synonyms: [],
          phrases: [],
          chips: [],
          intent: null,
          strange: false,
          complete: true,
        })
      }),
    )
  })

  test('a literal query is neither corrected nor searched in another form', async () => {
    await fc.assert(
      fc.asyncProperty(anyQ, async (q) => {
        const { corrections, didYouMean, forms, synonyms, terms, effective } = await ask(q, { literal: true })
        expect([corrections, didYouMean, forms, synonyms]).toEqual([[], null, [], []])
        expect(terms.filter(({ alternatives }) => alternatives !== undefined)).toEqual([])
        expect(effective).toBe(readQuery(q, 'en', false).text.trim())
      }),
    )
  })

  test('chips that were taken away do not come back, and no correction is a blocked word', async () => {
    await fc.assert(
      fc.asyncProperty(anyQ, async (q) => {
        const { chips, corrections } = await ask(q)
        expect(corrections.filter(({ to }) => words.isBlocked(to))).toEqual([])
        const withoutChips = chips.map(({ id }) => id)
        const left = (await ask(q, { withoutChips })).chips.map(({ id }) => id)
        expect(left.filter((id) => withoutChips.includes(id))).toEqual([])
      }),
    )
  })
})

describe('words of a collection that can not be read', () => {
  test('cost the steps that need them and no others, and the answer says that it is not complete', async () => {
    const q = 'kniff raido tv under €50'
    const fail = (): Promise<never> => Promise.reject(new Error('R2 is away'))
    const whole = await ask(q)
    expect(whole).toMatchObject({ complete: true, corrections: [{ to: 'radio' }], synonyms: [{ id: 'two' }, { id: 'one' }, { id: 'one' }] })
    expect(whole.forms.length * whole.chips.length).toBeGreaterThan(0)
    const withoutWords = await ask(q, {}, shop(), { words: fail })
    expect(withoutWords).toMatchObject({ complete: false, synonyms: [], corrections: [{ to: 'knife' }, { to: 'radio' }] })
    expect(withoutWords.chips).toContainEqual(whole.chips.find(({ kind }) => kind === 'price'))
    const withoutVocabulary = await ask(q, {}, shop(), { vocabulary: fail })
    expect(withoutVocabulary).toMatchObject({ complete: false, corrections: [], synonyms: [{ id: 'one' }, { id: 'one' }] })
    expect(withoutVocabulary.forms).toEqual(whole.forms)
    const withoutValues = await ask(q, {}, shop(), { values: fail })
    expect(withoutValues).toMatchObject({ complete: false, chips: [], corrections: whole.corrections, synonyms: whole.synonyms })
    expect(await ask(q, {}, shop(), { within: async () => undefined })).toMatchObject({ complete: false, corrections: [], chips: [], synonyms: [] })
  })

  test('do not matter to a request that needs none', async () => {
    const fail = (): Promise<never> => Promise.reject(new Error('R2 is away'))
    const outcome = await ask('raido', { understand: ['phrases', 'relax'] }, shop(), { words: fail, values: fail, vocabulary: fail })
    expect(outcome.complete).toBe(true)
  })
})

test('a number that the cut at 512 characters would split is left out, and a query that is one number is not', async () => {
  const q = `${'knife '.repeat(83)}under €50`.padStart(MAX_QUERY_LENGTH + 1, ' ')
  const cut = await ask(q)
  expect([cut.truncated, cut.chips.filter(({ kind }) => kind === 'price')]).toEqual([true, []])
  expect((await ask(q.slice(1))).chips).toContainEqual(expect.objectContaining({ id: 'price:..50' }))
  expect((await ask('1'.repeat(600))).effective).toBe('1'.repeat(MAX_QUERY_LENGTH))
})

describe('of a query that is cut at 512 characters', () => {
  test('no word is read that the whole does not have, whatever its language', () => {
    const pieces = [
      'redwood',
      'hedge ',
      'shears, ',
      'under $1,000 ',
      " l'eau ",
      '\ud83e\udd8a',
      '剪定ばさみ',
      'ножницы ',
      'x'.repeat(70),
      ' ',
      '٦٥ ',
      'de\u0301ja\u0300 ',
    ]
    const anyLong = fc.array(fc.constantFrom(...pieces), { minLength: 120, maxLength: 300 }).map((parts) => `hedge ${parts.join('')}`)
    fc.assert(
      fc.property(anyLong, fc.constantFrom('en', 'fr', 'ru'), (q, language) => {
        const whole = new Set(analyse(q, language).map(({ start, end, surface }) => `${start} ${end} ${surface}`))
        const { tokens, text } = readQuery(q, language, false)
        expect(tokens.map(({ start, end, surface }) => `${start} ${end} ${surface}`).filter((word) => !whole.has(word))).toEqual([])
        expect([tokens.length > 0, text.length <= MAX_QUERY_LENGTH, q.startsWith(text)]).toEqual([true, true, true])
      }),
    )
  })

  test.each([
    ['redwood', 'red'],
    ['knifes', 'knife'],
    ['shaersmith', 'shaers'],
    ['radiologist', 'radio'],
  ])('the last word, %s, is no chip, slip, clause or form when only "%s" of it would be left', async (word, left) => {
    const q = `${'hedge '.repeat(40).padEnd(MAX_QUERY_LENGTH - left.length)}${word}`
    expect(q.slice(0, MAX_QUERY_LENGTH)).toMatch(new RegExp(` ${left}$`))
    const cut = await ask(q)
    expect(cut).toMatchObject({ truncated: true, corrections: [], didYouMean: null, chips: [], forms: [], synonyms: [] })
    expect(cut.terms.map(({ term }) => term)).toEqual((await ask('hedge')).terms.map(({ term }) => term))
  })

  test('a word that is too long to be one is looked for in pieces, and none of them is a slip', async () => {
    for (const q of [`${'x'.repeat(64)}shaers`, `hedge ${'x'.repeat(128)}raido`, `${' '.repeat(506)}shaersmith`]) {
      const { tokens, corrections, didYouMean, forms } = await ask(q)
      expect([tokens.at(-1)?.surface, corrections, didYouMean, forms]).toEqual([expect.stringMatching(/^(?:shaers|raido)$/), [], null, []])
    }
    expect((await ask('shaers')).corrections).toHaveLength(1)
  })
})

test('a word of a rule is no slip, unless its step does not run', async () => {
  expect(await ask('kniff')).toMatchObject({ corrections: [], didYouMean: null, synonyms: [{ to: 'knife' }, { to: 'hedge shears' }] })
  expect((await ask('kniff', { understand: ['spelling'] })).corrections).toMatchObject([{ from: 'kniff', to: 'knife' }])
})

test('a rule holds for its words however spelling leaves them written: joined into the word of the collection, as typed, or corrected', async () => {
  const rules: SynonymRule[] = [{ id: 'mower', type: 'one_way', from: ['lawn mower'], to: ['hedge shears'], weight: 0.8 }]
  const over: Partial<UnderstandingPorts> = { words: async () => ({ ...words, synonyms: compileSynonyms(rules, 'en') }) }
  const toOf = async (q: string) => {
    const { corrections, synonyms } = await ask(q, {}, shop(), over)
    return [corrections.map(({ to }) => to), synonyms.map(({ to }) => to)]
  }
  expect(await toOf('lawn mower')).toEqual([['lawnmower'], ['hedge shears']])
  expect(await toOf('lawnmower')).toEqual([[], ['hedge shears']])
  expect(await toOf('lawnmwer')).toEqual([['lawnmower'], ['hedge shears']])
})

test('a price that becomes a filter leaves the other readings as they are, of corrected words too', async () => {
  for (const words of ['oak shears', 'oak shaers', 'light green shears']) {
    const plain = (await ask(words)).chips
    const priced = (await ask(`${words} under €50`)).chips
    expect(plain.some(({ applied }) => applied === 'boost')).toBe(true)
    expect(priced.filter(({ kind }) => kind !== 'price')).toEqual(plain)
    expect(priced.find(({ kind }) => kind === 'price')?.applied).toBe('filter')
  }
})

test('only words that the vocabulary and the rules do not know are asked of the index', async () => {
  const asked: string[][] = []
  const findKnown: UnderstandingPorts['findKnown'] = async (_collection, terms) => {
    asked.push(terms.map(({ term }) => term))
    return new Set<string>()
  }
  await ask('knife radio tv kniff', {}, shop(), { findKnown })
  expect(asked).toEqual([])
  await ask('knife garten garten', {}, shop(), { findKnown })
  expect(asked).toEqual([['garten']])
})

describe('what is embedded beside the words', () => {
  test('is what rules, abbreviations and units say is the same, and not words written apart', async () => {
    const { otherForms } = await ask('lawn mower tv')
    expect(otherForms).toEqual([{ of: ['tv'], terms: ['televis'], weight: 0.95 }])
    expect((await ask('radio')).otherForms).toEqual([{ of: ['radio'], terms: ['wireless', 'set'], weight: 0.8 }])
  })

  test('is nothing of a literal query', async () => {
    expect((await ask('radio tv', { literal: true })).otherForms).toEqual([])
  })
})
