import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LANGUAGES, type Language, analyse, findHeads, hasHeads } from '../../../../src/shared/text/index.ts'
import { anyText } from './arbitraries.ts'

const headsOf = (text: string, language: Language = 'en'): string[] => findHeads(text, analyse(text, language), language)

describe('what a title says its thing is', () => {
  test.each([
    ['Wall Charger', ['charger']],
    ['Brass Desk Lamp, Dimmable', ['lamp', 'dimmabl']],
    ['Cordless Drill 18V', ['drill']],
    ['Set of 4 Coffee Cups', ['set', 'cup']],
    ['Walnut Desk (Refurbished)', ['desk', 'refurbish']],
    ['Coffee Maker - Black', ['maker', 'black']],
    ["Children's Chair", ['chair']],
  ])('"%s": the words behind which a phrase ends', (title, heads) => {
    expect(headsOf(title)).toEqual(heads)
  })

  test.each([
    ['Projector Lamp', 'projector'],
    ['Lamp for Projector', 'projector'],
    ['Stand with Projector', 'projector'],
    ['Projector-ready Stand', 'projector'],
  ])('"%s" is no projector', (title, term) => {
    expect(headsOf(title)).not.toContain(term)
  })

  test('stands last where the head noun does, and is not guessed at elsewhere', () => {
    expect(headsOf('Ladegerät für Handys, schwarz', 'de')).toEqual(['ladegerat'])
    expect(headsOf('Bureaulamp met dimmer', 'nl')).toEqual(['bureaulamp'])
    expect(headsOf('lámpara para proyector', 'es')).toEqual([])
    expect(hasHeads('es')).toBe(false)
  })

  test('is not looked for in prose', () => {
    expect(headsOf(`${'a very long title that goes on '.repeat(9)}, lamp`)).toEqual([])
  })

  test('is one of its words, each once', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...LANGUAGES), (text, language) => {
        const terms = analyse(text, language).map(({ term }) => term)
        const heads = headsOf(text, language)
        expect(terms).toEqual(expect.arrayContaining(heads))
        expect(new Set(heads).size).toBe(heads.length)
      }),
    )
  })
})
