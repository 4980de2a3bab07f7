import type { RetrievalRequest } from '../../../domain/search/ports.ts'
import { compileFilter } from '../filter/index.ts'
import { keywordTable } from '../keyword-tables.ts'
import type { Parameters } from '../parameters.ts'
import { BM25_WEIGHTS } from '../upsert-documents.ts'
import { writeClause, writeForms, writePhrases } from './keyword-clauses.ts'
import { target } from './target.ts'

/** "All known terms" is the plan when at least this many documents of the scope have them (DESIGN section 5). */
const ENOUGH_FOR_ALL = 20
/** Share of its BM25 that a phrase adds to its words' (Metzler and Croft, 2005, for ordered windows; measured in docs/measurements/understanding.md). */
export const PHRASE_WEIGHT = 0.1

/** K as k(d, s) with the clauses that are known, t, and the level; a clause is known when any of its forms occurs. */
export function keywordSources(request: RetrievalRequest, params: Parameters): string[] {
  const table = keywordTable(request.collection.id, request.collection.generation)
  const clauses = params.add(JSON.stringify(request.terms.map(writeClause)))
  const scope = request.scope === null ? '' : ` AND ${compileFilter(request.scope, target(`${table}.rowid`, params))}`
  const forms = writeForms(request.terms)
  const phrases = writePhrases(request.phrases)
  const score = `-bm25(${table}, ${BM25_WEIGHTS})`
  return [
    `t(i, e) AS MATERIALIZED (SELECT j.key, j.value FROM json_each(${clauses}) j WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${table} MATCH j.value))`,
    `x(n, every, some) AS MATERIALIZED (SELECT count(*), group_concat(e, ' AND '), group_concat(e, ' OR ') FROM t)`,
    `level(every) AS MATERIALIZED (SELECT CASE WHEN n < 2 THEN 1 ELSE (SELECT count(*) >= ${ENOUGH_FOR_ALL} FROM (
      SELECT 1 FROM ${table} WHERE ${table} MATCH (SELECT coalesce(every, '""') FROM x)${scope} LIMIT ${ENOUGH_FOR_ALL})) END FROM x)`,
    ...(forms === null ? [] : excessSources(request, table, score, params.add(forms))),
    ...(phrases === null
      ? []
      : [
          `phrased(d, s) AS MATERIALIZED (SELECT ${table}.rowid, ${score} * ${PHRASE_WEIGHT} FROM ${table} WHERE ${table} MATCH ${params.add(phrases)})`,
        ]),
    `k(d, s) AS MATERIALIZED (SELECT ${table}.rowid, ${score}${forms === null ? '' : ' - coalesce(excess.s, 0)'}${phrases === null ? '' : ' + coalesce(phrased.s, 0)'} FROM ${table}${forms === null ? '' : ` LEFT JOIN excess ON excess.d = ${table}.rowid`}${phrases === null ? '' : ` LEFT JOIN phrased ON phrased.d = ${table}.rowid`}
      WHERE ${table} MATCH (SELECT coalesce(CASE WHEN (SELECT every FROM level) THEN x.every ELSE x.some END, '""') FROM x)${scope})`,
  ]
}

/**
 * A clause counts as its best form, weight x BM25, but bm25() adds all forms up. excess(d, s) is what that is too much for the
 * documents that have an alternative: of each clause the sum of its forms less the best. Others are right already, and cost nothing.
 * A rarer form is no better a match: none counts more than the word that was typed would, unless that occurs nowhere.
 */
function excessSources(request: RetrievalRequest, table: string, score: string, forms: string): string[] {
  return [
    `counted(c, e, w, idf) AS MATERIALIZED (SELECT f.value ->> 0, f.value ->> 1, f.value ->> 2, ${idfOf(request, `(SELECT count(*) FROM ${table} WHERE ${table} MATCH f.value ->> 1)`)} FROM json_each(${forms}) f)`,
    `forms(c, e, w) AS MATERIALIZED (SELECT f.c, f.e, f.w * min(1, coalesce(y.idf / f.idf, 1)) FROM counted f JOIN counted y ON y.c = f.c AND y.w IS NULL)`,
    `others(c, d, s, w) AS MATERIALIZED (SELECT f.c, ${table}.rowid, ${score}, f.w FROM forms f CROSS JOIN ${table} WHERE f.w IS NOT NULL AND ${table} MATCH f.e)`,
    // the plus keeps the list a test: with it as a lookup FTS5 would begin anew for every document
    `typed(c, d, s) AS MATERIALIZED (SELECT f.c, ${table}.rowid, ${score} FROM forms f CROSS JOIN ${table} WHERE f.w IS NULL AND ${table} MATCH f.e AND +${table}.rowid IN (SELECT d FROM others))`,
    `excess(d, s) AS MATERIALIZED (SELECT d, sum(x) FROM (SELECT d, sum(s) - max(s * w) AS x FROM (SELECT c, d, s, w FROM others UNION ALL
      SELECT c, d, s, 1 FROM typed) GROUP BY c, d) GROUP BY d)`,
  ]
}

/** FTS5's idf of a term in `count` documents; NULL of one in none. */
function idfOf(request: RetrievalRequest, count: string): string {
  return `(SELECT CASE WHEN n > 0 THEN max(ln((document_count - n + 0.5) / (n + 0.5)), 1e-6) END FROM (SELECT ${count} AS n) CROSS JOIN collections WHERE id = ${Math.trunc(request.collection.id)})`
}
