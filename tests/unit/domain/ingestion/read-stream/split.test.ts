import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitArray } from '../../../../../src/domain/ingestion/read-stream/split-array.ts'
import { splitLines } from '../../../../../src/domain/ingestion/read-stream/split-lines.ts'
import { splitRows } from '../../../../../src/domain/ingestion/read-stream/split-rows.ts'
import { parseRow } from '../../../../../src/domain/ingestion/read-stream/read-csv.ts'
import { collect, cutAt, encode, places, showPiece } from './streams.ts'

type Splitter = (source: AsyncIterable<Uint8Array>) => AsyncIterable<Parameters<typeof showPiece>[0]>
const split = async (splitter: Splitter, text: string | Uint8Array, cuts: readonly number[] = []): Promise<[number, string][]> =>
  (await collect(splitter(cutAt(typeof text === 'string' ? encode(text) : text, cuts)))).map(showPiece)

const SPLITTERS: readonly [string, Splitter, fc.Arbitrary<string>][] = [
  [
    'lines',
    splitLines,
    fc.array(fc.constantFrom('{', '}', '"', '\n', '\r\n', ' ', '\t', 'é', '\u{1F600}', 'a', '\ufeff')).map((parts) => parts.join('')),
  ],
  ['array elements', splitArray, fc.array(fc.constantFrom('{', '}', '"', '\\', '\n', ',', '[', ']', 'é', 'a')).map((parts) => `[${parts.join('')}`)],
  ['rows', splitRows, fc.array(fc.constantFrom('"', '""', '\n', '\r\n', ',', 'é', 'a', ' ', '\ufeff')).map((parts) => parts.join(''))],
]

describe.each(SPLITTERS)('splitting into %s', (_name, splitter, text) => {
  test('gives the same pieces wherever the stream is cut', () =>
    fc.assert(
      fc.asyncProperty(text, places, async (whole, cuts) => {
        expect(await split(splitter, whole, cuts)).toEqual(await split(splitter, whole))
      }),
      { numRuns: 500 },
    ))

  test('gives the same pieces a byte at a time', () =>
    fc.assert(
      fc.asyncProperty(text, async (whole) => {
        expect(
          await split(
            splitter,
            whole,
            Array.from({ length: 200 }, (_unused, at) => at),
          ),
        ).toEqual(await split(splitter, whole))
      }),
      { numRuns: 200 },
    ))
})

describe('lines', () => {
  test('are numbered as in the file; blank ones are passed over', async () => {
    expect(await split(splitLines, '\ufeff{"id":1}\r\n\n  \t\r\n{"id":2}\n\n{"id":3}')).toEqual([
      [1, '{"id":1}\r'],
      [4, '{"id":2}'],
      [6, '{"id":3}'],
    ])
    for (const text of ['', '\n', '\r\n\r\n', ' ', '\ufeff', '\ufeff\n']) expect(await split(splitLines, text)).toEqual([])
  })

  test('longer than 2 MB fail by themselves, however they arrive', async () => {
    const long = 'x'.repeat(2_000_001)
    const just = 'y'.repeat(2_000_000)
    const found = await split(splitLines, `a\n${long}\nb\n${just}\n${long}`, [500_000, 1_000_000, 3_000_000])
    expect(found.map(([line, piece]) => [line, piece.slice(0, 21)])).toEqual([
      [1, 'a'],
      [2, '! documents.too_large'],
      [3, 'b'],
      [4, 'y'.repeat(21)],
      [5, '! documents.too_large'],
    ])
  })
})

describe('array elements', () => {
  test('are those that JSON.parse finds', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, '\t'), places, async (values, indent, cuts) => {
        const found = await split(splitArray, JSON.stringify(values, null, indent), cuts)
        expect(found.map(([, text]) => JSON.parse(text) as unknown)).toEqual(JSON.parse(JSON.stringify(values)))
        expect(found.map(([line]) => line)).toEqual(values.map((_value, at) => at + 1))
      }),
      { numRuns: 200 },
    ))

  test('fail one by one; the end of the array is checked', async () => {
    expect(await split(splitArray, ' \ufeff[ {"a":1} , nonsense, "x]y\\"," ,\n{"b":[1,2]}]\n')).toEqual([
      [1, ' {"a":1} '],
      [2, ' nonsense'],
      [3, ' "x]y\\"," '],
      [4, '\n{"b":[1,2]}'],
    ])
    expect(await split(splitArray, '[1,,2]')).toEqual([
      [1, '1'],
      [2, ''],
      [3, '2'],
    ])
    expect(await split(splitArray, '[]')).toEqual([])
    expect((await split(splitArray, '[{"a":1},{"b"')).at(-1)).toEqual([2, '! documents.json'])
    expect((await split(splitArray, '[1] [2]')).at(-1)).toEqual([2, '! documents.json'])
    for (const text of ['', '{}', '"a"', 'x']) await expect(split(splitArray, text)).rejects.toMatchObject({ code: 'request.json' })
  })
})

describe('rows', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '\u{1F600}'), maxLength: 6 })
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`

  test('are those that were written, whatever their quoted cells hold', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        places,
        async (table, ending, marked, cuts) => {
          const text = (marked ? '\ufeff' : '') + table.map((row) => row.map(quote).join(',') + ending).join('')
          const found = await split(splitRows, text, cuts)
          expect(found.map(([, row]) => parseRow(row))).toEqual(table)
          let line = 1
          for (const [at, row] of table.entries()) {
            expect(found[at]?.[0]).toBe(line)
            line += row.join('').split('\n').length
          }
        },
      ),
      { numRuns: 400 },
    ))

  test('with a quote that is never closed fail alone', async () => {
    expect(await split(splitRows, 'id,t\n1,"never\n2,fine\n3,"also ""fine"""\n4,end')).toEqual([
      [1, 'id,t'],
      [2, '! documents.csv'],
      [3, '2,fine'],
      [4, '3,"also ""fine"""'],
      [5, '4,end'],
    ])
    expect(await split(splitRows, 'id,t\n1,"never\n2,fine\n3,last\n')).toEqual([
      [1, 'id,t'],
      [2, '! documents.csv'],
      [3, '2,fine'],
      [4, '3,last'],
    ])
    expect(await split(splitRows, 'id,t\n1,fine\n2,"never')).toEqual([
      [1, 'id,t'],
      [2, '1,fine'],
      [3, '2,"never'],
    ])
  })

  test('lose nothing: every line is in a row or fails by its number', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a,b', 'a,"b', 'a"b,c', '"a",b', '"a""",b', '"x', '"a"b,c', ','), { minLength: 1, maxLength: 12 }),
        places,
        async (lines, cuts) => {
          const found = await split(splitRows, lines.join('\n'), cuts)
          const covered = found.flatMap(([line, row]) => (row.startsWith('! ') ? [line] : row.split('\n').map((_part, at) => line + at)))
          expect(covered).toEqual(lines.map((_line, at) => at + 1))
        },
      ),
      { numRuns: 500 },
    ))

  test('within quotes of more than 2 MB are taken line by line again', async () => {
    const line = `${'x'.repeat(999)}\n`
    const found = await split(splitRows, `id\n"open\n${line.repeat(2500)}end`, [400_000, 1_200_000, 2_300_000])
    expect(found.slice(0, 3).map(([at, text]) => [at, text.slice(0, 15)])).toEqual([
      [1, 'id'],
      [2, '! documents.csv'],
      [3, 'x'.repeat(15)],
    ])
    expect(found).toHaveLength(2503)
    expect(found.at(-1)).toEqual([2503, 'end'])
  })
})
