import type { Candidate, RetrievalRequest } from '../../../domain/search/ports.ts'
import { type ExactJson, readExact } from './exact-json.ts'

type VariantColumns = { pool(doc: number, at: number): Pick<Candidate, 'pool'>; groups(at: number): Pick<Candidate, 'group'> }

/** Of the lists that stand behind the others when diversity or groups were asked for. Any mention may say that diversity looks at a document. */
export function readVariantColumns(request: RetrievalRequest, docs: readonly number[], lists: readonly (ExactJson | null)[][]): VariantColumns {
  const [looked = [], spread = []] = request.pool ? lists : []
  const [values = [], totals = []] = request.group ? lists.slice(request.pool ? 2 : 0) : []
  const inside = new Set(docs.filter((_doc, at) => looked[at] === 1))
  const read = (list: readonly (ExactJson | null)[], at: number): string | number | null => {
    const value = list[at] ?? null
    return value === null ? null : readExact(value)
  }
  return {
    pool: (doc, at) => (request.pool ? { pool: { inside: inside.has(doc), value: read(spread, at) } } : {}),
    groups: (at) => (request.group ? { group: { value: read(values, at), total: Number(totals[at] ?? 0) } } : {}),
  }
}
