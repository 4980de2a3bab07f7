import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowedEdits, findCloseWords } from '../../../../../../src/domain/search/understanding/suggest/find-close-words.ts'
import { findPrefix, findWord } from '../../../../../../src/domain/search/understanding/suggest/find-words.ts'

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), minLength: 1, maxLength: 9 })
const vocabulary = fc.uniqueArray(word, { minLength: 1, maxLength: 60 }).map((words) => words.toSorted())

function pack(words: readonly string[]) {
  const starts = [0]
  for (const each of words) starts.push((starts.at(-1) ?? 0) + each.length)
  return { wordStarts: Uint32Array.from(starts), wordUnits: Uint16Array.from([...words.join('')].map((letter) => letter.charCodeAt(0))) }
}

/** Optimal string alignment distance by its definition. */
function distance(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, at) => [at, ...new Array<number>(right.length).fill(0)])
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? Infinity
  for (let j = 0; j <= right.length; j++) (rows[0] as number[])[j] = j
  for (let i = 1; i <= left.length; i++) {
    for (let j = 1; j <= right.length; j++) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1
      let least = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + cost)
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) least = Math.min(least, cell(i - 2, j - 2) + 1)
      ;(rows[i] as number[])[j] = least
    }
  }
  return cell(left.length, right.length)
}

describe('words by their beginning', () => {
  test('are exactly those that begin so, and a word is found by itself only', () => {
    fc.assert(
      fc.property(vocabulary, fc.oneof(word, fc.constant('')), (words, text) => {
        const { from, to } = findPrefix(pack(words), text)
        expect(words.slice(from, to)).toEqual(words.filter((each) => each.startsWith(text)))
        const exact = findWord(pack(words), text)
        expect(words.slice(exact.from, exact.to)).toEqual(words.filter((each) => each === text))
      }),
    )
  })
})

describe('close words', () => {
  test('are those within the edits, with their least number, as a plain table finds them', () => {
    fc.assert(
      fc.property(vocabulary, word, fc.constantFrom(1, 2), (words, typed, edits) => {
        const found = findCloseWords(pack(words), typed, edits, false, { from: 0, to: words.length })
        const expected = words.flatMap((each, id) => (distance(typed, each) <= edits ? [[id, distance(typed, each)]] : []))
        expect([...found]).toEqual(expected)
      }),
    )
  })

  test('of an open word are those whose beginning is close', () => {
    fc.assert(
      fc.property(
        vocabulary,
        // three letters are held to their last one
        word.filter(({ length }) => length !== 3),
        fc.constantFrom(1, 2),
        (words, typed, edits) => {
          const found = findCloseWords(pack(words), typed, edits, true, { from: 0, to: words.length })
          const least = (each: string): number =>
            Math.min(...Array.from({ length: each.length + 1 }, (_, end) => distance(typed, each.slice(0, end))))
          expect([...found]).toEqual(words.flatMap((each, id) => (least(each) <= edits ? [[id, least(each)]] : [])))
        },
      ),
    )
  })

  test('of three letters keep the last one, or swap it', () => {
    const words = ['apple', 'dab', 'desk', 'dew', 'dsek', 'each']
    const close = (typed: string): string[] =>
      [...findCloseWords(pack(words), typed, 1, true, { from: 0, to: words.length }).keys()].map((id) => words[id] ?? '')
    expect(close('dek')).toEqual(['desk', 'dsek'])
    expect(close('des')).toEqual(['desk', 'dsek'])
  })

  test('are allowed from the second letter on: one edit up to six letters, then two', () => {
    expect([1, 2, 3, 6, 7, 20].map(allowedEdits)).toEqual([0, 1, 1, 1, 2, 2])
  })
})
