import { DurableObject } from 'cloudflare:workers'
import type { VectorIndexCalls } from '../adapters/embedded/vector-index/calls.ts'
import { SqliteIndexStorage, type SqlDatabase, type SqlValue } from '../adapters/embedded/vector-index/sqlite-storage.ts'
import { VectorIndex as Index, type RankedDocs } from '../adapters/embedded/vector-index/vector-index.ts'
import type { RankedRows } from '../adapters/embedded/vector-index/rank-rows.ts'
import { ROW_BYTES, RowBudget } from '../adapters/embedded/vector-index/row-budget.ts'
import type { VectorPriority } from '../domain/embedding/vector-store.ts'

/** One for all objects of the isolate. */
const rows = new RowBudget(ROW_BYTES)

/**
 * One object a vector space. A shell: lists travel as typed arrays, memory is loaded on the first call after an eviction,
 * and the adapter checks what it sends.
 */
export class VectorIndex extends DurableObject implements VectorIndexCalls {
  private readonly index: Index

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env)
    this.index = new Index(new SqliteIndexStorage(openDatabase(state.storage)), () => scheduler.wait(0), rows)
  }

  upsert(dimensions: number, priority: VectorPriority, docs: Float64Array, scales: Float32Array, bytes: Int8Array<ArrayBuffer>): Promise<void> {
    return this.index.upsert(dimensions, priority, { docs, scales, bytes })
  }

  remove(docs: Float64Array): Promise<void> {
    return this.index.remove(docs)
  }

  nearest(query: Float32Array, k: number, priority: VectorPriority): Promise<RankedRows> {
    return this.index.nearest(query, k, priority)
  }

  list(query: Float32Array, limit: number): Promise<RankedDocs> {
    return this.index.list(query, limit)
  }

  rank(query: Float32Array, docs: Float64Array, k: number, priority: VectorPriority): Promise<RankedRows> {
    return this.index.rank(query, docs, k, priority)
  }

  count(): Promise<number> {
    return this.index.count()
  }

  drop(): Promise<void> {
    return this.index.drop()
  }
}

function openDatabase(storage: DurableObjectStorage): SqlDatabase {
  return {
    query: (statement, ...values) => storage.sql.exec(statement, ...values).raw<SqlValue[]>(),
    transact: (work) => storage.transactionSync(work),
  }
}
