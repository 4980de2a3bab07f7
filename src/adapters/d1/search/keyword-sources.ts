import type { RetrievalRequest } from '../../../domain/search/ports.ts'
import { compileFilter } from '../filter/index.ts'
import { keywordTable } from '../keyword-tables.ts'
import type { Parameters } from '../parameters.ts'
import { BM25_WEIGHTS } from '../upsert-documents.ts'
import { listForms, writeAny, writeClause, writePhrases, writeTyped } from './keyword-clauses.ts'
import { target } from './target.ts'

/** "All known terms" is the plan when at least this many documents of the scope have them (DESIGN section 5). */
const ENOUGH_FOR_ALL = 20
/**
 * Under "any known term" a word that more than a tenth of the collection has, and more than 2,000 documents, finds none by itself where at
 * least 100 documents have another (docs/decisions/0013-common-words-find-nothing-alone.md). It counts in them all the same.
 */
const COMMON = { share: 0.1, count: 2000, enough: 100 }
/** Share of its BM25 that a phrase adds to its words' (Metzler and Croft, 2005, for ordered windows; measured in docs/measurements/understanding.md). */
export const PHRASE_WEIGHT = 0.1

/** K as k(d, s), the clauses that are known, t, and the level; a clause is known when any of its forms occurs, and common when what was typed is. */
export function keywordSources(request: RetrievalRequest, params: Parameters): string[] {
  const table = keywordTable(request.collection.id, request.collection.generation)
  const clauses = params.add(JSON.stringify(request.terms.map((clause) => [writeTyped(clause), writeClause(clause)])))
  const any = params.add(writeAny(request.terms))
  const scope = request.scope === null ? '' : ` AND ${compileFilter(request.scope, target(`${table}.rowid`, params))}`
  const forms = listForms(request.terms)
  const phrases = writePhrases(request.phrases)
  const score = `-bm25(${table}, ${BM25_WEIGHTS})`
  // the plus keeps the list a test: with it as a lookup FTS5 would begin anew for every document
  const inside = `((SELECT few FROM enough) OR +${table}.rowid IN (SELECT d FROM telling))`
  const joins = [...(forms === null ? [] : ['excess']), ...(phrases === null ? [] : ['phrased'])].map(
    (name) => ` LEFT JOIN ${name} ON ${name}.d = ${table}.rowid`,
  )
  return [
    `most(n) AS MATERIALIZED (SELECT max(${COMMON.count}, CAST(${COMMON.share} * document_count AS INTEGER)) FROM collections WHERE id = ${Math.trunc(request.collection.id)})`,
    `t(i, e, common) AS MATERIALIZED (SELECT j.key, j.value ->> 1, (SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${table} MATCH j.value ->> 0 LIMIT (SELECT n + 1 FROM most))) > (SELECT n FROM most)
      FROM json_each(${clauses}) j WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${table} MATCH j.value ->> 1))`,
    `x(n, every) AS MATERIALIZED (SELECT count(*), group_concat(e, ' AND ') FROM t)`,
    `level(every) AS MATERIALIZED (SELECT CASE WHEN n < 2 THEN 1 ELSE (SELECT count(*) >= ${ENOUGH_FOR_ALL} FROM (
      SELECT 1 FROM ${table} WHERE ${table} MATCH (SELECT coalesce(every, '""') FROM x)${scope} LIMIT ${ENOUGH_FOR_ALL})) END FROM x)`,
    `telling(d) AS MATERIALIZED (SELECT ${table}.rowid FROM ${table} WHERE ${table} MATCH (
      SELECT CASE WHEN max(common) AND NOT (SELECT every FROM level) THEN coalesce(group_concat(e, ' OR ') FILTER (WHERE NOT common), '""') ELSE '""' END FROM t)${scope})`,
    `enough(few) AS MATERIALIZED (SELECT count(*) < ${COMMON.enough} FROM telling)`,
    ...(forms === null ? [] : excessSources(request, { table, score, inside }, params.add(JSON.stringify(forms)))),
    ...(phrases === null
      ? []
      : [
          `phrased(d, s) AS MATERIALIZED (SELECT ${table}.rowid, ${score} * ${PHRASE_WEIGHT} FROM ${table} WHERE ${table} MATCH ${params.add(phrases)} AND ${inside})`,
        ]),
    `k(d, s) AS MATERIALIZED (SELECT ${table}.rowid, ${score}${forms === null ? '' : ' - coalesce(excess.s, 0)'}${phrases === null ? '' : ' + coalesce(phrased.s, 0)'} FROM ${table}${joins.join('')}
      WHERE ${table} MATCH (SELECT CASE WHEN (SELECT every FROM level) THEN coalesce(x.every, '""') ELSE ${any} END FROM x)${scope} AND ${inside})`,
  ]
}

