import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { searchRequest } from '../../../src/contracts/search.ts'
import { parseSearchQuery } from '../../../src/routes/search/parse-search-query.ts'

const parse = (query: string) => ({ ...parseSearchQuery(new URLSearchParams(query)) })

describe('parameters of a search', () => {
  test.each([
    ['q=a+b%20c', { q: 'a b c' }],
    ['q=1&filter=true&user=7', { q: '1', filter: 'true', user: '7' }],
    ['facets=brand,price&facets=colors', { facets: ['brand', 'price', 'colors'] }],
    ['facets=', { facets: [] }],
    ['sort=price:asc,_distance(52.5,13.4),_score', { sort: ['price:asc', '_distance(52.5,13.4)', '_score'] }],
    ['page=2&perPage=1e2', { page: 2, perPage: 100 }],
    ['page=2x&perPage=', { page: '2x', perPage: '' }],
    ['page=0x10&facetLimit=%20', { page: '0x10', facetLimit: ' ' }],
    ['explain=true&typing=false&literal=yes', { explain: true, typing: false, literal: 'yes' }],
    ['explain=text&understand=spelling,synonyms', { explain: 'text', understand: ['spelling', 'synonyms'] }],
    ['highlight=false', { highlight: false }],
    ['withoutChips=tags:a,b&withoutChips=price:..90', { withoutChips: ['tags:a,b', 'price:..90'] }],
    ['highlight=title,brand', { highlight: ['title', 'brand'] }],
    ['weights={"semantic":0.3}', { weights: { semantic: 0.3 } }],
    ['vectors=title,genre&vectors=plot', { vectors: ['title', 'genre', 'plot'] }],
    ['weights={', { weights: '{' }],
    ['rerank=true', { rerank: true }],
    ['rerank={"top":30}', { rerank: { top: 30 } }],
    ['rerank=maybe', { rerank: 'maybe' }],
    ['near=52.52,-13.4', { near: { lat: 52.52, lng: -13.4 } }],
    ['near={"lat":1,"lng":2}', { near: { lat: 1, lng: 2 } }],
    ['near=here', { near: 'here' }],
    ['constructor=1', { constructor: '1' }],
  ])('%s', (query, request) => {
    expect(parse(query)).toEqual(request)
  })

  test('called __proto__ are unknown like any other', () => {
    expect(Object.keys(parseSearchQuery(new URLSearchParams('__proto__=1')))).toEqual(['__proto__'])
    expect(searchRequest.safeParse(parseSearchQuery(new URLSearchParams('__proto__=1'))).success).toBe(false)
  })

  test('mean what the same members of a body mean', () => {
    const name = fc.stringMatching(/^[a-zA-Z][\w.]{0,10}$/)
    const request = fc.record(
      {
        q: fc.string({ unit: 'grapheme' }).map((text) => text.toWellFormed()),
        mode: fc.constantFrom('hybrid', 'keyword', 'semantic'),
        filter: fc.string(),
        facets: fc.array(name, { maxLength: 5 }),
        fields: fc.array(name, { maxLength: 5 }),
        sort: fc.array(
          fc.oneof(
            name.map((field) => `${field}:desc`),
            fc.constant('_distance(1.5,-2)'),
          ),
          { maxLength: 4 },
        ),
        page: fc.integer({ min: 1, max: 1000 }),
        perPage: fc.integer({ min: 1, max: 250 }),
        explain: fc.boolean(),
        typing: fc.boolean(),
        weights: fc.record({ semantic: fc.integer({ min: 0, max: 10 }), freshness: fc.integer({ min: 0, max: 10 }) }),
        near: fc.record({ lat: fc.integer({ min: -90, max: 90 }), lng: fc.integer({ min: -180, max: 180 }) }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(request, (given) => {
        const params = new URLSearchParams()
        for (const [member, value] of Object.entries(given))
          params.set(member, Array.isArray(value) ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value))
        expect(searchRequest.parse(parseSearchQuery(new URLSearchParams(params.toString())))).toEqual(searchRequest.parse(given))
      }),
    )
  })
})
