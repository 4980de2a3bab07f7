import { expect, test } from 'vitest'
import { describeCollection } from '../../../evals/schemas.ts'
import { collectionDefinition } from '../../../src/contracts/collection.ts'
import { resolveDefinition } from '../../../src/domain/catalog/resolve-definition.ts'

const laptop = {
  id: '1',
  name: 'X1',
  title: 'A laptop',
  supplier: 'Acme',
  price: 9900,
  date_released: '2009-12-10T00:00:00Z',
  img_thumb: 'http://x',
  attr_t_product_colour: 'Black',
  attr_t_size: 'L',
  attr_n_weight: 2,
  attr_b_touch: false,
}

test('products get their brand facet, price range and attribute patterns, and no codes or pictures', () => {
  const definition = describeCollection([laptop, { ...laptop, attr_t_weight: 'light' }], { semantic: true })
  expect(definition.fields?.map((field) => `${field.name}:${field.type}:${field.search ?? ''}`)).toEqual([
    'title:text:a',
    'supplier:string:b',
    'price:number:',
    'date_released:date:',
    'attr_t_product_colour:string:d',
    'attr_t_*:text:d',
    'attr_n_*:number:',
    'attr_b_*:boolean:',
  ])
  expect(definition.vectors?.[0]?.fields).toEqual(['title', 'supplier', 'attr_t_product_colour', 'attr_t_*'])
})

test('an unknown folder is described by the shape of its values', () => {
  const documents = [
    { id: '1', headline: 'short', body: 'long '.repeat(20), kinds: ['a'], stars: 3, open: true, mixed: 1, raw_body: 'x', nested: { a: 1 } },
    { id: '2', headline: null, body: 'long '.repeat(30), kinds: [], stars: 4.5, open: false, mixed: 'one' },
  ]
  const fields = describeCollection(documents, { semantic: true }).fields ?? []
  expect(Object.fromEntries(fields.map((field) => [field.name, `${field.type} ${field.search ?? ''}`.trim()]))).toEqual({
    headline: 'string d',
    body: 'text d',
    kinds: 'string[] c',
    stars: 'number',
    open: 'boolean',
  })
})

test('a known name of another type is taken for what it is', () => {
  const [field] = describeCollection([{ id: '1', year: 'nineteen' }], { semantic: false }).fields ?? []
  expect(field).toEqual({ name: 'year', type: 'string', search: 'd' })
})

test('without semantic search nothing is to be learnt', () => {
  expect(describeCollection([laptop], { semantic: false }).vectors).toEqual([])
})

test('what it proposes is a definition the product accepts', () => {
  for (const semantic of [true, false]) {
    const definition = collectionDefinition.parse(describeCollection([laptop], { semantic }))
    expect(resolveDefinition(definition).fields).toHaveLength(8)
  }
})
