import { describe, expect, test } from 'vitest'
import {
  describeReformulation,
  formatShare,
  listAlsoSearched,
  listUnknown,
  nameChip,
  nameIntent,
  nameLanguage,
} from '../../../web/src/text/understanding.ts'

describe('what was understood, in words', () => {
  test('a chip says its kind once, and a value without one goes by its field', () => {
    expect(nameChip({ kind: 'brand', field: 'brand', label: 'Acme' })).toBe('Brand: Acme')
    expect(nameChip({ kind: 'brand', field: 'brand', label: 'Brand: Acme' })).toBe('Brand: Acme')
    expect(nameChip({ kind: 'price', field: 'price', label: 'under €50' })).toBe('Price: under €50')
    expect(nameChip({ kind: 'value', field: 'attr_t_power_source', label: 'Battery' })).toBe('Power source: Battery')
    expect(nameChip({ kind: 'category', field: 'category', label: 'Furniture > Desks' })).toBe('Category: Furniture › Desks')
  })

  test('bounds are written as the filters write them', () => {
    expect(nameChip({ kind: 'price', field: 'price', label: '≤ 200 EUR' })).toBe('Price: up to 200 EUR')
    expect(nameChip({ kind: 'value', field: 'year', label: '≥ 1999' })).toBe('Year: from 1999')
    expect(nameChip({ kind: 'price', field: 'price', label: '100–200 EUR' })).toBe('Price: 100–200 EUR')
  })

  test('a word that occurs nowhere is not complained of when other words were searched for it', () => {
    const synonyms = [{ id: 'hoover', from: 'Hoover', to: 'vacuum cleaner', weight: 0.9, span: [0, 6] as [number, number] }]
    expect(listUnknown({ unknown: ['hoover', 'qwrtz'], forms: [], synonyms })).toEqual(['qwrtz'])
    expect(listUnknown({ forms: [], synonyms })).toEqual([])
  })

  test('other words searched: the heaviest first, each once, never the word itself', () => {
    const forms = [
      { from: 'television', to: 'TV', kind: 'abbreviation', weight: 0.8, span: [0, 10] },
      { from: '65in', to: '65 inch', kind: 'unit', weight: 1, span: [11, 15] },
      { from: 'Tv', to: 'tv', kind: 'abbreviation', weight: 1, span: [0, 2] },
    ] as const
    const synonyms = [{ id: 'tv', from: 'television', to: 'tv', weight: 0.7, span: [0, 10] }] as const
    const also = listAlsoSearched({
      forms: forms.map((form) => ({ ...form, span: [...form.span] })),
      synonyms: synonyms.map((synonym) => ({ ...synonym, span: [...synonym.span] })),
    })
    expect(also).toEqual([
      { from: '65in', to: '65 inch', why: 'the same measure' },
      { from: 'television', to: 'TV', why: 'spelt out or cut short' },
    ])
    expect(listAlsoSearched({ forms: [], synonyms: [] })).toEqual([])
  })

  test('a reformulation tells why, and names the words it leaves out', () => {
    expect(describeReformulation({ q: 'desk', reason: 'fewer_words' }, 'Blue desk')).toBe('without the word “blue”')
    expect(describeReformulation({ q: 'desk', reason: 'fewer_words' }, 'blue oak desk')).toBe('without the words “blue”, “oak”')
    expect(describeReformulation({ q: 'desk', reason: 'fewer_words' }, 'desk')).toBe('fewer words')
    expect(describeReformulation({ q: 'desk', reason: 'correction' }, 'dsek')).toBe('another spelling')
    expect(describeReformulation({ q: 'sofa', reason: 'popular' }, 'xyz')).toBe('others search for this')
  })

  test('intent, confidence and language are words', () => {
    expect(nameIntent({ class: 'informational' })).toMatch(/^Informational: /)
    expect([formatShare(0.934), formatShare(1)]).toEqual(['93%', '100%'])
    expect([nameLanguage('de', 'en-GB'), nameLanguage('not a tag', 'en-GB')]).toEqual(['German', 'not a tag'])
  })
})
