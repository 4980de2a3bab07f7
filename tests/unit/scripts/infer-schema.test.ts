import { describe, expect, test } from 'vitest'
import { resolveDefinition } from '../../../src/domain/catalog/resolve-definition.ts'
import { readCells } from '../../../scripts/import/field-statistics.ts'
import { MAX_INFERRED_FIELDS, collectStatistics, inferSchema } from '../../../scripts/import/infer-schema.ts'
import { formatSchema } from '../../../scripts/import/show-schema.ts'

type Document = Record<string, unknown>

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

function inferFields(documents: readonly Document[]) {
  const { definition } = inferSchema(collectStatistics(documents))
  return new Map((definition.fields ?? []).map((field) => [field.name, field]))
}

const products = times(200, (index) => ({
  id: `p${index}`,
  title: `Walnut desk number ${index} with drawers`,
  description: `A solid desk, made to order in batch ${index}, that will outlive the room it stands in and its owner`,
  brand: `Brand ${index % 7}`,
  category: index % 2 === 0 ? 'Furniture > Desks' : 'Furniture > Tables',
  colors: index % 3 === 0 ? ['oak'] : ['walnut', 'black'],
  price: 100 + index,
  ean: 4_000_000_000_000 + index,
  sku: `SKU-${index}`,
  inStock: index % 2 === 0,
  releasedAt: '2024-05-01T00:00:00Z',
  createdAt: 1_700_000_000_000 + index,
  location: { lat: 52.5, lng: 13.4 },
  image: `https://example.org/${index}.jpg`,
  url: `https://example.org/${index}`,
  size: { width: 120, height: 75 },
}))

describe('a schema inferred from documents', () => {
  const fields = inferFields(products)

  test.each([
    ['title', { type: 'text', search: 'a' }],
    ['description', { type: 'text', search: 'd' }],
    ['brand', { type: 'string', search: 'b', facet: 'disjunctive' }],
    ['category', { type: 'string', search: 'c', facet: 'hierarchical', separator: ' > ' }],
    ['colors', { type: 'string[]', search: 'c', facet: 'disjunctive' }],
    ['price', { type: 'number', facet: 'range', sort: true }],
    ['ean', { type: 'number' }],
    ['sku', { type: 'string', search: 'd' }],
    ['inStock', { type: 'boolean', facet: 'conjunctive' }],
    ['releasedAt', { type: 'date', sort: true }],
    ['createdAt', { type: 'date', sort: true }],
    ['location', { type: 'geo' }],
    ['image', { type: 'image' }],
    ['url', { type: 'string' }],
    ['size.width', { type: 'number', facet: 'range', sort: true }],
  ])('%s', (name, expected) => {
    expect(fields.get(name)).toEqual({ name, ...expected })
  })

  test('shows the title, the longest prose, the image and the address', () => {
    expect(inferSchema(collectStatistics(products)).definition.display).toEqual({
      title: 'title',
      description: 'description',
      image: 'image',
      url: 'url',
    })
  })

  test('is one the server takes', () => {
    expect(() => resolveDefinition(inferSchema(collectStatistics(products)).definition)).not.toThrow()
  })

  test('leaves a field of two types as it is, and says so', () => {
    const inference = inferSchema(
      collectStatistics([
        { id: 1, size: 40 },
        { id: 2, size: 'XL' },
      ]),
    )
    expect(inference.definition.fields).toEqual([])
    expect(inference.undeclared).toEqual(['size'])
    expect(formatSchema(inference)).toContain('1 more stored as they are: size')
  })

  test('a missing value, an empty list and the id say nothing', () => {
    expect([...inferFields([{ id: 1, tags: [], brand: null }]).keys()]).toEqual([])
  })

  test('without a field named like a title the first text is it', () => {
    const fields = inferFields(
      times(30, (index) => ({
        id: index,
        question: `Why does the sea of number ${index} look blue`,
        answer: `Because of ${index} ${'light '.repeat(30)}`,
      })),
    )
    expect(fields.get('question')?.search).toBe('a')
    expect(fields.get('answer')?.search).toBe('d')
  })
})

describe('cells of CSV', () => {
  test('are numbers or booleans where every cell of the column is one, and a code keeps its zeros', () => {
    const statistics = collectStatistics(
      times(40, (index) => ({
        id: String(index),
        price: `${index}.50`,
        inStock: index % 2 === 0 ? 'true' : 'false',
        zip: `0${1000 + index}`,
        size: index === 0 ? 'XL' : '40',
      })),
    )
    readCells(statistics.fields)
    const fields = new Map((inferSchema(statistics).definition.fields ?? []).map((field) => [field.name, field.type]))
    expect(Object.fromEntries(fields)).toEqual({ price: 'number', inStock: 'boolean', zip: 'string', size: 'string' })
  })
})

describe('thousands of attributes', () => {
  const documents = times(600, (index) => ({
    id: index,
    title: `Device ${index} in a title of several words`,
    [`attr_t_${index % 150}`]: index % 2 === 0 ? 'black' : 'white',
    [`attr_n_${index % 140}`]: index,
    [`attr_b_${index % 130}`]: true,
    [`attr_t_long_${index % 3}`]: 'word '.repeat(300),
    [`odd${index % 90}`]: 'value',
  }))
  const { definition, fields, undeclared } = inferSchema(collectStatistics(documents))

  test('become a pattern for each prefix whose fields are of one kind', () => {
    const patterns = (definition.fields ?? []).filter(({ name }) => name.endsWith('*'))
    expect(patterns).toEqual([
      { name: 'attr_t_*', type: 'string', search: 'd', facet: 'disjunctive' },
      { name: 'attr_n_*', type: 'number', facet: 'range' },
      { name: 'attr_b_*', type: 'boolean', facet: 'conjunctive' },
    ])
    expect(fields.find(({ definition: field }) => field.name === 'attr_t_*')?.covers).toBe(150)
  })

  test('long texts among them are declared by name, so that the pattern stays a facet', () => {
    expect((definition.fields ?? []).filter(({ name }) => name.startsWith('attr_t_long')).map(({ type }) => type)).toEqual(['text', 'text', 'text'])
  })

  test(`at most ${MAX_INFERRED_FIELDS} fields are declared beside the patterns, the others are named`, () => {
    const exact = (definition.fields ?? []).filter(({ name }) => !name.endsWith('*'))
    expect(exact.length).toBe(MAX_INFERRED_FIELDS)
    expect(exact.length + undeclared.length).toBe(1 + 3 + 90)
    expect(() => resolveDefinition(definition)).not.toThrow()
  })
})
