import { expect, test } from 'vitest'
import { UsageError } from '../../../evals/options.ts'
import { nameKind } from '../../../evals/spelling/judge-pairs.ts'
import { parseSpellingOptions } from '../../../evals/spelling/options.ts'

test.each([
  ['walnt desk', 'walnut desk', 'deletion'],
  ['walnutt desk', 'walnut desk', 'insertion'],
  ['walmut desk', 'walnut desk', 'substitution'],
  ['wlanut desk', 'walnut desk', 'transposition'],
  ['wlnutt desk', 'walnut desk', 'several edits'],
  ['walnt deks', 'walnut desk', 'several words'],
  ['lawn mower', 'lawnmower', 'join'],
  ['lawnmower', 'lawn mower', 'split'],
  ['lawnmowr', 'lawn mower', 'words and spaces'],
  ['tv stand', 'television stand', 'rewritten'],
  ['Walnut, desk', 'walnut desk', 'nothing but signs'],
])('%s for %s is named %s', (query, correction, kind) => {
  expect(nameKind({ query, correction })).toBe(kind)
})

test('the data folder and a file for every outcome can be named, and nothing else', () => {
  expect(parseSpellingOptions([])).toEqual({ data: '../shared/data', json: undefined })
  expect(parseSpellingOptions(['--data', 'x', '--json', 'y.json'])).toEqual({ data: 'x', json: 'y.json' })
  expect(() => parseSpellingOptions(['--set', 'x'])).toThrow(UsageError)
})
