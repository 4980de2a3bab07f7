import { readFile } from 'node:fs/promises'
import { analyse } from '../../src/shared/text/index.ts'
import { LANGUAGE, type SpellingCollection } from './collection.ts'

export type Pair = { query: string; correction: string }
export type Outcome = Pair & {
  effective: string
  didYouMean: string | null
  kind: string
  /** the listed correction by surfaces; by stems; by stems with spaces left out */
  same: boolean
  sameStems: boolean
  sameLetters: boolean
  /** the same, or the corrected query's first result comes first */
  retrieves: boolean
  /** the query as typed finds that result already */
  retrievedAnyway: boolean
  changed: boolean
  offered: boolean
  /** every word of the listed correction is a word of the collection, or was typed that way */
  withinReach: boolean
}

export async function readPairs(path: string): Promise<Pair[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').slice(1)
  return lines.flatMap((line) => {
    const [query, correction] = line.replace(/\r$/, '').split('\t')
    return query !== undefined && correction !== undefined ? [{ query, correction }] : []
  })
}

export const surfacesOf = (text: string): string =>
  analyse(text, LANGUAGE)
    .map(({ surface }) => surface)
    .join(' ')
const stemsOf = (text: string): string =>
  analyse(text, LANGUAGE)
    .map(({ term }) => term)
    .join(' ')
const lettersOf = (text: string): string => surfacesOf(text).replaceAll(' ', '')

export function judgePair(pair: Pair, collection: SpellingCollection): Outcome {
  const { effective, didYouMean, corrections } = collection.correct(pair.query)
  const wanted = collection.findFirst(pair.correction)
  const same = surfacesOf(effective) === surfacesOf(pair.correction)
  const typed = new Set(surfacesOf(pair.query).split(' '))
  return {
    ...pair,
    effective,
    didYouMean,
    kind: nameKind(pair),
    same,
    sameStems: stemsOf(effective) === stemsOf(pair.correction),
    sameLetters: lettersOf(effective) === lettersOf(pair.correction) || stemsOf(effective) === stemsOf(pair.correction),
    retrieves: same || (wanted !== null && collection.findFirst(effective) === wanted),
    retrievedAnyway: wanted !== null && collection.findFirst(pair.query) === wanted,
    changed: corrections.length > 0,
    offered: didYouMean !== null && surfacesOf(didYouMean) === surfacesOf(pair.correction),
    withinReach: surfacesOf(pair.correction)
      .split(' ')
      .every((word) => typed.has(word) || collection.vocabulary.frequency(word) > 0),
  }
}

/** What was done wrong in typing: one edit by kind, several edits of a word, spaces, several words, or a listed correction that rewrites. */
export function nameKind({ query, correction }: Pair): string {
  const [typed, meant] = [surfacesOf(query), surfacesOf(correction)]
  if (typed === meant) return 'nothing but signs'
  if (typed.replaceAll(' ', '') === meant.replaceAll(' ', '')) return typed.length > meant.length ? 'join' : 'split'
  const [from, to] = [typed.split(' '), meant.split(' ')]
  if (from.length !== to.length) return 'words and spaces'
  const changed = from.flatMap((word, index) => (word === to[index] ? [] : [[word, to[index] ?? ''] as const]))
  const edits = changed.map(([word, other]) => countEdits(word, other))
  if (changed.some(([word, other], index) => (edits[index] ?? 0) > Math.max(3, Math.max(word.length, other.length) / 3))) return 'rewritten'
  if (changed.length > 1) return 'several words'
  const [[word, other] = ['', '']] = changed
  if (edits[0] !== 1) return 'several edits'
  if (word.length < other.length) return 'deletion'
  if (word.length > other.length) return 'insertion'
  return [...word].sort().join('') === [...other].sort().join('') ? 'transposition' : 'substitution'
}

function countEdits(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, i) => Array.from({ length: right.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)))
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity
  for (let i = 1; i <= left.length; i++) {
    for (let j = 1; j <= right.length; j++) {
      const swap = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1] ? at(i - 2, j - 2) + 1 : Infinity
      const row = rows[i]
      if (row !== undefined) row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1), swap)
    }
  }
  return at(left.length, right.length)
}
