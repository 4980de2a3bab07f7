import fc from 'fast-check'
import { RowBudget } from '../../../../src/adapters/embedded/vector-index/row-budget.ts'
import { type SqlDatabase, SqliteIndexStorage } from '../../../../src/adapters/embedded/vector-index/sqlite-storage.ts'
import { BLOCK_SLOTS } from '../../../../src/adapters/embedded/vector-index/storage.ts'
import { VectorIndex } from '../../../../src/adapters/embedded/vector-index/vector-index.ts'
import type { VectorPriority } from '../../../../src/domain/embedding/vector-store.ts'
import { quantise } from '../../../../src/domain/embedding/quantize.ts'
import { createVector } from '../../../contract/vector-fixtures.ts'

export const DIMENSIONS = 256
export const QUERY = createVector(DIMENSIONS, 123_456)
/** Bytes in memory of the rows of one block. */
export const ROW_BLOCK = BLOCK_SLOTS * (DIMENSIONS + 4)

/** document -> seed of its vector */
export type Seeds = ReadonlyMap<number, number>

/** The vectors as they are; the index does not mind that they are not rotated. */
export function pack(entries: readonly (readonly [number, number])[]) {
  const bytes = new Int8Array(entries.length * DIMENSIONS)
  const quantised = entries.map(([, seed]) => quantise(createVector(DIMENSIONS, seed)))
  for (const [at, { values }] of quantised.entries()) bytes.set(values, at * DIMENSIONS)
  return { docs: Float64Array.from(entries, ([doc]) => doc), scales: Float32Array.from(quantised, ({ scale }) => scale), bytes }
}

/** An index whose slices are small; unless told otherwise the rows of two blocks fit into memory. */
export function openIndex(database: SqlDatabase, pause = () => Promise.resolve(), budget = new RowBudget(2 * ROW_BLOCK)): VectorIndex {
  return new VectorIndex(new SqliteIndexStorage(database), pause, budget, { scanBytes: 8_192, loadBytes: 8_192, rows: 64 })
}

export function scoreExactly(seeds: Seeds): { doc: number; score: number }[] {
  const scored = Array.from(seeds, ([doc, seed]) => {
    const { values, scale } = quantise(createVector(DIMENSIONS, seed))
    return { doc, score: values.reduce((sum, value, at) => sum + value * (QUERY[at] ?? 0), 0) * scale }
  })
  return scored.sort((left, right) => right.score - left.score || left.doc - right.doc)
}

export type Operation =
  | { kind: 'upsert'; from: number; count: number; seed: number; priority: VectorPriority }
  | { kind: 'remove'; docs: number[] }
  | { kind: 'drop' }

/** A write; of those that write vectors, with one of these priorities. */
export function createOperation(...priorities: VectorPriority[]): fc.Arbitrary<Operation> {
  const docs = fc.integer({ min: 1, max: 700 })
  return fc.oneof(
    fc.record({
      kind: fc.constant('upsert' as const),
      from: docs,
      count: fc.integer({ min: 1, max: 320 }),
      seed: fc.nat(50_000),
      priority: fc.constantFrom(...priorities),
    }),
    fc.record({ kind: fc.constant('remove' as const), docs: fc.array(docs, { maxLength: 200 }) }),
    fc.record({ kind: fc.constant('drop' as const) }),
  )
}

export function applyTo(seeds: Map<number, number>, step: Operation): void {
  if (step.kind === 'drop') seeds.clear()
  else if (step.kind === 'remove') for (const doc of step.docs) seeds.delete(doc)
  else for (let at = 0; at < step.count; at++) seeds.set(step.from + at, step.seed + at)
}

export function send(index: VectorIndex, step: Operation): Promise<void> {
  if (step.kind === 'drop') return index.drop()
  if (step.kind === 'remove') return index.remove(Float64Array.from(step.docs))
  return index.upsert(DIMENSIONS, step.priority, pack(Array.from({ length: step.count }, (_, at) => [step.from + at, step.seed + at] as const)))
}
