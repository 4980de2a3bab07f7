import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildSamples } from '../../../samples/generator/build-samples.ts'
import type { FieldDefinition } from '../../../src/contracts/collection.ts'
import { resolveDefinition } from '../../../src/domain/catalog/resolve-definition.ts'
import { SAMPLES, readArticles, readDefinition, readProducts, readQueries } from './read-samples.ts'

const products = readProducts()
const articles = readArticles()
const queries = readQueries()

const MATCHES: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: isString,
  string: isString,
  number: Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
  date: (value) => isString(value) && !Number.isNaN(Date.parse(value)),
  geo: (value) => typeof value === 'object' && value !== null && 'lat' in value && 'lng' in value,
  image: isString,
  'string[]': (value) => Array.isArray(value) && value.every(isString),
}

function isString(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function splitSentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/).map((sentence) =>
    sentence
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )
}

/** Words that only one of the two has. */
function countDifferent(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0
  for (const word of left) if (right.has(word)) shared++
  return left.size + right.size - 2 * shared
}

function findRepeated(values: readonly string[]): string[] {
  const seen = new Set<string>()
  return values.filter((value) => seen.has(value) || !seen.add(value))
}

function findMisfits(fields: readonly FieldDefinition[], documents: readonly Record<string, unknown>[]): string[] {
  const byName = new Map(fields.map((field) => [field.name, field]))
  return documents.flatMap(({ id, ...document }) =>
    Object.entries(document).flatMap(([name, value]) => (MATCHES[byName.get(name)?.type ?? 'undeclared']?.(value) ? [] : [`${String(id)}.${name}`])),
  )
}

