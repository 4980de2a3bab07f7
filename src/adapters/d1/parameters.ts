import type { SqlValue } from './database.ts'

/** Collects the numbered parameters of one statement while its SQL is being put together; equal values share one. */
export type Parameters = { add(value: SqlValue): string; readonly values: readonly SqlValue[] }

export function createParameters(first: readonly SqlValue[] = []): Parameters {
  const values: SqlValue[] = [...first]
  return {
    values,
    add(value) {
      const known = values.indexOf(value)
      return `?${known === -1 ? values.push(value) : known + 1}`
    },
  }
}
