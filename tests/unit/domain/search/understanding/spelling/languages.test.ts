import { expect, test } from 'vitest'
import { measureEdits } from '../../../../../../src/domain/search/understanding/spelling/edit-cost.ts'
import { keyboardNeighbours } from '../../../../../../src/domain/search/understanding/spelling/keyboards.ts'
import { correct, vocabularyOf } from './vocabulary-of.ts'

test('Spanish: slips are corrected, accents are none', () => {
  const tienda = vocabularyOf(
    [
      ['lámpara de escritorio', 40],
      ['habitación infantil', 40],
      ['zapatos de niño', 60],
      ['botella térmica', 30],
    ],
    'es',
  )
  expect(correct('lampara de escritorrio', tienda, { language: 'es' }).effective).toBe('lampara de escritorio')
  expect(correct('avitacion infantil', tienda, { language: 'es' }).effective).toBe('habitacion infantil')
  expect(correct('vottella', tienda, { language: 'es' }).effective).toBe('botella')
  expect(correct('habitacion niño', tienda, { language: 'es' }).corrections).toEqual([])
})

test('German: umlauts written out, swapped letters, compounds apart', () => {
  const laden = vocabularyOf(
    [
      ['Kühlschrank mit Gefrierfach', 50],
      ['Schreibtisch Nussbaum', 60],
      ['Waschmaschine', 40],
      ['Müller Milch', 30],
    ],
    'de',
  )
  expect(correct('kuehlschrank', laden, { language: 'de' }).effective).toBe('kuhlschrank')
  expect(correct('Schriebtisch', laden, { language: 'de' }).effective).toBe('schreibtisch')
  expect(correct('wasch maschine', laden, { language: 'de' }).effective).toBe('waschmaschine')
  expect(correct('der Schreibtisch', laden, { language: 'de' }).corrections).toEqual([])
})

test('keys that touch differ by layout: z is beside t on a German keyboard, not on an English one', () => {
  const cost = (language: 'de' | 'en') => measureEdits('garzen', 'garten', 2, keyboardNeighbours(language))?.cost ?? 0
  expect(cost('de')).toBeLessThan(cost('en'))
})

test('Japanese: words cut by a dictionary are left alone, Latin words beside them are not', () => {
  const mise = vocabularyOf(
    [
      ['冷蔵庫 panasonic', 40],
      ['東京タワー', 30],
      ['クーラーボックス', 30],
    ],
    'ja',
  )
  for (const query of ['冷蔵店', '東京タワ', 'クーラボックス']) expect(correct(query, mise, { language: 'ja' }).corrections).toEqual([])
  expect(correct('panasonc 冷蔵庫', mise, { language: 'ja' }).effective).toBe('panasonic 冷蔵庫')
})

test('Russian: Cyrillic words are corrected, and a Latin letter that looks Cyrillic is read as Cyrillic', () => {
  const magazin = vocabularyOf(
    [
      ['холодильник белый', 40],
      ['микроволновка', 30],
    ],
    'ru',
  )
  expect(correct('холодилник', magazin, { language: 'ru' }).effective).toBe('холодильник')
  expect(correct('x\u043eлодильник', magazin, { language: 'ru' }).effective).toBe('холодильник')
})