/**
 * A clause counts as its best form, weight x BM25, but bm25() adds up every phrase of the expression. excess(d, s) is what that is too
 * much for the documents that have an alternative: each alternative as often as it stands in the expression, less what the best form of
 * each clause has over what was typed. Others are right already, and cost nothing.
 * What is outside K has no score, and counts for how rare a form is.
 * A rarer form is no better a match: none counts more than the word that was typed would, unless that occurs nowhere.
 */
function excessSources(
  request: RetrievalRequest,
  { table, score, inside }: { table: string; score: string; inside: string },
  forms: string,
): string[] {
  const part = (name: string): string => `json_each(${forms}, '$.${name}')`
  return [
    `alternatives(f, e, m) AS MATERIALIZED (SELECT f.key, f.value ->> 0, CASE WHEN (SELECT every FROM level) THEN f.value ->> 2 ELSE f.value ->> 1 END FROM ${part('alternatives')} f)`,
    `others(f, d, s) AS MATERIALIZED (SELECT f.f, ${table}.rowid, CASE WHEN ${inside} THEN ${score} END FROM alternatives f CROSS JOIN ${table} WHERE ${table} MATCH f.e)`,
    `typed(c, e, idf) AS MATERIALIZED (SELECT f.value ->> 0, f.value ->> 1, ${idfOf(request, `(SELECT count(*) FROM ${table} WHERE ${table} MATCH f.value ->> 1)`)} FROM ${part('typed')} f)`,
    `rarity(f, idf) AS MATERIALIZED (SELECT g.f, ${idfOf(request, 'g.n')} FROM (SELECT f, count(*) AS n FROM others GROUP BY f) g)`,
    `uses(c, f, w) AS MATERIALIZED (SELECT y.c, g.f, (u.value ->> 2) * min(1, coalesce(y.idf / g.idf, 1)) FROM ${part('uses')} u JOIN typed y ON y.c = u.value ->> 0 JOIN rarity g ON g.f = u.value ->> 1)`,
    `spoken(c, d, s) AS MATERIALIZED (SELECT y.c, ${table}.rowid, ${score} FROM typed y CROSS JOIN ${table} WHERE ${table} MATCH y.e AND +${table}.rowid IN (SELECT d FROM others WHERE s IS NOT NULL))`,
    `excess(d, s) AS MATERIALIZED (SELECT d, sum(x) FROM (SELECT o.d, f.m * o.s AS x FROM others o CROSS JOIN alternatives f ON f.f = o.f WHERE f.m > 0 AND o.s IS NOT NULL UNION ALL
      SELECT d, coalesce(max(y), 0) - max(s) FROM (SELECT u.c, o.d, o.s * u.w AS s, NULL AS y FROM others o CROSS JOIN uses u ON u.f = o.f WHERE o.s IS NOT NULL UNION ALL
      SELECT c, d, s, s FROM spoken) GROUP BY c, d) GROUP BY d)`,
  ]
}

/** FTS5's idf of a term in `count` documents; NULL of one in none. */
function idfOf(request: RetrievalRequest, count: string): string {
  return `(SELECT CASE WHEN n > 0 THEN max(ln((document_count - n + 0.5) / (n + 0.5)), 1e-6) END FROM (SELECT ${count} AS n) CROSS JOIN collections WHERE id = ${Math.trunc(request.collection.id)})`
}
