// Exact brute force over float32: what every other vector store is compared with.
import { AppError } from '../../src/contracts/errors.ts'
import type { Neighbour, VectorSpace, VectorStore } from '../../src/domain/embedding/vector-store.ts'

export function createMemoryVectorStore(): VectorStore {
  const spaces = new Map<string, Map<number, Float32Array>>()
  const open = ({ tenant, collection, vector, set }: VectorSpace) => {
    const name = JSON.stringify([tenant, collection, vector, set])
    const vectors = spaces.get(name) ?? new Map<number, Float32Array>()
    spaces.set(name, vectors)
    return vectors
  }
  return {
    async upsert(space, records) {
      for (const { values } of records) checkDimensions(space, values)
      for (const { doc, values } of records) open(space).set(doc, values.slice())
    },
    async remove(space, documents) {
      for (const { doc } of documents) open(space).delete(doc)
    },
    async nearest(space, vector, k, scope) {
      checkDimensions(space, vector)
      if (!Number.isInteger(k) || k < 1 || k > 1000) throw new RangeError(`k is a whole number from 1 to 1000, not ${k}.`)
      const vectors = open(space)
      const inside = scope === null ? null : await scope.contains([...vectors.keys()])
      const scored: Neighbour[] = []
      for (const [doc, values] of vectors) if (inside === null || inside.has(doc)) scored.push({ doc, score: dot(vector, values) })
      scored.sort((left, right) => right.score - left.score || left.doc - right.doc)
      return { neighbours: scored.slice(0, k), exhaustive: true, exact: true, candidates: scored.length, rowsRead: 0 }
    },
    async score(space, vector, documents) {
      checkDimensions(space, vector)
      const scores = new Map<number, number>()
      for (const { doc } of documents) {
        const values = open(space).get(doc)
        if (values !== undefined) scores.set(doc, dot(vector, values))
      }
      return scores
    },
    async count(space) {
      return open(space).size
    },
    async drop(space) {
      open(space).clear()
    },
  }
}

function checkDimensions(space: VectorSpace, vector: Float32Array): void {
  if (vector.length === space.dimensions) return
  throw new AppError('vectors.dimensions', `The vector "${space.vector}" has ${space.dimensions} dimensions; ${vector.length} were given.`)
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0
  for (let at = 0; at < left.length; at++) sum += (left[at] as number) * (right[at] as number)
  return sum
}
