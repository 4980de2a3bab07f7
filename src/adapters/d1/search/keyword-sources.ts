import type { RetrievalRequest } from '../../../domain/search/ports.ts'
import { compileFilter } from '../filter/index.ts'
import { HEAD_FIELD } from '../head-field.ts'
import { keywordTable } from '../keyword-tables.ts'
import type { Parameters } from '../parameters.ts'
import { HEAD_LIFT } from '../../../domain/ranking/index.ts'
import { BM25_WEIGHTS } from '../upsert-documents.ts'
import { listForms, writeAny, writeClause, writePhrases, writeTitled, writeTyped } from './keyword-clauses.ts'
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

/** Titles of a collection tell what their things are when at least this share of those that say a word have it as their head. */
const TELLING_SHARE = 0.4

/**
 * K as k(d, s), and asked, one row: which clauses are known, the level, and the expressions. A clause is known when any of its forms occurs.
 * SQLite reads a source anew wherever it is named, with all that it names itself, so that naming costs more than it looks: a chain in
 * which each names the one before twice is read 2^n times before anything is looked up.
 */
export function keywordSources(request: RetrievalRequest, params: Parameters): string[] {
  const table = keywordTable(request.collection.id, request.collection.generation)
  const clauses = params.add(JSON.stringify(request.terms.map((clause) => [writeTyped(clause), writeClause(clause)])))
  const any = params.add(writeAny(request.terms))
  const scope = request.scope === null ? '' : ` AND ${compileFilter(request.scope, target(`${table}.rowid`, params))}`
  const forms = listForms(request.terms)
  const phrases = writePhrases(request.phrases)
  const score = `-bm25(${table}, ${BM25_WEIGHTS})`
  const has = (expression: string, count: number): string =>
    `(SELECT count(*) = ${count} FROM (SELECT 1 FROM ${table} WHERE ${table} MATCH coalesce(${expression}, '""')${scope} LIMIT ${count}))`
  // the plus keeps the list a test: with it as a lookup FTS5 would begin anew for every document
  const inside = `(asked.telling IS NULL OR +${table}.rowid IN (SELECT d FROM findable))`
  const joins = [...(forms === null ? [] : ['excess']), ...(phrases === null ? [] : ['phrased'])]
  const sum = `${score}${forms === null ? '' : ' - coalesce(excess.s, 0)'}${phrases === null ? '' : ' + coalesce(phrased.s, 0)'}`
  const lift = request.heads.length === 0 ? sum : `(${sum}) * CASE WHEN +${table}.rowid IN (SELECT d FROM headed) THEN ${1 + HEAD_LIFT} ELSE 1 END`
  return [
    `most(n) AS MATERIALIZED (SELECT max(${COMMON.count}, CAST(${COMMON.share} * document_count AS INTEGER)) FROM collections WHERE id = ${Math.trunc(request.collection.id)})`,
    `words(known, n, every, common, telling) AS MATERIALIZED (SELECT json_group_array(i), count(*), group_concat(e, ' AND '), max(common), group_concat(e, ' OR ') FILTER (WHERE NOT common) FROM (
      SELECT j.key AS i, j.value ->> 1 AS e, (SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${table} MATCH j.value ->> 0 LIMIT (SELECT n + 1 FROM most))) > most.n AS common
      FROM most CROSS JOIN json_each(${clauses}) j WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${table} MATCH j.value ->> 1)))`,
    `level(known, every, expression, telling) AS MATERIALIZED (SELECT known, CASE WHEN n < 2 THEN 1 ELSE ${has('every', ENOUGH_FOR_ALL)} END, every, CASE WHEN common THEN telling END FROM words)`,
    // under "any" the expression names every form, known or not; telling is NULL where every document of K counts
    `asked(known, every, expression, telling) AS MATERIALIZED (SELECT known, every, CASE WHEN every THEN coalesce(expression, '""') ELSE ${any} END,
      CASE WHEN NOT every AND telling IS NOT NULL AND ${has('telling', COMMON.enough)} THEN telling END FROM level)`,
    `findable(d) AS MATERIALIZED (SELECT ${table}.rowid FROM asked CROSS JOIN ${table} WHERE ${table} MATCH coalesce(asked.telling, '""')${scope})`,
    ...headSources(request, table, params),
    ...(forms === null ? [] : excessSources(request, { table, score, inside }, params.add(JSON.stringify(forms)))),
    ...(phrases === null
      ? []
      : [
          `phrased(d, s) AS MATERIALIZED (SELECT ${table}.rowid, ${score} * ${PHRASE_WEIGHT} FROM ${table} WHERE ${table} MATCH ${params.add(phrases)})`,
        ]),
    `k(d, s) AS MATERIALIZED (SELECT ${table}.rowid, ${lift} FROM asked CROSS JOIN ${table}${joins.map((name) => ` LEFT JOIN ${name} ON ${name}.d = ${table}.rowid`).join('')}
      WHERE ${table} MATCH asked.expression${scope} AND ${inside})`,
  ]
}

