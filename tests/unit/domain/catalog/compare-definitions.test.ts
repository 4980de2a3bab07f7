import { describe, expect, test } from 'vitest'
import type { CollectionDefinition } from '../../../../src/contracts/collection.ts'
import { compareDefinitions } from '../../../../src/domain/catalog/compare-definitions.ts'
import { resolveDefinition } from '../../../../src/domain/catalog/resolve-definition.ts'

const BASE = {
  fields: [
    { name: 'title', type: 'text' as const, search: 'a' as const },
    { name: 'brand', type: 'string' as const },
    { name: 'path', type: 'string' as const, facet: 'hierarchical' as const },
  ],
  vectors: [{ name: 'content', fields: ['title'], weight: 1, priority: 'high' as const }],
}
const [title, brand, path] = BASE.fields
const change = (index: number, over: object): CollectionDefinition => ({
  ...BASE,
  fields: BASE.fields.map((field, at) => (at === index ? { ...field, ...over } : field)),
})

/** what changes, and what has to be made anew for it */
const CHANGES: readonly [string, CollectionDefinition, 'nothing' | 'settings' | 'vectors' | 'everything'][] = [
  ['nothing', { ...BASE }, 'nothing'],
  ['how a field counts as a facet', change(1, { facet: 'disjunctive' }), 'settings'],
  ['whether a field sorts', change(1, { sort: true }), 'settings'],
  ['what is displayed', { ...BASE, display: { title: 'brand' } }, 'settings'],
  ['weights of the ranking', { ...BASE, ranking: { weights: { semantic: 0.2 } } }, 'settings'],
  ['the weight of a vector', { ...BASE, vectors: [{ ...BASE.vectors[0], weight: 2 }] as CollectionDefinition['vectors'] }, 'settings'],
  ['whether bytes lie in memory', { ...BASE, vectors: [{ ...BASE.vectors[0], priority: 'medium' }] as CollectionDefinition['vectors'] }, 'settings'],
  ['whether bytes are kept', { ...BASE, vectors: [{ ...BASE.vectors[0], priority: 'low' }] as CollectionDefinition['vectors'] }, 'vectors'],
  ['the order of the fields', { ...BASE, fields: [brand, title, path] as CollectionDefinition['fields'] }, 'settings'],
  ['the default separator, said aloud', change(2, { separator: ' > ' }), 'settings'],
  ['the fields of a vector', { ...BASE, vectors: [{ name: 'content', fields: ['title', 'brand'], weight: 1, priority: 'high' }] }, 'vectors'],
  ['the name of a vector', { ...BASE, vectors: [{ name: 'other', fields: ['title'], weight: 1, priority: 'high' }] }, 'vectors'],
  ['another vector', { ...BASE, vectors: [...BASE.vectors, { name: 'more', fields: ['brand'], weight: 1, priority: 'high' }] }, 'vectors'],
  ['a weight class', change(0, { search: 'b' }), 'everything'],
  ['whether a field is searched', change(1, { search: 'c' }), 'everything'],
  ['a type', change(1, { type: 'string[]' }), 'everything'],
  ['what is hidden', change(1, { hidden: true }), 'everything'],
  ['a separator', change(2, { separator: '/' }), 'everything'],
  ['whether values have levels', change(2, { facet: 'disjunctive' }), 'everything'],
  ['the language', { ...BASE, language: 'de' }, 'everything'],
  ['what becomes of undeclared fields', { ...BASE, dynamic: 'ignore' }, 'everything'],
  ['a field more', { ...BASE, fields: [...BASE.fields, { name: 'n', type: 'number' }] }, 'everything'],
  ['a field less', { ...BASE, fields: BASE.fields.slice(0, 2) }, 'everything'],
]

describe('a change of definition', () => {
  test.each(CHANGES)('of %s', (_what, after, needs) => {
    const found = compareDefinitions(resolveDefinition(BASE), resolveDefinition(after))
    expect(found).toEqual({ equal: needs === 'nothing', keyword: needs === 'everything', vectors: needs === 'vectors' || needs === 'everything' })
    expect(compareDefinitions(resolveDefinition(after), resolveDefinition(BASE))).toEqual(found)
  })
})
