import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/contracts/documents.ts'
import { deleteDocuments, patchDocument } from '../../../../src/domain/ingestion/index.ts'
import { DEFINITION, makeDocuments } from '../../../support/search-corpus.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'
import { readStoredIndex } from '../../../support/stored-index.ts'

const IDS = ['1', 'a', 'ü', '\u{1F600}', 'x"y\\z', 'x\u0001', ' ']
const id = fc.constantFrom(...IDS)
const body = fc.nat(10_000).map((seed) => makeDocuments(seed, 3)[2] ?? {})
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('upsert' as const), documents: fc.array(fc.tuple(id, body), { minLength: 1, maxLength: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('patch' as const), id, body }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), ids: fc.array(id, { minLength: 1, maxLength: 3 }) }) },
)

test('whatever was written, patched and deleted before, every table holds what a fresh index of the same documents holds', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.boolean(), async (steps, sameMoment) => {
      const used = createSearchHarness()
      await used.create('things', DEFINITION)
      const expected = new Map<string, JsonObject>()
      for (const next of steps) {
        if (!sameMoment) used.clock.now += 1000
        if (next.kind === 'upsert') {
          const documents = next.documents.map(([name, document]): JsonObject => ({ ...document, id: name }))
          await used.write('things', documents)
          for (const document of documents) expected.set(String(document['id']), document)
        } else if (next.kind === 'patch') {
          const before = expected.get(next.id)
          const { id: _id, ...patch } = next.body
          const patched = patchDocument(used.ingestion, used.context(), { collection: 'things', id: next.id, patch })
          if (before) await patched
          else await expect(patched).rejects.toMatchObject({ code: 'documents.not_found' })
          // flat members only: null takes a member away, everything else replaces it
          if (before)
            expected.set(
              next.id,
              Object.fromEntries(Object.entries({ ...before, ...patch }).filter(([name, value]) => !(name in patch) || value !== null)),
            )
        } else {
          await deleteDocuments(used.ingestion, used.context(), { collection: 'things', ids: next.ids })
          for (const name of next.ids) expected.delete(name)
        }
      }
      const fresh = createSearchHarness()
      await fresh.create('things', DEFINITION)
      await fresh.write('things', [...expected.values()])
      const [after, wanted] = await Promise.all([used, fresh].map(async (harness) => readStoredIndex(harness.db, await harness.find('things'))))
      expect(after).toEqual(wanted)
      expect(after?.counters.documents).toBe(expected.size)
      expect(after?.counters.tokens).toBe(after?.documents.reduce((sum, { tokens }) => sum + tokens, 0))
    }),
    { numRuns: 60 },
  ),
)
