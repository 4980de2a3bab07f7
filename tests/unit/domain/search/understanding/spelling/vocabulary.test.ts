import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createVocabularyPart, openVocabulary } from '../../../../../../src/domain/search/understanding/spelling/index.ts'
import { drain, packTitles, vocabularyOf } from './vocabulary-of.ts'

const TITLES = ['walnut desk', 'walnut table for the desk', 'oak desk', 'desk desk desk', 'Müller 65in 机'] as const

describe('counts', () => {
  const vocabulary = vocabularyOf(TITLES)

  test('a word counts once a document, by its surface and not its stem', () => {
    expect(vocabulary.documents).toBe(5)
    expect(['desk', 'walnut', 'oak', 'desks', 'muller', '65in', '机', 'the'].map(vocabulary.frequency)).toEqual([4, 2, 1, 0, 1, 1, 1, 1])
  })

  test('pairs that stand in two documents are kept: side by side in order, and near without order or function words', () => {
    const pairs = vocabularyOf(['green lawn mower', 'lawn mower', 'mower for the lawn', 'red barn'])
    expect([pairs.countAdjacent('lawn', 'mower'), pairs.countAdjacent('mower', 'lawn'), pairs.countAdjacent('red', 'barn')]).toEqual([2, 0, 0])
    expect([pairs.countNear('lawn', 'mower'), pairs.countNear('mower', 'lawn')]).toEqual([3, 3])
  })

  test('ids are ranks: the commonest word first', () => {
    expect(vocabulary.wordAt(0)).toBe('desk')
    const frequencies = Array.from({ length: vocabulary.words }, (_, id) => vocabulary.frequencyAt(id))
    expect(frequencies).toEqual(frequencies.toSorted((left, right) => right - left))
  })

  test('only the commonest words are kept when there are more than fit', () => {
    const few = openVocabulary(packTitles([['common word', 9], 'rare thing', 'another oddity'], 'en', 2))
    expect([few.words, few.frequency('common'), few.frequency('word'), few.frequency('rare')]).toEqual([2, 9, 9, 0])
  })
})

test('a beginning is one of a word when some word starts with it; one or two letters always are', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abc'), minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 12 }), letters, (words, beginning) => {
      const expected = beginning.length < 3 || words.some((word) => word.startsWith(beginning))
      expect(vocabularyOf(words).beginsAnyWord(beginning)).toBe(expected)
    }),
  )
})

test('every word within its edits is found: one edit up to five letters, two beyond', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 4, maxLength: 10 })
  fc.assert(
    fc.property(
      letters,
      fc.nat(),
      fc.nat(),
      fc.constantFrom('insert', 'omit', 'replace', 'swap'),
      fc.constantFrom('insert', 'omit', 'replace', 'none'),
      (word, first, second, edit, again) => {
        const once = apply(word, first % word.length, edit)
        const typed = word.length > 5 && once.length > 5 ? apply(once, second % once.length, again) : once
        const vocabulary = vocabularyOf([word])
        const found: string[] = []
        vocabulary.visitSimilar(typed, typed.length > 5 && word.length > 5 ? 2 : 1, (id) => found.push(vocabulary.wordAt(id)))
        expect(found).toContain(word)
      },
    ),
  )
})

function apply(word: string, at: number, edit: string): string {
  if (edit === 'insert') return `${word.slice(0, at)}x${word.slice(at)}`
  if (edit === 'omit') return word.slice(0, at) + word.slice(at + 1)
  if (edit === 'replace') return `${word.slice(0, at)}y${word.slice(at + 1)}`
  if (edit === 'swap' && at > 0) return word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1)
  return word
}

describe('the blob', () => {
  const blob = packTitles(TITLES)

  test('an empty collection makes a vocabulary that knows nothing', () => {
    const empty = vocabularyOf([])
    expect([empty.documents, empty.words, empty.frequency('desk')]).toEqual([0, 0, 0])
  })

  test('it can lie anywhere in memory', () => {
    const moved = new Uint8Array(blob.byteLength + 1)
    moved.set(blob, 1)
    expect(openVocabulary(moved.subarray(1)).frequency('desk')).toBe(4)
  })

  test('any byte changed, cut off or added is noticed', () => {
    fc.assert(
      fc.property(fc.nat(blob.byteLength - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = blob.slice()
        damaged[at] = (damaged[at] ?? 0) ^ change
        expect(() => openVocabulary(damaged)).toThrow(/^The vocabulary can't be read: /)
      }),
    )
    for (const bytes of [new Uint8Array(0), blob.slice(0, 20), blob.slice(0, -4), new Uint8Array([...blob, 0, 0, 0, 0])])
      expect(() => openVocabulary(bytes)).toThrow(RangeError)
  })
})

test('a million distinct words leave the common ones countable and the blob small', () => {
  const part = createVocabularyPart({ language: 'en' })
  const digits = (value: number) => [...value.toString(26).padStart(5, '0')].map((digit) => String.fromCharCode(97 + parseInt(digit, 26))).join('')
  for (let document = 0; document < 10_000; document++) {
    const words = ['refrigerator', ...Array.from({ length: 100 }, (_, index) => `w${digits(document * 100 + index)}`)]
    let start = 0
    const tokens = words.map((surface) => ({ surface, term: surface, start, end: (start += surface.length) }))
    // one document in ten is prose, whose million pairs are too many as well
    const texts = document % 10 === 0 ? [tokens] : tokens.map((token) => [token])
    part.add({
      key: document,
      id: String(document),
      body: {},
      texts: texts.map((of) => ({ field: 'title', weight: 'a' as const, text: '', tokens: of })),
    })
  }
  const blob = drain(part.finish())
  const vocabulary = openVocabulary(blob)
  expect(vocabulary.words).toBe(100_000)
  expect(vocabulary.frequency('refrigerator')).toBe(10_000)
  expect(blob.byteLength).toBeLessThan(12_000_000)
}, 120_000)
