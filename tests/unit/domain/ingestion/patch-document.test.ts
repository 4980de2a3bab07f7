import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../../src/contracts/documents.ts'
import { createDocumentStore } from '../../../../src/adapters/d1/document-store.ts'
import { getDocuments, patchDocument } from '../../../../src/domain/ingestion/index.ts'
import { mergePatch } from '../../../../src/domain/ingestion/patch-document.ts'
import { createSearchHarness } from '../../../support/search-harness.ts'

/** RFC 7396, appendix A: original, patch, result. */
const EXAMPLES: readonly [JsonValue, JsonValue, JsonValue][] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
]

const value = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(null, 0, 'x', true, []),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor'), tie('value'), { noNullPrototype: true }) as fc.Arbitrary<JsonValue>,
  ),
})).value

const withoutNulls = (item: JsonValue): JsonValue =>
  item === null || typeof item !== 'object' || Array.isArray(item)
    ? item
    : Object.fromEntries(
        Object.entries(item)
          .filter(([, member]) => member !== null)
          .map(([name, member]) => [name, withoutNulls(member)]),
      )

describe('a merge patch', () => {
  test.each(EXAMPLES)('of %j with %j gives %j', (target, patch, result) => expect(mergePatch(target, patch)).toEqual(result))

  test('changes neither of the two', () =>
    fc.assert(
      fc.property(value, value, (target, patch) => {
        const before = JSON.stringify([target, patch])
        mergePatch(target, patch)
        expect(JSON.stringify([target, patch])).toBe(before)
      }),
    ))

  test('applied twice is applied once', () =>
    fc.assert(
      fc.property(value, value, (target, patch) => {
        expect(mergePatch(mergePatch(target, patch), patch)).toEqual(mergePatch(target, patch))
      }),
    ))

  test('on nothing gives the patch without its nulls', () =>
    fc.assert(
      fc.property(value, (patch) => {
        expect(mergePatch(undefined, patch)).toEqual(withoutNulls(patch))
      }),
    ))
})

async function open(document: JsonObject) {
  const harness = createSearchHarness()
  await harness.create('things', {
    fields: [
      { name: 'title', type: 'text', search: 'a' },
      { name: 'n', type: 'number' },
      { name: 'labels', type: 'string[]' },
    ],
    vectors: [],
  })
  await harness.write('things', [document])
  const patch = (changes: JsonObject, ports = harness.ingestion) =>
    patchDocument(ports, harness.context(), { collection: 'things', id: '1', patch: changes })
  const read = async () => (await getDocuments(harness.ingestion, harness.context(), { collection: 'things', ids: ['1'] }))[0]
  return { harness, patch, read }
}

describe('patching a document', () => {
  test('merges, reindexes, and moves no version when nothing changes', async () => {
    const { harness, patch, read } = await open({ id: '1', title: 'walnut', n: 1 })
    expect(await patch({ title: 'oak', extra: { a: 1 } })).toMatchObject({ dataVersion: 2, result: { id: '1', status: 'updated' } })
    expect(await patch({ extra: { a: null, b: 2 } })).toMatchObject({ dataVersion: 3 })
    expect(await read()).toEqual({ id: '1', title: 'oak', n: 1, extra: { b: 2 } })
    expect(await patch({ n: 1 })).toEqual({ dataVersion: 3, result: { id: '1', status: 'unchanged' } })
    expect((await harness.searcher('things')({ q: 'walnut', mode: 'keyword' })).total).toBe(0)
    expect((await harness.searcher('things')({ q: 'oak', mode: 'keyword', filter: 'n = 1' })).total).toBe(1)
  })

  test('refuses another id, a wrong type and too many values, and leaves the document', async () => {
    const { patch, read } = await open({ id: '1', n: 1 })
    await expect(patch({ id: '2' })).rejects.toMatchObject({ code: 'documents.id' })
    await expect(patch({ id: 1, n: 1 })).resolves.toMatchObject({ result: { status: 'unchanged' } })
    await expect(patch({ n: 'one' })).rejects.toMatchObject({ code: 'documents.field_type' })
    await expect(patch({ labels: Array.from({ length: 1001 }, (_unused, at) => `${at}`) })).rejects.toMatchObject({
      code: 'documents.too_many_fields',
    })
    await expect(patch({ extra: 'x'.repeat(1_000_000) })).rejects.toMatchObject({ code: 'documents.too_large' })
    expect(await read()).toEqual({ id: '1', n: 1 })
  })

  test('starts over when somebody writes in between, so that no change is lost', async () => {
    const { harness, patch, read } = await open({ id: '1', title: 'a', n: 0 })
    let others = 3
    const documents = createDocumentStore(harness.db)
    const ports = {
      ...harness.ingestion,
      documents: {
        ...documents,
        async upsert(...given: Parameters<typeof documents.upsert>) {
          if (others > 0) {
            others--
            await patch({ n: 3 - others })
          }
          return documents.upsert(...given)
        },
      },
    }
    await patch({ title: 'b' }, ports)
    expect(await read()).toEqual({ id: '1', title: 'b', n: 3 })
    others = 1000
    await expect(patch({ title: 'c' }, { ...ports, documents: { ...ports.documents, upsert: async () => 'conflict' } })).rejects.toMatchObject({
      code: 'documents.conflict',
    })
  })

  test('all at once loses none of them', async () => {
    const { harness, patch, read } = await open({ id: '1' })
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => patch({ [name]: name })))
    expect(await read()).toEqual({ id: '1', a: 'a', b: 'b', c: 'c', d: 'd' })
    expect((await harness.find('things')).documentCount).toBe(1)
  })
})
