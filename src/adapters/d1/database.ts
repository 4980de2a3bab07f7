/**
 * The little of SQL that the adapters need, so that the same statements run on D1 and, in plain-Node tests, on
 * node:sqlite. Parameters are numbered (?1, ?2 ...); D1 allows 100 of them and 100 KB a statement.
 */
export type SqlValue = string | number | null | Uint8Array
export type Statement = { readonly sql: string; readonly params: readonly SqlValue[] }
export type Row = Record<string, unknown>
export type StatementResult = { readonly rows: readonly Row[]; readonly rowsRead: number; readonly changes: number }

export type Database = {
  all(statement: Statement): Promise<StatementResult>
  /** All or nothing, in order. */
  batch(statements: readonly Statement[]): Promise<readonly StatementResult[]>
  /** What a reader sends back to see everything this session has seen or written. */
  bookmark(): string
}

type D1Like = Pick<D1DatabaseSession, 'prepare' | 'batch'> & Partial<Pick<D1DatabaseSession, 'getBookmark'>>

/** `constraint` is a bookmark, or "first-unconstrained" (any replica), or "first-primary" (before a write). */
export function createD1Database(d1: D1Database, constraint: string): Database {
  const session: D1Like = d1.withSession(constraint)
  const prepare = (statement: Statement): D1PreparedStatement => session.prepare(statement.sql).bind(...statement.params)
  return {
    async all(statement) {
      return toResult(await prepare(statement).all<Row>())
    },
    async batch(statements) {
      return (await session.batch<Row>(statements.map(prepare))).map(toResult)
    },
    bookmark: () => session.getBookmark?.() ?? '',
  }
}

function toResult(result: D1Result<Row>): StatementResult {
  return { rows: result.results, rowsRead: result.meta.rows_read ?? 0, changes: result.meta.changes ?? 0 }
}
