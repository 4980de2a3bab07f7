/// <reference types="@cloudflare/vitest-plugin/types" />
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import { z } from 'zod'
import { type LearningState, advanceLearning, emptyMemory } from '../../../src/domain/ingestion/index.ts'
import { call, collectionId, createQuietServices } from './quiet-app.ts'

export const fields = [
  { name: 'title', type: 'text', search: 'a' },
  { name: 'brand', type: 'string', search: 'b', facet: 'disjunctive' },
  { name: 'price', type: 'number', facet: 'range', sort: true },
  { name: 'size', type: 'string', facet: 'disjunctive' },
  { name: 'place', type: 'geo' },
]

export function createDocuments(count: number, from = 0) {
  return Array.from({ length: count }, (_, at) => ({
    id: `d${from + at}`,
    title: `Lamp number ${from + at}`,
    brand: `brand${(from + at) % 3}`,
    price: from + at,
    size: (from + at) % 2 === 0 ? '12' : 'large',
    place: { lat: 50, lng: (from + at) % 90 },
  }))
}

export const withStock = [...fields, { name: 'stock', type: 'number', sort: true, facet: 'range' }]
export const stocked = (count: number) => createDocuments(count).map((document, at) => ({ ...document, stock: at % 2 === 0 ? at : 'many' }))

export async function beginRebuild(name: string): Promise<unknown> {
  const { status, body } = await call('PUT', `/v1/collections/${name}`, { fields: withStock, vectors: [] })
  expect(status).toBe(202)
  return body['jobId']
}

export async function createCollection(name: string, count: number, extra: Record<string, unknown> = { vectors: [] }): Promise<void> {
  expect((await call('PUT', `/v1/collections/${name}`, { fields, ...extra })).status).toBe(201)
  if (count > 0) expect((await call('POST', `/v1/collections/${name}/documents`, { documents: createDocuments(count) })).status).toBe(200)
}

export async function search(name: string, request: Record<string, unknown>): Promise<{ status: number; total: unknown; ids: string[] }> {
  const { status, body } = await call('POST', `/v1/collections/${name}/search`, { mode: 'keyword', perPage: 250, ...request })
  const hits = z
    .array(z.object({ id: z.string() }))
    .catch([])
    .parse(body['hits'])
  return { status, total: body['total'], ids: hits.map(({ id }) => id).sort() }
}

/** Writes documents and gives the collection a vector set, slice by slice as the learner would. */
export async function learn(name: string, count: number): Promise<number> {
  await call('POST', `/v1/collections/${name}/documents`, { documents: createDocuments(count) })
  const id = await collectionId(name)
  const { learning, catalog } = createQuietServices(env, 'first-primary')
  const memory = emptyMemory()
  let state: LearningState = { collection: id, set: 1, phase: 'sample', after: 0, checkpointed: false }
  for (let slice = 0; slice < 1000 && state.phase !== 'done'; slice++) {
    const collection = await catalog.collections.findById(id)
    if (!collection) throw new Error('The collection is not there.')
    state = await advanceLearning(learning, collection, state, memory)
  }
  expect(state.phase).toBe('done')
  return id
}
