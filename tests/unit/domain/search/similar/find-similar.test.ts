import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../../src/contracts/documents.ts'
import { createHashedEmbedder } from '../../../../support/hashed-embedder.ts'
import { DEFINITION, HIDDEN_WORD, makeDocuments } from '../../../../support/search-corpus.ts'
import { createSearchHarness } from '../../../../support/search-harness.ts'
import { createFinder } from '../../../../support/similar-ports.ts'

const harness = createSearchHarness()
const documents = makeDocuments(31, 300)
await harness.create('things', DEFINITION)
await harness.write('things', documents)
await harness.embed('things')
const find = createFinder(harness, 'things')

const embedder = createHashedEmbedder('hashed:1', 'en')
const FIELDS = { content: ['title', 'description'], name: ['title', 'brand'] } as const
type Name = keyof typeof FIELDS
const SCOPES: readonly (readonly [string | undefined, (document: JsonObject) => boolean])[] = [
  [undefined, () => true],
  ['price < 120', ({ price }) => typeof price === 'number' && price < 120],
  ['brand = "acme" OR kind = "two"', ({ brand, kind }) => brand === 'acme' || kind === 'two'],
  ['brand = "nobody"', () => false],
]

const textOf = (document: JsonObject, name: Name): string =>
  FIELDS[name].flatMap((field) => (typeof document[field] === 'string' ? [document[field]] : [])).join('\n')
const vectors = new Map<Name, readonly Float32Array[]>()
for (const name of ['content', 'name'] as const) {
  const embeddings = await embedder.embed(
    documents.map((document) => textOf(document, name)),
    'document',
  )
  vectors.set(
    name,
    embeddings.map(({ vector }) => vector),
  )
}

function cosine(left: Float32Array, right: Float32Array): number {
  const product = left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0)
  const lengths = Math.hypot(...left) * Math.hypot(...right)
  return lengths > 0 ? product / lengths : 0
}

/** Every other document of the scope with its exact score, best first; what is nearly unrelated counts as 0 and is left out. */
function findNaively(like: number, weights: readonly (readonly [Name, number])[], inside: (document: JsonObject) => boolean): Map<string, number> {
  const scored = documents.flatMap((document, at): [string, number][] => {
    if (at === like || !inside(document)) return []
    const score = weights.reduce((sum, [name, weight]) => {
      const own = vectors.get(name) ?? []
      const similarity = cosine(own[like] as Float32Array, own[at] as Float32Array)
      return sum + weight * (similarity < 0.05 ? 0 : similarity)
    }, 0)
    return score > 0 ? [[String(document['id']), score]] : []
  })
  return new Map(scored.sort(([, left], [, right]) => right - left))
}

const CHOICES = [
  {
    given: undefined,
    weights: [
      ['content', 2 / 3],
      ['name', 1 / 3],
    ],
  },
  { given: ['name'], weights: [['name', 1]] },
  { given: { content: 3 }, weights: [['content', 1]] },
  {
    given: { content: 1, name: 1 },
    weights: [
      ['content', 1 / 2],
      ['name', 1 / 2],
    ],
  },
] as const satisfies readonly { given: unknown; weights: readonly (readonly [Name, number])[] }[]
const reached = { none: 0, some: 0, both: 0 }

