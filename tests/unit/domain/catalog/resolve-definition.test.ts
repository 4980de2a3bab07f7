import { describe, expect, test } from 'vitest'
import { type CollectionDefinition, type FieldDefinition, MAX_VECTORS, collectionDefinition } from '../../../../src/contracts/collection.ts'
import { AppError } from '../../../../src/contracts/errors.ts'
import { resolveDefinition } from '../../../../src/domain/catalog/resolve-definition.ts'
import { TEMPLATES } from '../../../../src/domain/catalog/templates.ts'

const field = (given: Partial<FieldDefinition>): CollectionDefinition => ({ fields: [{ name: 'f', type: 'string', ...given }] })

/** definition, the path of its finding, a piece of what is said */
const WRONG: readonly [CollectionDefinition, string, string][] = [
  [{ template: 'nothing' }, 'template', 'there is no template "nothing"; choose one of products'],
  [{ template: 'constructor' }, 'template', 'there is no template'],
  [{ language: 'xx' }, 'language', '"xx" is not known'],
  [field({ name: 'id' }), 'fields[0].name', 'reserved'],
  [field({ name: '_score' }), 'fields[0].name', 'reserved'],
  [field({ name: '__proto__' }), 'fields[0].name', 'reserved'],
  [field({ name: ' f' }), 'fields[0].name', 'white space'],
  [field({ name: 'a`b' }), 'fields[0].name', 'backticks'],
  [field({ name: 'a*b' }), 'fields[0].name', 'a pattern has one * at its end'],
  [
    {
      fields: [
        { name: 'f', type: 'text' },
        { name: 'f', type: 'number' },
      ],
    },
    'fields[1].name',
    '"f" is declared twice',
  ],
  [field({ type: 'number', search: 'a' }), 'fields[0].search', "a number field can't be searched as text"],
  [field({ type: 'image', search: 'a' }), 'fields[0].search', "can't be searched"],
  [field({ type: 'text', facet: 'disjunctive' }), 'fields[0].facet', "a text field can't be a facet"],
  [field({ type: 'geo', facet: 'range' }), 'fields[0].facet', "a geo field can't be a facet"],
  [field({ facet: 'range' }), 'fields[0].facet', 'only numbers and dates have ranges'],
  [field({ type: 'number', facet: 'hierarchical' }), 'fields[0].facet', 'only strings have levels'],
  [field({ type: 'text', sort: true }), 'fields[0].sort', "can't be sorted by"],
  [field({ type: 'geo', sort: true }), 'fields[0].sort', "can't be sorted by"],
  [{ ...field({}), vectors: [{ name: 'v', fields: ['f', 'g'], weight: 1, priority: 'high' }] }, 'vectors[0].fields', '"g" is not a declared field'],
  [
    { ...field({}), vectors: [1, 2].map(() => ({ name: 'v', fields: ['f'], weight: 1, priority: 'high' as const })) },
    'vectors[1].name',
    '"v" is declared twice',
  ],
  [{ ...field({}), display: { title: 'g' } }, 'display.title', '"g" is not a declared field'],
  [{ ...field({}), ranking: { browse: ['f:asc'] } }, 'ranking.browse[0]', 'not declared with sort: true'],
  [{ ...field({ sort: true, hidden: true }), ranking: { browse: ['f:asc'] } }, 'ranking.browse[0]', 'hidden'],
  [{ ...field({}), ranking: { weights: { keyword: 0, semantic: 0 } } }, 'ranking.weights', 'are all 0'],
  [{ ...field({}), ranking: { profile: 'summer' } }, 'ranking.profile', 'promote'],
  [
    { template: 'products', fields: Array.from({ length: 250 }, (_unused, at) => ({ name: `f${at}`, type: 'number' as const })) },
    'fields',
    'at most 256',
  ],
]

function findingsOf(definition: CollectionDefinition): readonly { path: string; message: string }[] {
  try {
    resolveDefinition(definition)
    return []
  } catch (error) {
    if (error instanceof AppError && error.code === 'collections.schema') return error.errors
    throw error
  }
}

describe('a definition', () => {
  test.each(WRONG)('%j is refused at %s', (definition, path, message) => {
    expect(findingsOf(definition)).toContainEqual({ path, message: expect.stringContaining(message) as string })
  })

  test('with several mistakes is answered with all of them', () => {
    const findings = findingsOf({
      language: 'xx',
      fields: [
        { name: 'id', type: 'text' },
        { name: 'f', type: 'geo', facet: 'range', sort: true },
      ],
    })
    expect(findings.map(({ path }) => path)).toEqual(['fields[0].name', 'fields[1].facet', 'fields[1].sort', 'language'])
  })

  test.each(Object.keys(TEMPLATES))('from the template %s is whole, and parses as what it resolves to', (template) => {
    const definition = resolveDefinition({ template })
    expect(collectionDefinition.parse(definition)).toEqual(definition)
    expect(resolveDefinition(definition)).toEqual(definition)
  })

  test('has up to 16 vectors, and is refused with more', () => {
    const vectors = (count: number) => Array.from({ length: count }, (_unused, at) => ({ name: `v${at}`, fields: ['f'] }))
    expect(MAX_VECTORS).toBe(16)
    expect(resolveDefinition(collectionDefinition.parse({ ...field({}), vectors: vectors(16) })).vectors).toHaveLength(16)
    expect(collectionDefinition.safeParse({ ...field({}), vectors: vectors(17) }).error?.issues[0]).toMatchObject({
      code: 'too_big',
      path: ['vectors'],
    })
  })

  test('from the anime template has twelve vectors of text and one of pictures, no field in two of them', () => {
    const { vectors, fields } = resolveDefinition({ template: 'anime' })
    const pictures = vectors.filter((vector) => vector.fields.some((name) => fields.find((each) => each.name === name)?.type === 'image'))
    expect(pictures.map(({ name }) => name)).toEqual(['image'])
    expect(vectors).toHaveLength(13)
    const named = vectors.flatMap((vector) => vector.fields)
    expect(new Set(named).size).toBe(named.length)
  })

  test('of its own wins over its template, fields by name', () => {
    const definition = resolveDefinition({
      template: 'products',
      language: 'de',
      fields: [
        { name: 'brand', type: 'string' },
        { name: 'own', type: 'number' },
      ],
      ranking: { weights: { semantic: 0.5 } },
    })
    expect(definition.language).toBe('de')
    expect(definition.fields.filter(({ name }) => name === 'brand')).toEqual([{ name: 'brand', type: 'string' }])
    expect(definition.fields.at(-1)?.name).toBe('own')
    expect(definition.ranking).toEqual({ browse: ['releasedAt:desc'], weights: { semantic: 0.5 } })
  })

  test('without a say gets one vector over the searched fields, none over hidden ones or patterns, and what to display', () => {
    const definition = resolveDefinition({
      fields: [
        { name: 'secret', type: 'text', search: 'a', hidden: true },
        { name: 'summary', type: 'text', search: 'c' },
        { name: 'name', type: 'text', search: 'a' },
        { name: 'attr_*', type: 'string', search: 'd' },
        { name: 'photo', type: 'image' },
      ],
    })
    expect(definition.vectors).toEqual([{ name: 'content', fields: ['summary', 'name'], weight: 1, priority: 'high' }])
    expect(definition.display).toEqual({ title: 'name', description: 'summary', image: 'photo' })
    expect(resolveDefinition({}).vectors).toEqual([])
    expect(resolveDefinition({})).toMatchObject({ language: 'en', dynamic: 'store', fields: [], display: {}, ranking: {} })
  })
})
