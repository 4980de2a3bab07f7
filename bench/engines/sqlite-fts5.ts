import Database from 'better-sqlite3'
import { FACETS, SEARCHED, STOP_WORDS, WEIGHTS } from '../catalogs.ts'
import type { BenchDocument, Facet } from '../catalogs.ts'
import type { Engine } from './engine.ts'
import { FACET_LIMIT } from './facets.ts'
import type { FacetCount } from './facets.ts'

/**
 * The floor: SQLite FTS5 (Porter stems, stop words dropped, any word, BM25 with weights) in memory and in this very process.
 * Nothing built on FTS5 behind HTTP can answer faster than this does.
 */
export function createEngine({ faceted }: { faceted: boolean }): Engine {
  const database = new Database(':memory:')
  database.exec(`CREATE TABLE documents (key INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, ${FACETS.join(' TEXT, ')} TEXT)`)
  database.exec(`CREATE VIRTUAL TABLE terms USING fts5(${SEARCHED.join(', ')}, content='', tokenize='porter unicode61')`)
  const insertDocument = database.prepare(
    `INSERT INTO documents (id, title, ${FACETS.join(', ')}) VALUES (?, ?, ${FACETS.map(() => '?').join(', ')}) RETURNING key`,
  )
  const insertTerms = database.prepare(`INSERT INTO terms (rowid, ${SEARCHED.join(', ')}) VALUES (?, ${SEARCHED.map(() => '?').join(', ')})`)
  const bm25 = `bm25(terms, ${SEARCHED.map((field) => WEIGHTS[field]).join(', ')})`
  const top = database.prepare(
    `SELECT d.id, d.title FROM (SELECT rowid AS key FROM terms WHERE terms MATCH ? ORDER BY ${bm25} LIMIT ?) JOIN documents d USING (key)`,
  )
  const total = database.prepare('SELECT count(*) AS n FROM terms WHERE terms MATCH ?')
  const facets = FACETS.map((facet) => ({ facet, count: database.prepare(countFacetSql(facet)) }))
  return {
    add: (documents: readonly BenchDocument[]) => {
      database.exec('BEGIN')
      for (const document of documents) {
        const key = insertDocument.get(document.id, document.title, ...FACETS.map((facet) => document[facet] || null))?.['key']
        insertTerms.run(key, ...SEARCHED.map((field) => document[field]))
      }
      database.exec('COMMIT')
    },
    search: (query, limit) => {
      const match = readMatch(query)
      if (match === '') return { hits: [], total: 0, facets: {} }
      const hits = top.all(match, limit).map((row) => ({ id: String(row['id']), title: String(row['title']) }))
      const counts = faceted
        ? facets.map(({ facet, count }) => [
            facet,
            count.all(match).map((row): FacetCount => ({ value: String(row['value']), count: Number(row['n']) })),
          ])
        : []
      return { hits, total: Number(total.get(match)?.['n']), facets: Object.fromEntries(counts) }
    },
  }
}

function countFacetSql(facet: Facet): string {
  return `SELECT d.${facet} AS value, count(*) AS n FROM terms JOIN documents d ON d.key = terms.rowid
    WHERE terms MATCH ? AND d.${facet} IS NOT NULL GROUP BY d.${facet} ORDER BY n DESC, value LIMIT ${FACET_LIMIT}`
}

/** Any word of the query, each quoted, so that nothing in it is read as FTS5 syntax. */
function readMatch(query: string): string {
  const words = (query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !STOP_WORDS.has(word))
  return words.map((word) => `"${word}"`).join(' OR ')
}