describe('similar documents', { timeout: 60_000 }, () => {
  test('are the nearest by exact cosine inside the filter, best first, and never the document itself', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(documents.length - 1),
        fc.constantFrom(...SCOPES),
        fc.constantFrom(...CHOICES),
        fc.constantFrom(1, 3, 10, 100),
        async (like, [filter, inside], { given, weights }, limit) => {
          const id = String(documents[like]?.['id'])
          const choice = given === undefined ? {} : { vectors: Array.isArray(given) ? [...given] : (given as Record<string, number>) }
          const response = await find({ like: [id], limit, explain: true, ...choice, ...(filter === undefined ? {} : { filter }) })
          const expected = findNaively(like, weights, inside)
          expect([response.degraded, response.hits.map((hit) => hit.rank)]).toEqual([[], response.hits.map((_hit, at) => at + 1)])
          expect(response.hits.map((hit) => hit.id)).not.toContain(id)
          expect(response.hits.length).toBe(Math.min(limit, expected.size))
          const best = [...expected.values()]
          response.hits.forEach((hit, at) => {
            expect(hit.score).toBeCloseTo(expected.get(hit.id) ?? -1, 6)
            expect(hit.score).toBeCloseTo(best[at] ?? -1, 6)
            const features = hit.trace?.features ?? []
            expect(features.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(hit.score, 9)
            for (const { name, weight } of features)
              expect(new Map<string, number>(weights.map(([vector, own]) => [`semantic.${vector}`, own])).get(name)).toBeCloseTo(weight, 9)
          })
          if (response.hits.length === 0) reached.none++
          else reached[response.hits[0]?.trace?.features.length === 2 ? 'both' : 'some']++
        },
      ),
      { numRuns: 120 },
    ))

  test('of several leave out all of them, liked and unliked', async () => {
    const [first, second, third] = documents.map(({ id }) => String(id)) as [string, string, string]
    const { hits } = await find({ like: [first, second, first], unlike: [third], limit: 100 })
    expect(hits.length).toBeGreaterThan(0)
    for (const id of [first, second, third]) expect(hits.map((hit) => hit.id)).not.toContain(id)
  })

  test('show what a search would show', async () => {
    const marked = documents.find(({ note, title }) => note === HIDDEN_WORD && typeof title === 'string') as JsonObject
    const like = [String(marked['id'])]
    const { hits } = await find({ like, limit: 100 })
    expect(JSON.stringify(hits)).not.toContain(HIDDEN_WORD)
    const trusted = await createFinder(harness, 'things', { scopes: ['documents:readHidden'] })({ like, limit: 100 })
    expect(JSON.stringify(trusted.hits)).toContain(HIDDEN_WORD)
    expect(
      (await find({ like, fields: ['id', 'title'] })).hits
        .flatMap((hit) => Object.keys(hit.document))
        .filter((name) => !['id', 'title'].includes(name)),
    ).toEqual([])
    for (const input of [{ fields: ['note'] }, { fields: ['cost'] }])
      await expect(find({ like, ...input })).rejects.toMatchObject({ code: 'search.field' })
    await expect(find({ like, filter: 'cost > 1' })).rejects.toMatchObject({ code: 'filter.field' })
  })

  test('leave out what is deleted meanwhile', async () => {
    const like = [String(documents[0]?.['id'])]
    const { hits } = await find({ like, limit: 5 })
    const { index } = harness.search
    const ports = {
      index: {
        ...index,
        bodies: async (docs: readonly number[]) => {
          const read = await index.bodies(docs)
          return { ...read, bodies: new Map([...read.bodies].filter(([, body]) => body['id'] !== hits[1]?.id)) }
        },
      },
    }
    const fewer = await createFinder(harness, 'things', { ports })({ like, limit: 4 })
    expect(fewer.hits.map(({ id }) => id)).toEqual([0, 2, 3, 4].map((at) => hits[at]?.id))
  })

  test('of documents that are not there is an error that names them', async () => {
    await expect(find({ like: [String(documents[0]?.['id']), 'nobody'], unlike: ['nothing'] })).rejects.toMatchObject({
      code: 'documents.not_found',
      detail: 'There is no document "nobody", "nothing".',
      errors: [{ path: 'like[1]' }, { path: 'unlike[0]' }],
    })
  })

  test.each([[['unknown']], [['toString']], [{ content: 0, name: 0 }], [{ unknown: 1 }], [{}]])('by the vectors %j is an error', async (choice) => {
    await expect(find({ text: 'desk', vectors: choice as string[] })).rejects.toMatchObject({ code: 'search.vector', errors: [{ path: 'vectors' }] })
  })
})

