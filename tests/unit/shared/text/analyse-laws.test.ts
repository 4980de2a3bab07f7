import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analyse, LANGUAGES, normalise } from '../../../../src/shared/text/index.ts'
import { anyText, languageTag } from './arbitraries.ts'

const RUNS = { numRuns: 400 }
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

test('a token is what its slice of the text normalises to', () => {
  fc.assert(
    fc.property(anyText, languageTag, (text, language) => {
      for (const token of analyse(text, language)) expect(normalise(text.slice(token.start, token.end))).toBe(token.surface)
    }),
    RUNS,
  )
})

test('tokens ascend, never overlap, are never empty and at most 64 long', () => {
  fc.assert(
    fc.property(anyText, languageTag, (text, language) => {
      let last = 0
      for (const { term, surface, start, end } of analyse(text, language)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
        expect(surface.length).toBeGreaterThan(0)
        expect(surface.length).toBeLessThanOrEqual(64)
        expect(term.length).toBeGreaterThan(0)
        expect(term.length).toBeLessThanOrEqual(64)
        last = end
      }
    }),
    RUNS,
  )
})

test('terms and surfaces hold only what the ascii tokenizer of FTS5 keeps together, in well-formed lower case', () => {
  fc.assert(
    fc.property(anyText, languageTag, (text, language) => {
      for (const { term, surface } of analyse(text, language)) {
        expect(term).toMatch(/^[a-z0-9\u0080-\uffff]+$/)
        expect(surface).toMatch(/^[a-z0-9\u0080-\uffff]+$/)
        expect(term.isWellFormed()).toBe(true)
        expect(surface.isWellFormed()).toBe(true)
      }
    }),
    RUNS,
  )
})

test('normalising twice is normalising once', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(normalise(normalise(text))).toBe(normalise(text))
    }),
    RUNS,
  )
})

test('analysing the surfaces of a text gives the same words again', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(!SPACELESS.test(text.normalize('NFKC')))
      const tokens = analyse(text, 'en')
      const again = analyse(tokens.map((token) => token.surface).join(' '), 'en')
      expect(again.map((token) => token.surface)).toEqual(tokens.map((token) => token.surface))
      expect(again.map((token) => token.term)).toEqual(tokens.map((token) => token.term))
    }),
    RUNS,
  )
})

// Random text meets a given character once in many thousand runs, so each of the plane has its turn.
test('every character of the basic plane, alone and among letters, is analysed to words that analyse to themselves', () => {
  const unstable: string[] = []
  for (let code = 0; code < 0x10000; code += 1) {
    const character = String.fromCharCode(code)
    if (SPACELESS.test(character.normalize('NFKC'))) continue
    for (const text of [character, `a${character}b`]) {
      const surfaces = analyse(text, 'en').map((token) => token.surface)
      const again = analyse(surfaces.join(' '), 'en').map((token) => token.surface)
      if (surfaces.join(' ') !== again.join(' ')) unstable.push(`U+${code.toString(16)} in ${JSON.stringify(text)}`)
    }
  }
  expect(unstable).toEqual([])
})

const latin = fc.string({ unit: fc.constantFrom(...'abcdeéèñöüçãåßIJKLMNOPRSTUVWXYZÉÖ   ') })
const plainLanguage = fc.constantFrom(
  ...LANGUAGES.filter((tag) => ['en', 'de', 'es', 'fr', 'it', 'pt', 'nl', 'sv', 'no', 'da', 'fi', 'ru', 'und'].includes(tag)),
)

test('case, accents and width never change a term', () => {
  const widen = (text: string): string => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
  fc.assert(
    fc.property(latin, plainLanguage, (text, language) => {
      const terms = analyse(text, language).map((token) => token.term)
      for (const variant of [text.toUpperCase(), text.normalize('NFD'), text.normalize('NFD').replace(/\p{M}/gu, ''), widen(text)]) {
        expect(analyse(variant, language).map((token) => token.term)).toEqual(terms)
      }
    }),
    RUNS,
  )
})

test('a space between two texts makes the words of both', () => {
  fc.assert(
    fc.property(anyText, anyText, (left, right) => {
      const surfaces = (text: string): string[] => analyse(text, 'en').map((token) => token.surface)
      expect(surfaces(`${left} ${right}`)).toEqual([...surfaces(left), ...surfaces(right)])
    }),
    RUNS,
  )
})
