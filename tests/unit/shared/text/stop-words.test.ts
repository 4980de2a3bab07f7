import { expect, test } from 'vitest'
import { analyse, contentTokens, LANGUAGES, normalise, stopWords, type Language } from '../../../../src/shared/text/index.ts'

const content = (query: string, language: Language = 'en'): string =>
  contentTokens(analyse(query, language), language)
    .map((token) => token.surface)
    .join(' ')

test.each<[Language, string, string]>([
  ['en', 'what is the best desk for my office', 'best desk office'],
  ['en', "don't you have the vitamins", 'vitamins'],
  ['es', '¿Cuál es la mejor mesa para él?', 'mejor mesa'],
  ['de', 'Was ist der beste Schreibtisch für das Büro?', 'beste schreibtisch buro'],
  ['fr', "Quelle est la meilleure table pour l'été ?", 'meilleure table ete'],
  ['it', "Qual è la migliore sedia per l'ufficio", 'migliore sedia ufficio'],
  ['pt', 'Qual é a melhor mesa para o escritório', 'melhor mesa escritorio'],
  ['nl', 'Wat is de beste stoel voor mij', 'beste stoel'],
  ['sv', 'Vilken är den bästa stolen för mig', 'basta stolen'],
  ['ja', '木製の机と椅子です', '木製 机 椅子'],
  ['ja', 'もものジュース', 'も もの ジュース'],
  ['ja', 'the desk', 'the desk'],
])('%s: %s', (language, query, expected) => {
  expect(content(query, language)).toBe(expected)
})

test('a query of nothing but stop words keeps them', () => {
  expect(content('to be or not to be')).toBe('to be or not to be')
  expect(content('')).toBe('')
})

test('every stop word is a surface: what the analyser makes of it is itself', () => {
  for (const language of LANGUAGES) {
    for (const word of stopWords(language)) {
      expect(normalise(word)).toBe(word)
      expect(analyse(word, language).map((token) => token.surface)).toEqual([word])
    }
  }
})

test('eight languages have a list', () => {
  expect(LANGUAGES.filter((language) => stopWords(language).size >= 80)).toEqual(['de', 'en', 'es', 'fr', 'it', 'nl', 'pt', 'sv'])
})
