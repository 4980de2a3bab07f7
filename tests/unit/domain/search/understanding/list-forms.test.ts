import { describe, expect, test } from 'vitest'
import { listForms } from '../../../../../src/domain/search/understanding/list-forms.ts'
import type { TokenAlternative } from '../../../../../src/domain/search/understanding/query.ts'
import { readQuery } from '../../../../../src/domain/search/understanding/read-query.ts'

const { tokens } = readQuery('stand for the 65 inch tv', 'en', false)
const at = (surface: string): number => tokens.findIndex((token) => token.surface === surface)
const alternative = (first: string, last: string, terms: string[], over: Partial<TokenAlternative> = {}): TokenAlternative => ({
  terms,
  prefix: false,
  weight: 0.9,
  from: at(first),
  to: at(last) + 1,
  ...over,
})

describe('forms for the semantic side', () => {
  test('stand for the run of words that they are another form of, function words left out', () => {
    expect(listForms(tokens, [alternative('65', 'inch', ['65in']), alternative('the', 'tv', ['television'])], new Set())).toEqual([
      { of: ['65', 'inch'], terms: ['65in'], weight: 0.9 },
      { of: ['65', 'inch', 'tv'], terms: ['television'], weight: 0.9 },
    ])
  })

  test('leave out what only begins a word, and words that became a filter', () => {
    const given = [alternative('tv', 'tv', ['tel'], { prefix: true }), alternative('65', 'inch', ['65in'])]
    expect(listForms(tokens, given, new Set([at('inch')]))).toEqual([])
  })

  test('leave out what stands for function words alone', () => {
    expect(listForms(tokens, [alternative('for', 'the', ['4'])], new Set())).toEqual([])
  })
})