afterAll(() => {
  for (const [name, count] of Object.entries(reached)) expect(count, name).toBeGreaterThan(5)
})

describe('feedback', () => {
  const open = async () => {
    const own = createSearchHarness()
    await own.create('things', { ...DEFINITION, vectors: [{ name: 'content', fields: ['title'], weight: 1, priority: 'high' }] })
    const titles = ['oak desk', 'brass desk', 'linen desk', 'oak', 'brass', 'linen']
    await own.write(
      'things',
      titles.map((title) => ({ id: title.replace(' ', '-'), title })),
    )
    await own.embed('things')
    return createFinder(own, 'things')
  }
  const order = async (input: Parameters<ReturnType<typeof createFinder>>[0]): Promise<string[]> =>
    (await (await open())({ limit: 6, ...input })).hits.map(({ id }) => id)

  test('without any is the order of the text: all desks alike, in the order they were written', async () => {
    expect((await order({ text: 'desk' })).slice(0, 3)).toEqual(['oak-desk', 'brass-desk', 'linen-desk'])
  })

  test('draws towards what is liked', async () => {
    expect((await order({ text: 'desk', like: ['linen'] }))[0]).toBe('linen-desk')
    expect((await order({ text: 'desk', like: ['brass'] }))[0]).toBe('brass-desk')
  })

  test('draws away from what is not liked', async () => {
    expect((await order({ text: 'desk', unlike: ['oak'] })).slice(0, 3)).toEqual(['brass-desk', 'linen-desk', 'oak-desk'])
  })
})

describe('while no vectors answer', () => {
  const open = async (items: readonly unknown[]) => {
    const own = createSearchHarness()
    await own.create('things', DEFINITION)
    await own.write('things', items)
    return createFinder(own, 'things')
  }
  const items = [
    { id: 'given', title: 'Walnut writing desk', brand: 'acme', category: 'Home > Desks', description: 'zebra' },
    { id: 'near', title: 'Walnut desk', brand: 'acme', price: 10 },
    { id: 'far', title: 'Oak desk', price: 20 },
    { id: 'other', title: 'Brass lamp', description: 'zebra' },
    ...Array.from({ length: 8 }, (_unused, at) => ({ id: `lamp${at}`, title: 'desk lamp' })),
  ]

  test('the most telling words of title and classes a to c answer, and the answer says so', async () => {
    const search = await open(items)
    const { hits, degraded } = await search({ like: ['given'], limit: 3, explain: true })
    expect(degraded).toEqual(['semantic'])
    expect(hits[0]).toMatchObject({ id: 'near', rank: 1, explanation: null })
    expect(hits.map(({ id }) => id)).not.toContain('given')
    // class d takes no part
    expect((await search({ like: ['given'], limit: 100 })).hits.map(({ id }) => id)).not.toContain('other')
    expect((await search({ like: ['given'], filter: 'price > 15' })).hits.map(({ id }) => id)).toEqual(['far'])
    for (const { score, trace } of hits) expect(trace?.features.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9)
  })

  test('a document without words is near to nothing', async () => {
    const search = await open([...items, { id: 'silent', price: 3 }, { id: 'secret', note: HIDDEN_WORD }, { id: 'same', note: HIDDEN_WORD }])
    for (const id of ['silent', 'secret']) expect(await search({ like: [id] })).toMatchObject({ hits: [], degraded: ['semantic'] })
  })

  test('words answer too when the model can not be reached', async () => {
    const like = [String(documents[5]?.['id'])]
    const unreachable = async (): Promise<never> => Promise.reject(new Error('unreachable'))
    for (const ports of [{ embedDocuments: unreachable }, { semantic: { open: unreachable } }, { semantic: { open: async () => null } }])
      expect((await createFinder(harness, 'things', { ports })({ like })).degraded).toEqual(['semantic'])
  })
})