describe('size', () => {
  test('at least 500 products in a dozen categories or more, none of them nearly empty', () => {
    const sizes = Map.groupBy(products, ({ category }) => category)
    expect(products.length).toBeGreaterThanOrEqual(500)
    expect(sizes.size).toBeGreaterThanOrEqual(12)
    for (const [category, members] of sizes) expect(members.length, category).toBeGreaterThanOrEqual(20)
  })

  test('60 articles of 120 to 250 words', () => {
    expect(articles).toHaveLength(60)
    for (const { id, body } of articles) {
      const words = body.split(/\s+/).length
      expect(words, id).toBeGreaterThanOrEqual(120)
      expect(words, id).toBeLessThanOrEqual(250)
    }
  })

  test('the folder stays under 2 MB, a picture under 2 KB', () => {
    const files = readdirSync(SAMPLES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const sizes = files.map((entry) => ({ name: entry.name, bytes: statSync(join(entry.parentPath, entry.name)).size }))
    expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(2_000_000)
    expect(sizes.filter(({ name, bytes }) => name.endsWith('.svg') && bytes > 2048)).toEqual([])
  })
})

describe('text', () => {
  test('ids and titles are unique', () => {
    expect(findRepeated([...products, ...articles].map(({ id }) => id))).toEqual([])
    expect(findRepeated([...products, ...articles].map(({ title }) => title))).toEqual([])
  })

  test('no two products share a description sentence', () => {
    expect(findRepeated(products.flatMap(({ description }) => splitSentences(description)))).toEqual([])
  })

  test('no sentence of a product is another with two words exchanged', () => {
    const sentences = products.flatMap(({ description }) => splitSentences(description)).map((sentence) => new Set(sentence.split(' ')))
    const close = sentences.flatMap((left, at) =>
      sentences
        .slice(at + 1)
        .filter((right) => left.size > 4 && countDifferent(left, right) < 6)
        .map(() => [...left].join(' ')),
    )
    expect(close).toEqual([])
  })

  test('no two articles share a sentence', () => {
    expect(findRepeated(articles.flatMap(({ body }) => splitSentences(body)).filter((sentence) => sentence.split(' ').length > 3))).toEqual([])
  })

  test('a screen size in a title or text is the size of the product', () => {
    const sized = products.filter(({ screenInches }) => typeof screenInches === 'number')
    for (const { id, title, description, screenInches } of sized) {
      const named = [...`${title} ${description}`.matchAll(/(\d+(?:\.\d+)?)[- ]inch/g)].map(([, inches]) => Number(inches))
      for (const inches of named) expect(Math.abs(inches - Number(screenInches)), id).toBeLessThan(1)
    }
    expect(sized.length).toBeGreaterThan(30)
  })

  test('a material in a title is what the product is made of', () => {
    const materials = [
      'walnut',
      'oak',
      'birch',
      'beech',
      'teak',
      'bamboo',
      'larch',
      'ash',
      'pine',
      'cork',
      'linen',
      'velvet',
      'copper',
      'brass',
      'leather',
    ]
    const named = products.flatMap(({ id, title, material }) => {
      const words = title.toLowerCase().split(/[^a-z]+/)
      return materials.filter((name) => words.includes(name)).map((name) => ({ id, title, name, made: material.join(' ') }))
    })
    // one hat is the colour of pine needles
    const wrong = named.filter(({ title, name, made }) => !made.includes(name) && title !== 'Knit Beanie, Pine')
    expect(wrong).toEqual([])
    expect(named.length).toBeGreaterThan(50)
  })
})

describe('data', () => {
  test.each(['products', 'articles'] as const)('the definition of %s is valid, and its fields cover the documents and agree in type', (name) => {
    const { fields } = resolveDefinition(readDefinition(name))
    const documents: readonly Record<string, unknown>[] = name === 'products' ? products : articles
    expect(findMisfits(fields, documents)).toEqual([])
    const used = new Set(documents.flatMap((document) => Object.keys(document)))
    expect(fields.map((field) => field.name).filter((field) => !used.has(field))).toEqual([])
  })

  test('prices, costs and ratings are plausible', () => {
    for (const { id, price, cost, rating, ratingCount } of products) {
      expect(price, id).toBeGreaterThan(0)
      expect(cost, id).toBeGreaterThan(0)
      expect(cost, id).toBeLessThan(price)
      expect(rating === undefined, id).toBe(ratingCount === 0)
      if (rating !== undefined) expect(rating >= 1 && rating <= 5, id).toBe(true)
    }
    const sorted = products.flatMap(({ rating }) => rating ?? []).toSorted((left, right) => left - right)
    const median = sorted[sorted.length >> 1] ?? 0
    expect(median).toBeGreaterThan(4)
    expect(median).toBeLessThan(4.7)
  })

  test('dates lie in 2023 to 2026', () => {
    for (const date of [...products.map(({ releasedAt }) => releasedAt), ...articles.map(({ publishedAt }) => publishedAt)])
      expect(date).toMatch(/^202[3-6]-/)
  })

  test('variants of a model share brand and category and come out within half a year', () => {
    const models = [...Map.groupBy(products, ({ modelId }) => modelId).values()].filter((variants) => variants.length > 1)
    expect(models.length).toBeGreaterThan(80)
    for (const variants of models) {
      expect(new Set(variants.map(({ brand, category }) => `${brand}/${category}`)).size).toBe(1)
      const days = variants.map(({ releasedAt }) => Date.parse(releasedAt) / 86_400_000)
      expect(Math.max(...days) - Math.min(...days)).toBeLessThanOrEqual(181)
    }
  })

  test('every picture exists and every picture is used', () => {
    const used = new Set(products.map(({ image }) => image.replace('/samples/images/', '')))
    expect([...used].toSorted()).toEqual(readdirSync(join(SAMPLES, 'images')).toSorted())
  })

  test('the files are what the source gives', () => {
    for (const [path, content] of buildSamples(SAMPLES)) expect(readFileSync(join(SAMPLES, path), 'utf8') === content, path).toBe(true)
  })
})

describe('queries', () => {
  test('28 different ones, 22 for products and 6 for articles, some with a filter', () => {
    expect(queries.map(({ collection }) => collection).toSorted()).toEqual([
      ...Array<string>(6).fill('articles'),
      ...Array<string>(22).fill('products'),
    ])
    expect(findRepeated(queries.map(({ q }) => q))).toEqual([])
    expect(queries.filter(({ filter }) => filter !== undefined).length).toBeGreaterThanOrEqual(2)
  })

  test('the expected hits and categories exist in their collection', () => {
    const categories = new Set(products.map(({ category }) => category))
    expect(queries.filter(({ expect: wanted }) => typeof wanted === 'string' && !categories.has(wanted))).toEqual([])
    const known = { products: new Set(products.map(({ id }) => id)), articles: new Set(articles.map(({ id }) => id)) }
    expect(
      queries.flatMap(({ collection, expect: wanted }) => (typeof wanted === 'string' ? [] : wanted.filter((id) => !known[collection].has(id)))),
    ).toEqual([])
  })
})
