import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { deriveFacts } from './derive-facts.ts'
import { ELECTRONICS_DRAWINGS } from './draw-electronics.ts'
import { HOME_DRAWINGS } from './draw-home.ts'
import { OUTDOOR_DRAWINGS } from './draw-outdoors.ts'
import { familyOf, framePicture, paintOf } from './paint.ts'
import { readArticles } from './read-articles.ts'
import { readProducts, type WrittenProduct } from './read-products.ts'

const DRAWINGS = { ...HOME_DRAWINGS, ...ELECTRONICS_DRAWINGS, ...OUTDOOR_DRAWINGS }

/** Every generated file, path below samples/ -> content. Pure but for reading the source folder; the same on every run. */
export function buildSamples(folder: string): Map<string, string> {
  const products = filesIn(join(folder, 'source/products')).flatMap(({ name, text }) => readProducts(text, name))
  const articles = filesIn(join(folder, 'source/articles')).flatMap(({ text }) => readArticles(text))
  const files = new Map<string, string>()
  files.set('products.ndjson', toLines(products.map(describeProduct)))
  files.set('articles.ndjson', toLines(articles))
  for (const product of products) {
    const { name, kind, family } = pictureOf(product)
    const draw = DRAWINGS[kind]
    if (!draw) throw new Error(`${product.id}: no drawing "${kind}"`)
    const paint = paintOf(family)
    files.set(`images/${name}`, framePicture(`${kind}, ${family}`, paint, draw(paint)))
  }
  return files
}

function filesIn(folder: string): { name: string; text: string }[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

function toLines(documents: readonly object[]): string {
  return documents.map((document) => `${JSON.stringify(document)}\n`).join('')
}

function pictureOf(product: WrittenProduct): { name: string; kind: string; family: string } {
  const family = familyOf(product.colors[0] ?? '')
  return { name: `${product.kind}-${family}.svg`, kind: product.kind, family }
}

function describeProduct(product: WrittenProduct): object {
  const facts = deriveFacts(product)
  return {
    id: product.id,
    title: product.title,
    brand: product.brand,
    category: product.category,
    description: product.description,
    colors: product.colors,
    material: product.material,
    tags: product.tags,
    price: product.price,
    ...product.attributes,
    ...facts,
    image: `/samples/images/${pictureOf(product).name}`,
    url: `https://shop.example/products/${product.id}`,
    modelId: product.modelId,
  }
}
