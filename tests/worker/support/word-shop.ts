/// <reference types="@cloudflare/vitest-plugin/types" />
import { expect } from 'vitest'
import type { SearchResponse } from '../../../src/contracts/search.ts'
import { call } from './quiet-app.ts'

const COLOURS = ['red', 'blue', 'green', 'black', 'white'] as const
/** Singular, what its title says, brand, category, the price of the first; each comes in five colours, 10 dearer each time. */
const LINES = [
  ['television', 'smart television', 'Lumio', 'Electronics > Televisions', 300],
  ['headphones', 'wireless headphones', 'Corda', 'Electronics > Headphones', 60],
  ['kettle', 'electric kettle', 'Brightwell', 'Kitchen > Kettles', 25],
  ['grinder', 'coffee grinder', 'Brightwell', 'Kitchen > Grinders', 35],
  ['sofa', 'leather sofa', 'Norrland', 'Home > Sofas', 400],
  ['desk', 'writing desk', 'Norrland', 'Home > Desks', 200],
  ['readinglamp', 'reading lamp', 'Lumio', 'Home > Lamps', 20],
  ['floorlamp', 'floor lamp', 'Norrland', 'Home > Lamps', 30],
  ['blanket', 'woollen blanket', 'Corda', 'Home > Blankets', 45],
  ['lawnmower', 'cordless lawnmower', 'Meadowcut', 'Garden > Mowers', 150],
  ['backpack', 'hiking backpack', 'Tarnholt', 'Outdoors > Backpacks', 70],
  ['tent', 'camping tent', 'Tarnholt', 'Outdoors > Tents', 120],
] as const
const INCHES = [43, 50, 55, 65, 75] as const

/** Sixty things of a small shop. */
export const THINGS = LINES.flatMap(([line, words, brand, category, price]) =>
  COLOURS.map((colour, at) => ({
    id: `${line}-${colour}`,
    title: line === 'television' ? `${INCHES[at]} inch ${words}` : `${words}`,
    brand,
    category,
    colour,
    price: price + 10 * at,
    description: `A ${words} for people who like things that last.`,
  })),
)

export const idsOf = (...lines: readonly string[]): string[] =>
  THINGS.map(({ id }) => id)
    .filter((id) => lines.includes(id.slice(0, id.lastIndexOf('-'))))
    .toSorted()

export const shopFields = [
  { name: 'title', type: 'text', search: 'a' },
  { name: 'brand', type: 'string', search: 'b', facet: 'disjunctive' },
  { name: 'category', type: 'string', search: 'c', facet: 'hierarchical' },
  { name: 'colour', type: 'string', search: 'c', facet: 'disjunctive' },
  { name: 'price', type: 'number', facet: 'range', sort: true },
  { name: 'description', type: 'text', search: 'd' },
]

/** A shop of its own for a test, its documents written over HTTP. */
export async function openShop(name: string, extra: Record<string, unknown> = { vectors: [] }): Promise<void> {
  expect((await call('PUT', `/v1/collections/${name}`, { fields: shopFields, currency: 'USD', ...extra })).status).toBe(201)
  expect((await call('POST', `/v1/collections/${name}/documents`, { documents: THINGS })).status).toBe(200)
}

/** Every hit of a keyword search unless the request says otherwise. */
export async function ask(name: string, q: string, request: Record<string, unknown> = {}): Promise<SearchResponse> {
  const { status, body } = await call('POST', `/v1/collections/${name}/search`, { q, mode: 'keyword', perPage: 250, ...request })
  expect(status, JSON.stringify(body)).toBe(200)
  return body as SearchResponse
}

export const found = ({ hits }: SearchResponse): string[] => hits.map(({ id }) => id).toSorted()
