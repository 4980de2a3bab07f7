import { describe, expect, test } from 'vitest'
import { searches } from './open-samples.ts'
import { readQueries } from './read-samples.ts'

describe.each(['keyword', 'semantic', 'hybrid'] as const)('the first three hits in mode %s', (mode) => {
  test.each(readQueries())('$collection: $q', async ({ collection, q, filter, expect: wanted }) => {
    const response = await searches[collection]({ q, mode, perPage: 3, ...(filter === undefined ? {} : { filter }) })
    expect(response.degraded).toEqual([])
    const shown = typeof wanted === 'string' ? response.hits.map(({ document }) => document['category']) : response.hits.map(({ id }) => id)
    expect(shown).toEqual(typeof wanted === 'string' ? [wanted, wanted, wanted] : wanted)
  })
})
