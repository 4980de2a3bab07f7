import type { VectorPriority } from '../../../domain/embedding/vector-store.ts'
import { CodeMemory } from './code-memory.ts'
import type { RowBudget } from './row-budget.ts'
import { RowMemory } from './row-memory.ts'

/** What an index holds in memory: its codes, and with high priority rows. */
export class IndexMemory {
  readonly codes: CodeMemory
  /** Whether storage keeps int8 rows: decided by the first write. */
  readonly exact: boolean
  rows: RowMemory | null = null

  constructor(dimensions: number, exact: boolean) {
    this.codes = new CodeMemory(dimensions)
    this.exact = exact
  }

  /** Lets rows into memory or out of it. What storage keeps stays as it is, so this may change with any call. */
  prioritise(priority: VectorPriority, budget: RowBudget, expected?: number): void {
    const keepsRows = this.exact && priority === 'high'
    this.codes.indexSlots(keepsRows || !this.exact, expected)
    if (keepsRows) this.rows ??= new RowMemory(this.codes.dimensions, budget)
    else this.release()
  }

  release(): void {
    this.rows?.release()
    this.rows = null
  }
}
