import { MAX_QUERY_LENGTH } from '../../../src/contracts/search.ts'

/** Query text -> document id -> grade. */
export type JudgmentList = Map<string, Map<string, number>>
export type ReadJudgments = { judgments: JudgmentList; problems: string[] }

type Row = { query: string; document: string; grade: number }

/** Lines `query<TAB>document<TAB>grade` of query texts, under a header line or none. A bad line is named and left out. */
export function readJudgments(text: string): ReadJudgments {
  return gather(text, 'line', (query) =>
    query.length > MAX_QUERY_LENGTH ? { problem: `the query is longer than ${MAX_QUERY_LENGTH} characters` } : { query },
  )
}

/** The two files of a judged set: queries a line each as JSON with `id` and `text`, and the judgments of their ids. */
export function readJudgedSet(queries: string, qrels: string): ReadJudgments {
  const texts = new Map<string, string>()
  const problems: string[] = []
  for (const [at, line] of splitLines(queries)) {
    const query = readQuery(line)
    if (query === null) problems.push(`queries.jsonl line ${at} is not {"id", "text"} with a text of 1 to ${MAX_QUERY_LENGTH} characters`)
    else texts.set(query.id, query.text)
  }
  const read = gather(qrels, 'qrels.tsv line', (id) => {
    const query = texts.get(id)
    return query === undefined ? { problem: `there is no query "${id}"` } : { query }
  })
  return { judgments: read.judgments, problems: [...problems, ...read.problems] }
}

function gather(text: string, place: string, find: (query: string) => { query: string } | { problem: string }): ReadJudgments {
  const judgments: JudgmentList = new Map()
  const problems: string[] = []
  for (const [at, line] of splitLines(text)) {
    const row = readRow(line)
    if (row === null) {
      // the first line may name the columns
      if (at > 1 || line.split('\t').length < 3) problems.push(`${place} ${at} is not "query<TAB>document<TAB>grade" with a grade of at least 0`)
      continue
    }
    const found = find(row.query)
    if ('problem' in found) {
      problems.push(`${place} ${at}: ${found.problem}`)
      continue
    }
    const grades = judgments.get(found.query) ?? new Map<string, number>()
    const known = grades.get(row.document)
    if (known !== undefined && known !== row.grade)
      problems.push(`${place} ${at}: the document was judged ${known} for the query before, which stays`)
    else judgments.set(found.query, grades.set(row.document, row.grade))
  }
  return { judgments, problems }
}

function readRow(line: string): Row | null {
  const [query = '', document = '', grade = '', ...more] = line.split('\t').map((cell) => cell.trim())
  const number = grade === '' ? Number.NaN : Number(grade)
  if (query === '' || document === '' || more.length > 0 || !Number.isFinite(number) || number < 0) return null
  return { query, document, grade: number }
}

function readQuery(line: string): { id: string; text: string } | null {
  try {
    const { id, text } = JSON.parse(line) as { id?: unknown; text?: unknown }
    if ((typeof id !== 'string' && typeof id !== 'number') || typeof text !== 'string') return null
    const trimmed = text.trim()
    return trimmed === '' || trimmed.length > MAX_QUERY_LENGTH ? null : { id: String(id), text: trimmed }
  } catch {
    return null
  }
}

/** Lines that say something, with their numbers from 1. */
function splitLines(text: string): [number, string][] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, at): [number, string] => [at + 1, line])
    .filter(([, line]) => line.trim() !== '')
}
