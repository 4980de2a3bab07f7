import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { collectionDefinition } from '../../../src/contracts/collection.ts'

export const SAMPLES = resolve(import.meta.dirname, '../../../samples')

const product = z.looseObject({
  id: z.string(),
  title: z.string(),
  brand: z.string(),
  category: z.string(),
  description: z.string(),
  colors: z.array(z.string()).min(1),
  material: z.array(z.string()).min(1),
  tags: z.array(z.string()).min(1),
  price: z.number(),
  cost: z.number(),
  rating: z.number().optional(),
  ratingCount: z.number().int().min(0),
  inStock: z.boolean(),
  releasedAt: z.iso.datetime(),
  location: z.strictObject({ lat: z.number(), lng: z.number() }),
  image: z.string(),
  url: z.url(),
  modelId: z.string(),
})
export type Product = z.infer<typeof product>

const article = z.strictObject({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  body: z.string(),
  author: z.string(),
  topic: z.string(),
  tags: z.array(z.string()).min(1),
  publishedAt: z.iso.datetime(),
  url: z.url(),
})
export type Article = z.infer<typeof article>

const query = z.strictObject({
  collection: z.enum(['products', 'articles']),
  q: z.string().min(1),
  filter: z.string().optional(),
  /** the first three hits by id, or the category of all three */
  expect: z.union([z.tuple([z.string(), z.string(), z.string()]), z.string()]),
  why: z.string().min(1),
})
export type Query = z.infer<typeof query>

export const readProducts = (): Product[] => readLines('products.ndjson').map((line) => product.parse(line))
export const readArticles = (): Article[] => readLines('articles.ndjson').map((line) => article.parse(line))
export const readQueries = (): Query[] => z.array(query).parse(JSON.parse(readText('queries.json')))
export const readDefinition = (name: Query['collection']) => collectionDefinition.parse(JSON.parse(readText(`${name}.json`)))

function readLines(path: string): unknown[] {
  return readText(path)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

function readText(path: string): string {
  return readFileSync(join(SAMPLES, path), 'utf8')
}
