import type { RetrievalRequest } from '../../../domain/search/ports.ts'
import type { Parameters } from '../parameters.ts'
import { exactJson } from './exact-json.ts'
import { orderColumns, sortColumns } from './sort-columns.ts'

/** Groups whose best documents are candidates; the groups of documents that are candidates anyway come on top. */
const KEPT_GROUPS = 1000
/** A value of D1 has 2 MB at most, and the ids of a thousand groups of ten are one: ids as long as they may be make groups show less. */
const MAX_ID_BYTES = 1_500_000

/** SQL of the value that a field puts the document `doc` into a group by: the smallest it has. */
export function smallestValue(field: number, doc: string): string {
  return `(SELECT min(gv.value) FROM facet_values gv WHERE gv.doc = ${doc} AND gv.field = ${Math.trunc(field)})`
}

/**
 * ranked(d, s, g, a, keys, h, n, r): every refined document of R by its place in its group, h naming the group (its first document)
 * and r counting what ties as one place; chosen(h): the first 1,000 groups, and those of documents that are candidates whatever the
 * refinements (a), which `always` is SQL of; members(d, s, ok, keys, h): the best `size` of each. Where scores decide, a come on top of
 * the `size`: what is scored or boosted may end lower, or higher, than its words tell. A source names ranked, which stands for a dozen
 * namings of K, as seldom as it can: preparing a grouped search took 24 ms when each was named where it was read, and 9 since.
 */
export function groupSources(request: RetrievalRequest, size: number, refined: string, always: readonly string[], params: Parameters): string[] {
  const field = request.group?.field ?? 0
  const sorts = sortColumns(request.sort, 'm', params)
  const keys = sorts.map(({ name }) => `, ${name}`).join('')
  const order = orderColumns(request.sort, sorts)
  // on top of the size
  const x = always.length > 0 && isDecidedByScore(request) ? 'a' : '0'
  const within = x === 'a' ? `a, ${order}` : order
  const heads = `n = 1 AND NOT ${x}`
  const numbered = `SELECT h, a, ${heads} AS head, row_number() OVER (PARTITION BY ${heads} ORDER BY ${order}, d) AS nth FROM ranked WHERE a OR (${heads})`
  const first = `SELECT h FROM ranked WHERE n = 1 ORDER BY ${order}, d LIMIT ${KEPT_GROUPS}`
  return [
    ...(always.length === 0 ? [] : [`always(d) AS MATERIALIZED (${always.join(' UNION ')})`]),
    `grouped AS MATERIALIZED (SELECT m.d AS d, m.s AS s, ${smallestValue(field, 'm.d')} AS g, ${always.length === 0 ? '0' : 'm.d IN (SELECT d FROM always)'} AS a${sorts.map((column) => `, ${column.sql} AS ${column.name}`).join('')}
      FROM m WHERE ${refined})`,
    `ranked AS MATERIALIZED (SELECT *, first_value(d) OVER w AS h, row_number() OVER w AS n, rank() OVER w AS r
      FROM grouped WINDOW w AS (PARTITION BY g, CASE WHEN g IS NULL THEN d END ORDER BY ${within}))`,
    `chosen(h) AS MATERIALIZED (${always.length === 0 ? first : `SELECT h FROM (${numbered}) WHERE a OR (head AND nth <= ${KEPT_GROUPS})`})`,
    // what ties is told by id; only here, where few are left, since it is a look-up a document
    `placed AS MATERIALIZED (SELECT ranked.d, s, ${x} AS x, h${keys}, length(CAST(o.id AS BLOB)) + 3 AS bytes, row_number() OVER (PARTITION BY h ORDER BY ${within}, o.id) AS place
      FROM ranked CROSS JOIN documents o ON o.key = ranked.d WHERE (r <= ${Math.trunc(size)} OR ${x}) AND h IN (SELECT h FROM chosen))`,
    `members AS MATERIALIZED (SELECT d, s, 1 AS ok${keys}, h FROM (SELECT *, sum(bytes) OVER (ORDER BY place, d) AS told FROM placed WHERE place <= ${Math.trunc(size)} OR x)
      WHERE told <= ${MAX_ID_BYTES} ORDER BY ${order} LIMIT -1)`,
  ]
}

/** Whether scores order documents, at least what ties on the fields of the sort. */
export function isDecidedByScore({ sort }: RetrievalRequest): boolean {
  return (sort.at(-1)?.kind ?? 'score') === 'score'
}

/** How many groups there are (a document without a value is one), and of those with candidates [h, value, documents]. */
export const GROUPS_COLUMN = `(SELECT json_array(count(*), json_group_array(json_array(h, ${exactJson('g')}, c)) FILTER (WHERE h IN (SELECT h FROM chosen)))
  FROM (SELECT h, min(g) AS g, count(*) AS c FROM ranked GROUP BY h)) AS counted_groups`
