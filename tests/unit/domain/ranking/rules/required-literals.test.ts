import { expect, test } from 'vitest'
import { findRequiredLiterals } from '../../../../../src/domain/ranking/rules/required-literals.ts'

test.each([
  ['^iPhone (1[3-5])( pro)?$', ['iphone ']],
  ['sofas?|couch', ['sofa', 'couch']],
  ['(red|blue) desk', [' desk']],
  ['walnut.*desk', ['walnut']],
  ['colou?r', ['colo']],
  ['ab{0,2}cd', ['cd']],
  ['ab+cd', ['ab']],
  ['[abc]de', ['de']],
  ['[^]abc]de', ['de']],
  ['\\bdesk\\b', ['desk']],
])('%s matches only what holds %j', (expression, literals) => {
  expect(findRequiredLiterals(expression)).toEqual(literals)
})

test.each(['(red|blue) [a-z]+', 'sofa|.*', 'a|desk', '[a-z]+', 'ab?', '', '\\Qdesk\\E', '[[:alpha:]desk]', '日本'])(
  'of %s none is told, and it is always asked',
  (expression) => {
    expect(findRequiredLiterals(expression)).toBeNull()
  },
)
