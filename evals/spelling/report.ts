import { hashWord } from '../../src/shared/math/random.ts'
import { formatTable } from '../format-table.ts'
import type { BuildFigures } from './collection.ts'
import type { Outcome } from './judge-pairs.ts'

export type Changed = { query: string; effective: string; confidence: number }
export type Untouched = { set: string; queries: number; changed: readonly Changed[] }
export type Speed = { set: string; p50Micros: number; p95Micros: number; figures: BuildFigures }

const percent = (count: number, of: number): string => (of === 0 ? 'n/a' : `${((count / of) * 100).toFixed(1)}%`)

function share(outcomes: readonly Outcome[], of: (outcome: Outcome) => boolean): string {
  return percent(outcomes.filter(of).length, outcomes.length)
}

const TARGETS = { same: 'at least 55%', retrieves: 'at least 70%', changed: 'under 2%' }

/** The pairs as a whole, the random half on which the error model was moved, and the half that was only looked at. */
export function formatPairs(outcomes: readonly Outcome[]): string {
  const halves = [0, 1].map((half) => outcomes.filter(({ query }) => (hashWord(query, 7) & 1) === half))
  const row = (name: string, of: (outcome: Outcome) => boolean, target = '') => [
    name,
    share(outcomes, of),
    ...halves.map((half) => share(half, of)),
    target,
  ]
  return formatTable(
    [`${outcomes.length} misspelt queries`, 'all', 'fitted half', 'other half', 'target'],
    [
      row('becomes the listed correction', ({ same }) => same, TARGETS.same),
      row('the same after stemming', ({ sameStems }) => sameStems),
      row('the same after stemming or without spaces', ({ sameLetters }) => sameLetters),
      row("becomes it or retrieves the correction's first result", ({ retrieves }) => retrieves, TARGETS.retrieves),
      row('retrieves it as typed, without correction', ({ retrievedAnyway }) => retrievedAnyway),
      row('changed', ({ changed }) => changed),
      row('changed to something else (stems and spaces aside)', ({ changed, sameLetters }) => changed && !sameLetters),
      row('offered as didYouMean', ({ offered, same }) => offered && !same),
      row('out of reach: a listed word is not in the collection', ({ withinReach }) => !withinReach),
    ],
  )
}

export function formatKinds(outcomes: readonly Outcome[]): string {
  const kinds = Map.groupBy(outcomes, ({ kind }) => kind)
  return formatTable(
    ['kind of error', 'queries', 'corrected', 'the same stems', 'retrieves', 'changed otherwise', 'left as typed'],
    [...kinds]
      .sort((left, right) => right[1].length - left[1].length)
      .map(([kind, of]) => [
        kind,
        String(of.length),
        share(of, ({ same }) => same),
        share(of, ({ sameLetters }) => sameLetters),
        share(of, ({ retrieves }) => retrieves),
        share(of, ({ changed, sameLetters }) => changed && !sameLetters),
        share(of, ({ changed }) => !changed),
      ]),
  )
}

export function formatUntouched(sets: readonly Untouched[]): string {
  return formatTable(
    ['queries that are not listed as misspelt', 'queries', 'changed', 'share', 'target'],
    sets.map(({ set, queries, changed }) => [
      set,
      String(queries),
      String(changed.length),
      percent(changed.length, queries),
      set === 'homedepot' ? TARGETS.changed : '',
    ]),
  )
}

export function formatSpeed(speeds: readonly Speed[]): string {
  const kb = (bytes: number) => `${Math.round(bytes / 1024)}`
  return formatTable(
    ['set', 'documents', 'words', 'blob KiB', 'open ms', 'add µs/doc', 'longest add ms', 'finish ms', 'longest slice ms', 'correct p50 µs', 'p95 µs'],
    speeds.map(({ set, p50Micros, p95Micros, figures: of }) => [
      set,
      String(of.documents),
      String(of.words),
      kb(of.blobBytes),
      of.openMs.toFixed(1),
      of.addMicros.toFixed(0),
      of.longestAddMs.toFixed(1),
      of.finishMs.toFixed(0),
      of.longestSliceMs.toFixed(1),
      p50Micros.toFixed(0),
      p95Micros.toFixed(0),
    ]),
  )
}
