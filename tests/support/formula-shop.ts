import type { CollectionDefinition } from '../../src/contracts/collection.ts'
import type { ProfileDefinition } from '../../src/contracts/ranking.ts'
import { type Harness, createSearchHarness } from './search-harness.ts'

export const SHOP: CollectionDefinition = {
  language: 'en',
  fields: [
    { name: 'title', type: 'text', search: 'a' },
    { name: 'sales', type: 'number' },
    { name: 'releasedAt', type: 'date', sort: true },
    { name: 'stars', type: 'number' },
    { name: 'votes', type: 'number' },
    { name: 'inStock', type: 'boolean' },
    { name: 'place', type: 'geo' },
    { name: 'category', type: 'string', facet: 'hierarchical' },
    { name: 'cost', type: 'number', hidden: true },
  ],
  vectors: [{ name: 'content', fields: ['title'], weight: 1, priority: 'high' }],
}

export const FEATURES: NonNullable<ProfileDefinition['features']> = {
  popularity: { field: 'sales', scale: 1000 },
  freshness: { field: 'releasedAt', halfLifeDays: 30 },
  rating: { field: 'stars', count: 'votes', largest: 5, prior: 3.5, priorCount: 10 },
  availability: { field: 'inStock' },
  distance: { field: 'place', halfMetres: 2000 },
}

/** A shop with these documents, searched by this profile; all of them match "desk" alike unless they say another title. */
export async function openShop(documents: readonly object[], profile?: ProfileDefinition): Promise<Harness> {
  const harness = createSearchHarness()
  await harness.create('shop', SHOP)
  await harness.write(
    'shop',
    documents.map((document) => ({ title: 'Desk', ...document })),
  )
  if (profile) await harness.serve('shop', profile)
  return harness
}