/** headed(d): documents whose title says that they are what is looked for; none where titles don't tell, by how they use the word. */
function headSources({ heads, collection }: RetrievalRequest, table: string, params: Parameters): string[] {
  if (heads.length === 0) return []
  const field = `(SELECT id FROM fields WHERE collection_id = ${Math.trunc(collection.id)} AND generation = ${Math.trunc(collection.generation)} AND name = '${HEAD_FIELD}')`
  const terms = `SELECT value FROM json_each(${params.add(JSON.stringify(heads))})`
  const saying = `SELECT 1 FROM ${table} WHERE ${table} MATCH ${params.add(writeTitled(heads))} LIMIT (SELECT 1 + CAST(count(*) / ${TELLING_SHARE} AS INTEGER) FROM naming)`
  return [
    `naming(d) AS MATERIALIZED (SELECT DISTINCT doc FROM facet_values INDEXED BY facet_values_by_value WHERE field = ${field} AND value IN (${terms}))`,
    `headed(d) AS MATERIALIZED (SELECT d FROM naming WHERE (SELECT count(*) FROM naming) >= ${TELLING_SHARE} * (SELECT count(*) FROM (${saying})))`,
  ]
}

/**
 * A clause counts as its best form, weight x BM25, but bm25() adds up every phrase of the expression. excess(d, s) is what that is too
 * much for the documents that have an alternative: each alternative as often as it stands in the expression, less what the best form of
 * each clause has over what was typed. Others are right already, and cost nothing.
 * What it says of documents outside K nobody asks.
 * A rarer form is no better a match: none counts more than the word that was typed would, unless that occurs nowhere.
 */
function excessSources(
  request: RetrievalRequest,
  { table, score, inside }: { table: string; score: string; inside: string },
  forms: string,
): string[] {
  const part = (name: string): string => `json_each(${forms}, '$.${name}')`
  return [
    `others(f, d, s) AS MATERIALIZED (SELECT f.key, ${table}.rowid, ${score} FROM ${part('alternatives')} f CROSS JOIN ${table} WHERE ${table} MATCH f.value)`,
    `typed(c, e, idf) AS MATERIALIZED (SELECT f.value ->> 0, f.value ->> 1, ${idfOf(request, `(SELECT count(*) FROM ${table} WHERE ${table} MATCH f.value ->> 1)`)} FROM ${part('typed')} f)`,
    `rarity(f, idf) AS MATERIALIZED (SELECT g.f, ${idfOf(request, 'g.n')} FROM (SELECT f, count(*) AS n FROM others GROUP BY f) g)`,
    `uses(c, f, w) AS MATERIALIZED (SELECT u.value ->> 0, g.f, CASE WHEN u.value ->> 0 IS NULL THEN u.value ->> CASE WHEN asked.every THEN 3 ELSE 2 END ELSE (u.value ->> 2) * min(1, coalesce(y.idf / g.idf, 1)) END
      FROM asked CROSS JOIN ${part('uses')} u JOIN rarity g ON g.f = u.value ->> 1 LEFT JOIN typed y ON y.c = u.value ->> 0)`,
    `spoken(c, d, s) AS MATERIALIZED (SELECT y.c, ${table}.rowid, ${score} FROM asked CROSS JOIN typed y CROSS JOIN ${table} WHERE ${table} MATCH y.e AND +${table}.rowid IN (SELECT d FROM others) AND ${inside})`,
    `excess(d, s) AS MATERIALIZED (SELECT d, sum(x) FROM (SELECT d, CASE WHEN c IS NULL THEN sum(s) ELSE coalesce(max(y), 0) - max(s) END AS x FROM (
      SELECT u.c, o.d, o.s * u.w AS s, NULL AS y FROM others o CROSS JOIN uses u ON u.f = o.f UNION ALL SELECT c, d, s, s FROM spoken) GROUP BY c, d) GROUP BY d)`,
  ]
}

/** FTS5's idf of a term in `count` documents; NULL of one in none. */
function idfOf(request: RetrievalRequest, count: string): string {
  return `(SELECT CASE WHEN n > 0 THEN max(ln((document_count - n + 0.5) / (n + 0.5)), 1e-6) END FROM (SELECT ${count} AS n) CROSS JOIN collections WHERE id = ${Math.trunc(request.collection.id)})`
}
