import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { abbreviationList } from '../../../../../../src/contracts/abbreviations.ts'
import { AppError } from '../../../../../../src/contracts/errors.ts'
import { checkAbbreviations } from '../../../../../../src/domain/search/understanding/forms/check-abbreviations.ts'
import { findForms } from '../../../../../../src/domain/search/understanding/forms/find-forms.ts'
import { loadAbbreviations } from '../../../../../../src/domain/search/understanding/forms/load-abbreviations.ts'
import { readTokens } from '../read-tokens.ts'

const SAMPLE = resolve(import.meta.dirname, '../../../../../../samples/abbreviations/english.json')

describe('the sample abbreviations', () => {
  const { items } = abbreviationList.parse(JSON.parse(readFileSync(SAMPLE, 'utf8')))
  const rules = checkAbbreviations(items, 'en').map((rule) => ({ ...rule, updatedAt: 0 }))

  test('are a list that the API takes', () => {
    expect(rules).toHaveLength(items.length)
    expect(items.length).toBeGreaterThan(20)
  })

  test('are found both ways once they are loaded', () => {
    const abbreviations = loadAbbreviations(rules)
    const write = (text: string) => findForms({ tokens: readTokens(text, 'en'), text, language: 'en', abbreviations }).forms.map(({ to }) => to)
    expect(write('TV stand')).toEqual(['television'])
    expect(write('television stand')).toContain('tv')
    expect(write('stainless steel kettle')).toContain('ss')
  })
})

describe('checking abbreviations', () => {
  test('keeps the normalised word', () => {
    expect(checkAbbreviations([{ word: 'Él', expansions: ['electricidad'] }], 'es')).toEqual([{ id: 'el', body: { expansions: ['electricidad'] } }])
  })

  test('names everything that is wrong, up to 100 findings', () => {
    const items = Array.from({ length: 150 }, () => ({ word: '-', expansions: ['-'] }))
    const errors = catchError(() => checkAbbreviations(items, 'en'))
    expect(errors).toHaveLength(100)
    expect(errors[0]).toEqual({ path: 'items[0].word', message: 'must be one word; it is read as 0' })
  })

  test('a stored body of another shape is not taken', () => {
    expect(() => loadAbbreviations([{ id: 'tv', body: { expansions: 'television' }, updatedAt: 0 }])).toThrow()
  })
})

function catchError(work: () => unknown) {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error.errors
  }
  throw new Error('Nothing was refused.')
}
