import { createReadStream, existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { randomBitsAt } from '../src/shared/math/random.ts'
import type { Judgments } from './metrics.ts'

export type Query = { id: string; text: string }
export type JudgedSet = { name: string; folder: string; queries: Query[]; judgments: ReadonlyMap<string, Judgments> }

const CORPUS = 'corpus.jsonl.gz'
const FILES = [CORPUS, 'queries.jsonl', 'qrels.tsv']

/** Names of the folders under `data` that hold a corpus, queries and judgments, sorted. */
export async function findSets(data: string): Promise<string[]> {
  const entries = await readdir(data, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && FILES.every((file) => existsSync(join(data, entry.name, file))))
    .map((entry) => entry.name)
    .sort()
}

/** The queries that have at least one judgment, in file order, and all judgments. */
export async function readSet(data: string, name: string): Promise<JudgedSet> {
  const folder = join(data, name)
  const judgments = parseQrels(await readFile(join(folder, 'qrels.tsv'), 'utf8'))
  const queries = parseQueries(await readFile(join(folder, 'queries.jsonl'), 'utf8')).filter((query) => judgments.has(query.id))
  return { name, folder, queries, judgments }
}

/** The corpus line by line, each one JSON document. */
export function readCorpus(folder: string): AsyncGenerator<string> {
  return readLines(join(folder, CORPUS))
}

/** Lines of a gzipped file that are not blank. Cut at \n alone: node:readline also cuts at U+2028, which JSON strings may hold. */
export async function* readLines(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of createReadStream(file).pipe(createGunzip())) {
    const lines = (rest + decoder.decode(bytes as Buffer, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield line
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield rest
}

/** Tab-separated `query document grade` under one header line. Throws on a line that is not that. */
export function parseQrels(text: string): Map<string, Map<string, number>> {
  const judgments = new Map<string, Map<string, number>>()
  for (const [index, line] of text.split('\n').entries()) {
    if (index === 0 || line.trim() === '') continue
    const [query, document, grade] = line.replace(/\r$/, '').split('\t')
    if (!query || !document || grade === undefined || Number.isNaN(Number(grade)))
      throw new Error(`qrels.tsv line ${index + 1} is not "query<TAB>document<TAB>grade"`)
    const of = judgments.get(query) ?? new Map<string, number>()
    judgments.set(query, of.set(document, Number(grade)))
  }
  return judgments
}

export function parseQueries(text: string): Query[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { id, text: words } = JSON.parse(line) as { id: unknown; text: unknown }
      return { id: String(id), text: String(words) }
    })
}

/** `count` of the values, the same ones for the same seed, in their own order. */
export function sampleValues<T>(values: readonly T[], count: number, seed = 1): T[] {
  const drawn = values.map((_, index) => ({ index, bits: randomBitsAt(seed, index) })).sort((a, b) => a.bits - b.bits || a.index - b.index)
  const chosen = new Set(drawn.slice(0, count).map(({ index }) => index))
  return values.filter((_, index) => chosen.has(index))
}
