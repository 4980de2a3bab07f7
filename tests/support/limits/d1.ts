import { sizeOf } from './sizes.ts'

// developers.cloudflare.com/d1/platform/limits; the texts are what D1 answers.
const PARAMETERS = 100
const STATEMENT_BYTES = 100_000
const VALUE_BYTES = 2_000_000
const PATTERN_BYTES = 50

type Prepared = { sql: string; values: readonly unknown[]; inner: D1PreparedStatement }
type Preparing = Pick<D1Database, 'prepare' | 'batch'>

/** D1 that refuses what production refuses and a local database lets through. Like there, execution fails, not binding. */
export function enforceD1Limits(database: D1Database): D1Database {
  const limited = limitStatements(database)
  return new Proxy(database, {
    get(target, name) {
      if (name === 'withSession') return (constraint?: string) => limitStatements(target.withSession(constraint))
      if (name === 'exec') {
        return async (sql: string) => {
          for (const line of sql.split('\n')) checkStatement(line, [])
          return target.exec(sql)
        }
      }
      return readMember(limited, name)
    },
  })
}

function limitStatements<Session extends Preparing>(session: Session): Session {
  const known = new WeakMap<object, Prepared>()
  const wrap = (prepared: Prepared): D1PreparedStatement => {
    const statement = new Proxy(prepared.inner, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => wrap({ ...prepared, values, inner: target.bind(...values) })
        const member = readMember(target, name)
        if (typeof member !== 'function') return member
        return async (...input: unknown[]) => {
          checkStatement(prepared.sql, prepared.values)
          return member(...input) as unknown
        }
      },
    })
    known.set(statement, prepared)
    return statement
  }
  return new Proxy(session, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => wrap({ sql, values: [], inner: target.prepare(sql) })
      if (name === 'batch') {
        return async (statements: D1PreparedStatement[]) => {
          const prepared = statements.map((statement) => known.get(statement))
          for (const each of prepared) if (each) checkStatement(each.sql, each.values)
          return target.batch(statements.map((statement, at) => prepared[at]?.inner ?? statement))
        }
      }
      return readMember(target, name)
    },
  })
}

/** Throws what D1 would answer. Also for databases that stand in for it. */
export function checkStatement(sql: string, values: readonly unknown[]): void {
  if ((sizeOf(sql) ?? 0) > STATEMENT_BYTES) throw new Error('D1_ERROR: statement too long: SQLITE_TOOBIG')
  if (values.length > PARAMETERS) throw new Error(`D1_ERROR: too many SQL variables at offset ${sql.lastIndexOf('?')}: SQLITE_ERROR`)
  const sizes = values.map((value) => sizeOf(value) ?? 0)
  // a statement that writes one row writes at most what is bound to it
  const writesOneRow = /^\s*(insert|replace|update)\b/i.test(sql) && !/json_each|\)\s*,\s*\(/i.test(sql)
  if (Math.max(0, ...sizes) > VALUE_BYTES || (writesOneRow && sizes.reduce((sum, size) => sum + size, 0) > VALUE_BYTES)) {
    throw new Error('D1_ERROR: string or blob too big: SQLITE_TOOBIG')
  }
  for (const pattern of findPatterns(sql, values)) {
    if ((sizeOf(pattern) ?? 0) > PATTERN_BYTES) throw new Error('D1_ERROR: LIKE or GLOB pattern too complex: SQLITE_ERROR')
  }
}

/** The patterns of LIKE and GLOB that are made of literals, parameters and `||`. */
function findPatterns(sql: string, values: readonly unknown[]): readonly string[] {
  const patterns = sql.matchAll(/\b(?:LIKE|GLOB)\s+((?:'(?:[^']|'')*'|\?\d*|\s*\|\|\s*)+)/gi)
  return [...patterns].map((match) => {
    const [whole, expression = ''] = match
    let unnumbered = sql.slice(0, match.index + whole.indexOf(expression)).match(/\?(?!\d)/g)?.length ?? 0
    return (expression.match(/'(?:[^']|'')*'|\?\d*/g) ?? [])
      .map((part) => {
        if (part.startsWith("'")) return part.slice(1, -1).replaceAll("''", "'")
        const place = part === '?' ? unnumbered++ : Number(part.slice(1)) - 1
        return String(values[place] ?? '')
      })
      .join('')
  })
}

function readMember(target: object, name: string | symbol): unknown {
  const member: unknown = Reflect.get(target, name, target)
  return typeof member === 'function' ? member.bind(target) : member
}
