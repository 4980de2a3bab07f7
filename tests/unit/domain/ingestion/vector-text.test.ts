import { describe, expect, test } from 'vitest'
import type { CollectionDefinition } from '../../../../src/contracts/collection.ts'
import type { JsonObject } from '../../../../src/contracts/documents.ts'
import type { Collection } from '../../../../src/domain/catalog/index.ts'
import { resolveDefinition } from '../../../../src/domain/catalog/resolve-definition.ts'
import { vectorText } from '../../../../src/domain/ingestion/vector-text.ts'

function textOf(definition: CollectionDefinition, vector: string, body: JsonObject, emphasise = false): string {
  return vectorText({ definition: resolveDefinition(definition) } as Collection, vector, body, emphasise)
}

const DEFINITION: CollectionDefinition = {
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'tags', type: 'string[]' },
    { name: 'year', type: 'number', facet: 'range' },
    { name: 'secret', type: 'text', hidden: true },
    { name: 'photo', type: 'image' },
    { name: 'sold', type: 'boolean' },
  ],
  vectors: [
    { name: 'all', fields: ['title', 'tags', 'year', 'secret', 'photo', 'sold'], weight: 1, priority: 'high' },
    { name: 'image', fields: ['photo'], weight: 1, priority: 'high' },
  ],
}
const BODY = { id: '1', title: '<b>Oak</b> desk', tags: ['solid', 'wide'], year: 1995, secret: 'margin', photo: 'https://shop/desk.jpg', sold: true }

describe('the text of a vector', () => {
  test('is what its fields say, words and numbers, without markup and without what is hidden', () => {
    expect(textOf(DEFINITION, 'all', BODY).split(/\s+/)).toEqual(['Oak', 'desk', 'solid', 'wide', '1995'])
  })

  test('says the heaviest field twice to a model that counts words', () => {
    expect(textOf(DEFINITION, 'all', BODY, true).split(/\s+/)).toEqual(['Oak', 'desk', 'Oak', 'desk', 'solid', 'wide', '1995'])
  })

  test('is empty over pictures, whose addresses say nothing of them', () => {
    expect(textOf(DEFINITION, 'image', BODY)).toBe('')
    expect(textOf({ template: 'anime' }, 'image', { image: 'https://pictures/30.jpg' })).toBe('')
  })

  test('is empty for a vector that the collection does not have', () => {
    expect(textOf(DEFINITION, 'plot', BODY)).toBe('')
  })
})
