import type { VectorScope, VectorSpace, VectorStore } from '../../src/domain/embedding/vector-store.ts'

const KEYS_A_COLLECTION = 1_000_000

/**
 * D1 gives collections and documents keys that are unique over all tenants. The contract's cases use small numbers
 * again and again; this gives every (tenant, collection) its own, in the same order, so that they are what D1 would give.
 */
export function withGlobalKeys(store: VectorStore): VectorStore {
  const collections = new Map<string, number>()
  const open = (space: VectorSpace) => {
    const name = `${space.tenant}/${space.collection}`
    const collection = collections.get(name) ?? collections.size + 1
    collections.set(name, collection)
    const base = collection * KEYS_A_COLLECTION
    const toGlobal = <Item extends { doc: number }>(items: readonly Item[]): Item[] => items.map((item) => ({ ...item, doc: base + item.doc }))
    const toLocal = (doc: number): number => doc - base
    const scopeOf = (scope: VectorScope | null): VectorScope | null =>
      scope && {
        ...scope,
        contains: async (docs) => new Set([...(await scope.contains(docs.map(toLocal)))].map((doc) => base + doc)),
      }
    return { space: { ...space, collection }, toGlobal, toLocal, scopeOf }
  }
  return {
    upsert: (given, records) => {
      const { space, toGlobal } = open(given)
      return store.upsert(space, toGlobal(records))
    },
    remove: (given, documents) => {
      const { space, toGlobal } = open(given)
      return store.remove(space, toGlobal(documents))
    },
    async nearest(given, vector, k, scope) {
      const { space, toLocal, scopeOf } = open(given)
      const result = await store.nearest(space, vector, k, scopeOf(scope))
      return { ...result, neighbours: result.neighbours.map(({ doc, score }) => ({ doc: toLocal(doc), score })) }
    },
    async score(given, vector, documents) {
      const { space, toGlobal, toLocal } = open(given)
      return new Map([...(await store.score(space, vector, toGlobal(documents)))].map(([doc, score]) => [toLocal(doc), score]))
    },
    count: (given) => store.count(open(given).space),
    drop: (given) => store.drop(open(given).space),
  }
}
