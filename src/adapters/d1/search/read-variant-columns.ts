import type { Candidate, RetrievalRequest } from '../../../domain/search/ports.ts'
import { type ExactJson, readExact } from './exact-json.ts'

/** The groups that have candidates: their values by what the statement calls them, and how many documents each value has. */
export type CountedGroups = { total: number; values: ReadonlyMap<number, string | number | null>; documents: ReadonlyMap<string | number, number> }

export function readGroups(json: string): CountedGroups {
  const [total, groups] = JSON.parse(json) as [number, [name: number, value: ExactJson | null, documents: number][]]
  const counted = groups.map(([name, value, documents]) => ({ name, value: readNullable(value), documents }))
  return {
    total,
    values: new Map(counted.map(({ name, value }) => [name, value])),
    documents: new Map(counted.flatMap(({ value, documents }) => (value === null ? [] : [[value, documents]]))),
  }
}

type VariantColumns = { pool(doc: number, at: number): Pick<Candidate, 'pool'>; groups(at: number): Pick<Candidate, 'group'> }

/** Of the lists that stand behind the others when diversity or groups were asked for. Any mention may say that diversity looks at a document. */
export function readVariantColumns(
  request: RetrievalRequest,
  docs: readonly number[],
  lists: readonly (ExactJson | null)[][],
  counted: CountedGroups | null,
): VariantColumns {
  const [looked = [], spread = []] = request.pool ? lists : []
  const [values = [], names = []] = request.group ? lists.slice(request.pool ? 2 : 0) : []
  const inside = new Set(docs.filter((_doc, at) => looked[at] === 1))
  const readValue = (at: number): string | number | null => {
    const name = names[at] ?? null
    return name === null ? readNullable(values[at] ?? null) : (counted?.values.get(Number(name)) ?? null)
  }
  return {
    pool: (doc, at) => (request.pool ? { pool: { inside: inside.has(doc), value: readNullable(spread[at] ?? null) } } : {}),
    groups: (at) => (request.group ? { group: { value: readValue(at) } } : {}),
  }
}

function readNullable(value: ExactJson | null): string | number | null {
  return value === null ? null : readExact(value)
}
