import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { search } from '../../evals/api-client.ts'
import { SAMPLES } from '../../scripts/start/paths.ts'
import { searchMode } from '../../src/contracts/search.ts'

const writtenQueries = z.array(
  z.object({
    collection: z.string(),
    q: z.string(),
    filter: z.string().optional(),
    expect: z.union([z.array(z.string()).length(3), z.string()]),
    why: z.string(),
  }),
)
const queries = writtenQueries.parse(JSON.parse(readFileSync(join(SAMPLES, 'queries.json'), 'utf8')))

test('there are 28 written queries, each with its reason', () => {
  expect(queries.length).toBe(28)
  expect(queries.filter(({ why }) => why.length < 20)).toEqual([])
})

for (const mode of searchMode.options) {
  describe(`${mode}: the first three hits`, () => {
    for (const { collection, q, filter, expect: wanted, why } of queries) {
      test(`${q}${filter === undefined ? '' : ` where ${filter}`}`, async () => {
        const { hits, degraded } = await search(inject('site'), collection, { q, mode, filter, perPage: 3 })
        expect(degraded).toEqual([])
        // by their ids, or all three by their category
        const shown = hits.map(({ id, document }) => (typeof wanted === 'string' ? document['category'] : id))
        expect(shown, why).toEqual(typeof wanted === 'string' ? [wanted, wanted, wanted] : wanted)
      })
    }
  })
}
