import { DurableObject } from 'cloudflare:workers'
import type { VectorIndexCalls } from '../adapters/embedded/vector-index/calls.ts'
import { SqliteIndexStorage, type SqlDatabase, type SqlValue } from '../adapters/embedded/vector-index/sqlite-storage.ts'
import { VectorIndex as Index, type RankedDocs, type RankedRows } from '../adapters/embedded/vector-index/vector-index.ts'
import type { ScoredRows } from '../adapters/embedded/vector-index/score-rows.ts'

/**
 * One object a vector space. A shell: lists travel as typed arrays, memory is loaded on the first call after an eviction,
 * and the adapter checks what it sends.
 */
export class VectorIndex extends DurableObject implements VectorIndexCalls {
  private readonly index: Index

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env)
    this.index = new Index(new SqliteIndexStorage(openDatabase(state.storage)), () => scheduler.wait(0))
  }

  upsert(dimensions: number, docs: Float64Array, scales: Float32Array, bytes: Int8Array<ArrayBuffer>): Promise<void> {
    return this.index.upsert(dimensions, { docs, scales, bytes })
  }

  remove(docs: Float64Array): Promise<void> {
    return this.index.remove(docs)
  }

  rescore(query: Float32Array, from: number, to: number): Promise<RankedRows> {
    return this.index.rescore(query, from, to)
  }

  list(query: Float32Array, limit: number): Promise<RankedDocs> {
    return this.index.list(query, limit)
  }

  score(query: Float32Array, docs: Float64Array): Promise<ScoredRows> {
    return this.index.score(query, docs)
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
