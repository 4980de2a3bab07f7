import type { Statement } from './database.ts'

/**
 * The one template of a collection's keyword table. Contentless: highlights come from the stored document.
 * The tokenizer only splits at spaces and ASCII punctuation: the analyser has done the rest, and unicode61 would
 * split terms of scripts whose vowels are combining marks (docs/decisions/0001-ascii-tokenizer.md).
 */
export function keywordTable(collection: number, generation: number): string {
  return `fts_${Math.trunc(collection)}_${Math.trunc(generation)}`
}

export function createKeywordTable(collection: number, generation: number): Statement {
  const sql = `CREATE VIRTUAL TABLE IF NOT EXISTS ${keywordTable(collection, generation)} USING fts5(a, b, c, d, content='', contentless_delete=1, tokenize='ascii')`
  return { sql, params: [] }
}

export function dropKeywordTable(collection: number, generation: number): Statement {
  return { sql: `DROP TABLE IF EXISTS ${keywordTable(collection, generation)}`, params: [] }
}
