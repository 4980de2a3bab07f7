import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { QueryToken } from '../../src/domain/search/understanding/query.ts'
import {
  type Vocabulary,
  correctSpelling,
  createVocabularyPart,
  listSuspects,
  openVocabulary,
} from '../../src/domain/search/understanding/spelling/index.ts'
import { analyse, contentTokens } from '../../src/shared/text/index.ts'
import { readCorpus } from '../sets.ts'

export type BuildFigures = {
  documents: number
  words: number
  addMicros: number
  longestAddMs: number
  finishMs: number
  longestSliceMs: number
  blobBytes: number
  memoryBytes: number
  openMs: number
}

/** A set's titles (and texts, where it has any) as the product would hold them: vocabulary, terms of the index, a keyword index. */
export type SpellingCollection = {
  vocabulary: Vocabulary
  figures: BuildFigures
  correct(text: string, threshold?: number): ReturnType<typeof correctSpelling>
  findFirst(text: string): string | null
}

/** Fields of the sets that a shop or library would search. */
const SEARCHED = /^(?:title|text|overview|tags|genres|director|actors|characters|supplier|short_description|attr_t_.*)$/

export const LANGUAGE = 'en'
export const THRESHOLD = 0.8

export async function buildCollection(folder: string): Promise<SpellingCollection> {
  const database = new DatabaseSync(':memory:')
  database.exec(`CREATE TABLE names (id TEXT); CREATE VIRTUAL TABLE terms USING fts5(title, tokenize = 'ascii'); BEGIN`)
  const insertName = database.prepare('INSERT INTO names (rowid, id) VALUES (?, ?)')
  const insertTerms = database.prepare('INSERT INTO terms (rowid, title) VALUES (?, ?)')
  const part = createVocabularyPart({ language: LANGUAGE })
  const indexed = new Set<string>()
  let key = 0
  let addMs = 0
  let longestAddMs = 0
  for await (const line of readCorpus(folder)) {
    const body = JSON.parse(line) as Record<string, unknown>
    const texts = Object.entries(body)
      .filter(([name]) => SEARCHED.test(name))
      .flatMap(([, value]) => value)
      .filter((text): text is string => typeof text === 'string' && text !== '')
      .map((text) => ({ field: 'text', weight: 'a' as const, text, tokens: analyse(text, LANGUAGE) }))
    const started = performance.now()
    part.add({ key: (key += 1), id: String(body.id), body: {}, texts })
    const took = performance.now() - started
    addMs += took
    longestAddMs = Math.max(longestAddMs, took)
    for (const { tokens } of texts) for (const { term } of tokens) indexed.add(term)
    insertName.run(key, String(body.id))
    insertTerms.run(key, texts.flatMap(({ tokens }) => tokens.map(({ term }) => term)).join(' '))
  }
  database.exec('COMMIT')
  const { blob, finishMs, longestSliceMs } = finishBlob(part)
  const started = performance.now()
  const vocabulary = openVocabulary(blob)
  const openMs = performance.now() - started
  const find = database.prepare(
    'SELECT id FROM terms JOIN names ON names.rowid = terms.rowid WHERE terms MATCH ? ORDER BY bm25(terms), terms.rowid LIMIT 1',
  )
  const figures = {
    documents: key,
    words: vocabulary.words,
    addMicros: (addMs / key) * 1000,
    longestAddMs,
    finishMs,
    longestSliceMs,
    blobBytes: blob.byteLength,
    memoryBytes: vocabulary.bytes,
    openMs,
  }
  return {
    vocabulary,
    figures,
    correct(text, threshold = THRESHOLD) {
      const tokens = readTokens(text)
      const terms = new Map(tokens.map(({ surface, term }) => [surface, term]))
      const known = new Set(listSuspects(tokens, vocabulary).filter((surface) => indexed.has(terms.get(surface) ?? '')))
      return correctSpelling({ tokens, text, vocabulary, language: LANGUAGE, known, isBlocked: () => false, threshold })
    },
    findFirst: (text) => findFirst(find, text),
  }
}

export function finishBlob(part: ReturnType<typeof createVocabularyPart>) {
  const finishing = part.finish()
  let longestSliceMs = 0
  let finishMs = 0
  for (;;) {
    const started = performance.now()
    const step = finishing.next()
    const took = performance.now() - started
    finishMs += took
    longestSliceMs = Math.max(longestSliceMs, took)
    if (step.done === true) return { blob: step.value, finishMs, longestSliceMs }
  }
}

export function readTokens(text: string): QueryToken[] {
  const tokens = analyse(text, LANGUAGE)
  const content = new Set(contentTokens(tokens, LANGUAGE))
  return tokens.map((token) => ({ ...token, stop: !content.has(token), open: false }))
}

/** All terms, or any of them where nothing has all; best by bm25. */
function findFirst(find: StatementSync, text: string): string | null {
  const terms = [...new Set(contentTokens(analyse(text, LANGUAGE), LANGUAGE).map(({ term }) => `"${term}"`))]
  if (terms.length === 0) return null
  for (const operator of [' ', ' OR ']) {
    const row = find.get(terms.join(operator)) as { id: string } | undefined
    if (row !== undefined) return row.id
  }
  return null
}
