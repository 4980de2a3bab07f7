import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matches } from '../../../../../src/domain/catalog/filter/index.ts'
import { bindWithoutIds } from '../../../../../src/domain/search/rules/read-rule.ts'
import { contradict, demands, listConjuncts } from '../../../../../src/domain/search/rules/scope-condition.ts'
import { DEFINITION, makeDocuments } from '../../../../support/search-corpus.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'

const collection = await createSearchHarness().create('things', DEFINITION)
const bind = (filter: string) => bindWithoutIds(collection, filter, 'filter', true)
const read = async (filter: string) => listConjuncts(filter === '' ? null : await bind(filter))

describe('a scope demands', () => {
  test.each([
    ['brand = "acme"', 'brand = "acme"', true],
    ['price < 5 AND brand = "acme"', 'brand = "acme"', true],
    ['brand = "acme" AND price < 5', 'price < 5 AND brand = "acme"', true],
    ['brand IN ["acme", "birch"]', 'brand IN ["birch", "acme", "x"]', true],
    ['brand = "acme" OR brand = "birch"', 'brand IN ["acme", "birch"]', true],
    ['category = "Home > Desks"', 'category = "Home"', true],
    ['brand = "acme"', 'brand EXISTS', true],
    ['size = 10', 'size BETWEEN 5 AND 20', true],
    ['brand = "acme"', 'brand != "birch"', true],
    ['tags = "new"', 'tags != "eco"', false],
    ['', 'brand = "acme"', false],
    ['brand IN ["acme", "birch"]', 'brand = "acme"', false],
    ['brand = "acme" OR price < 5', 'brand = "acme"', false],
    ['NOT brand = "acme"', 'brand = "acme"', false],
  ])('%s the condition %s: %s', async (scope, condition, expected) => {
    expect(demands(await read(scope), await read(condition))).toBe(expected)
  })

  const PARTS = [
    'brand = "acme"',
    'brand != "birch"',
    'category = "Home > Desks"',
    'category = "Home"',
    'tags = "eco"',
    'tags != "new"',
    'tags NOT IN ["new"]',
    'size IN [1, 10]',
    'size < 20',
    'colors IN ["red"]',
    'colors EXISTS',
    'brand IN ["acme", "x"]',
    'tags IS NULL',
  ]
  const documents = makeDocuments(5, 200)
  test('only what every document inside it satisfies', async () => {
    const part = fc.constantFrom(...PARTS)
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 3 }), part, async (scope, condition) => {
        const filter = await bind(scope.join(' AND '))
        const asked = await bind(condition)
        if (!demands(listConjuncts(filter), listConjuncts(asked))) return
        expect(documents.filter((document) => matches(filter, document) && !matches(asked, document))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

test('conditions contradict when a field that holds one value would need two', async () => {
  expect(contradict(await read('brand = "acme"'), await read('brand = "birch"'))).toBe(true)
  expect(contradict(await read('tags = "new"'), await read('tags = "eco"'))).toBe(false)
  expect(contradict(await read('brand = "acme"'), await read('kind = "one"'))).toBe(false)
})
